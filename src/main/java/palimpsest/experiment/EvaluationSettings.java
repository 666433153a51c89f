package palimpsest.experiment;

import java.util.List;
import palimpsest.learning.TaskPlan;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Settings of the evaluations of a run: when, on which tasks and on how many test images. */
public final class EvaluationSettings {

  /** The moments at which a run is evaluated. */
  public enum Moment {
    EVERY_EPOCH,
    EVERY_BATCHES,
    TASK_END
  }

  /** The times of evaluation. */
  public static final Setting<Moment> WHEN =
      Setting.of(
              "evaluate",
              "Evaluate",
              "Times at which the network is evaluated on test images.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(Moment.EVERY_EPOCH, "every-epoch", "Every epoch", ""),
                      new Kind.OneOf.Option<>(
                          Moment.EVERY_BATCHES,
                          "every-batches",
                          "Every few batches",
                          "And at the end of each task: a drop right after a switch of tasks is"
                              + " seen. Takes time."),
                      new Kind.OneOf.Option<>(
                          Moment.TASK_END,
                          "task-end",
                          "End of each task",
                          "Saves time; a drop of the accuracy within a task is not seen."))),
              Moment.EVERY_EPOCH)
          .named(when ->
              switch (when) {
                case EVERY_EPOCH -> "evaluated every epoch";
                case EVERY_BATCHES -> "evaluated within epochs";
                case TASK_END -> "evaluated at task ends";
              });

  /** Batches from one evaluation to the next, counted over all epochs of a task. */
  public static final Setting<Integer> BATCHES =
      Setting.of(
              "evaluate-batches",
              "Batches between evaluations",
              "Batches from one evaluation to the next, counted from the beginning of each task.",
              new Kind.Whole(1, 10_000_000),
              100)
          .when(values -> values.get(WHEN) == Moment.EVERY_BATCHES)
          .named(batches -> "every %,d batches".formatted(batches));

  /** The tasks on which a run is evaluated. */
  public enum TestedTasks {
    ALL,
    SEEN
  }

  /** The tasks that the network is evaluated on. */
  public static final Setting<TestedTasks> TASKS =
      Setting.of(
              "evaluate-tasks",
              "Evaluated tasks",
              "Tasks on whose test images the network is evaluated.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(TestedTasks.ALL, "all", "All", ""),
                      new Kind.OneOf.Option<>(
                          TestedTasks.SEEN,
                          "seen",
                          "Seen so far",
                          "The tasks that were learned and the one being learned: forward"
                              + " transfer is not recorded."))),
              TestedTasks.ALL)
          .named(tasks -> tasks == TestedTasks.SEEN ? "seen tasks" : "all tasks");

  /** The greatest number of test images of each task to evaluate the network on. */
  public static final Setting<Integer> IMAGES =
      Setting.of(
              "evaluate-images",
              "Evaluated images",
              "Test images of each task on which the network is evaluated, at most so many, drawn"
                  + " once from the seed, each class in proportion to its size; 0 takes all.",
              new Kind.Whole(0, 10_000_000),
              0)
          .named(images -> images == 0 ? "all test images" : "%,d test images".formatted(images))
          .zero("all");

  /** All of them, in the order in which to offer them. */
  public static final List<Setting<?>> ALL = List.of(WHEN, BATCHES, TASKS, IMAGES);

  /** Number of evaluations while a task is learned and at its end. */
  public static long evaluations(SettingValues values, TaskPlan task) {
    return switch (values.get(WHEN)) {
      case EVERY_EPOCH -> task.epochs();
      case EVERY_BATCHES -> Math.ceilDiv(task.batches(), (long) values.get(BATCHES));
      case TASK_END -> 1;
    };
  }

  private EvaluationSettings() {}
}
