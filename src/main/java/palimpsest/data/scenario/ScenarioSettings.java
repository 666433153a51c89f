package palimpsest.data.scenario;

import java.util.List;
import palimpsest.data.ActiveClasses;
import palimpsest.data.Scenario;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Settings that several scenarios have. */
public final class ScenarioSettings {

  /** Tasks at most. */
  static final int MOST_TASKS = 1000;

  private static final Kind.Wholes NUMBERS =
      new Kind.Wholes(0, MOST_TASKS - 1, true, MOST_TASKS, "task numbers", "0,1,2", "all");

  private static final Kind<Incremental> RULES =
      new Kind.OneOf<>(
          List.of(
              new Kind.OneOf.Option<>(
                  Incremental.CLASS,
                  "class",
                  "Class",
                  "Class-incremental: in tests the classes of all tasks compete."),
              new Kind.OneOf.Option<>(
                  Incremental.TASK,
                  "task",
                  "Task",
                  "Task-incremental: in tests only the classes of the tested task compete."),
              new Kind.OneOf.Option<>(
                  Incremental.DOMAIN,
                  "domain",
                  "Domain",
                  "Domain-incremental: every task has the same outputs, and a label is the class's"
                      + " number in its task.")));

  private static final String RULE =
      "What the network has to tell apart in tests: the classes of all tasks, those of a task that"
          + " is told, or the same classes in every task.";

  /** The rule of scenarios whose tasks have classes of their own. */
  public static final Setting<Incremental> INCREMENTAL = incremental(Incremental.CLASS);

  /** The rule of scenarios whose tasks are the same classes looking otherwise. */
  public static final Setting<Incremental> DOMAIN_FIRST = incremental(Incremental.DOMAIN);

  /** The classes that compete in training. */
  public static final Setting<ActiveClasses> ACTIVE =
      Setting.of(
              "active-classes",
              "Active classes",
              "Classes that compete in training and in the Fisher matrix: the logits of others are"
                  + " left out of the softmax.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          ActiveClasses.ALL, "all", "All", "The classes of all tasks."),
                      new Kind.OneOf.Option<>(
                          ActiveClasses.SEEN,
                          "seen",
                          "Seen so far",
                          "The classes of the tasks so far, the one being learned among them."),
                      new Kind.OneOf.Option<>(
                          ActiveClasses.TASK,
                          "task",
                          "The task's own",
                          "The classes of the task that an image belongs to."))),
              ActiveClasses.ALL)
          .when(values -> !isDomain(values))
          .named(active ->
              switch (active) {
                case ALL -> "all classes";
                case SEEN -> "seen classes";
                case TASK -> "classes of the task";
              });

  /** The classes that compete in tests where the task is not told. */
  public static final Setting<ActiveClasses> TESTED =
      Setting.of(
              "tested-classes",
              "Tested classes",
              "Classes that compete in tests where the task is not told.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          ActiveClasses.ALL, "all", "All", "The classes of all tasks."),
                      new Kind.OneOf.Option<>(
                          ActiveClasses.SEEN,
                          "seen",
                          "Seen so far",
                          "A task that is not yet learned is not tested."))),
              ActiveClasses.ALL)
          .when(values -> rule(values) == Incremental.CLASS)
          .seldom()
          .named(
              tested -> tested == ActiveClasses.SEEN ? "tested on seen classes" : "tested on all");

  /** The share of a task's training images that neighbouring tasks learn. */
  public static final Setting<Double> BLUR =
      Setting.of(
              "blur",
              "Blur",
              "Share of each task's training images that the tasks before and after it learn"
                  + " instead, so that boundaries are blurred; 0 for sharp boundaries.",
              new Kind.Real(0, false, 0.9),
              0.0)
          .seldom()
          .named(blur -> blur == 0 ? "sharp boundaries" : "blur %.3g".formatted(blur))
          .zero("off");

  /** The tasks to learn of a sequence of datasets. */
  public static final Setting<List<Integer>> JOINED_TASKS = tasks(List.of(0, 1, 2));

  /** The tasks to learn of those that other scenarios make. */
  public static final Setting<List<Integer>> TASKS = tasks(List.of());

  /** The settings that name tasks by their numbers. */
  public static List<Setting<?>> taskNumbers() {
    return List.of(JOINED_TASKS, TASKS);
  }

  /** Number of tasks of scenarios that can make any number. */
  public static final Setting<Integer> COUNT =
      Setting.of(
              "task-count",
              "Number of tasks",
              "Number of tasks that the scenario makes.",
              new Kind.Whole(1, MOST_TASKS),
              10)
          .named(count -> count == 1 ? "1 task" : "%,d tasks".formatted(count));

  private static Setting<Incremental> incremental(Incremental initial) {
    return Setting.of("incremental", "Incremental", RULE, RULES, initial)
        .named(rule ->
            switch (rule) {
              case CLASS -> "class-incremental";
              case TASK -> "task-incremental";
              case DOMAIN -> "domain-incremental";
            });
  }

  private static Setting<List<Integer>> tasks(List<Integer> initial) {
    return Setting.of(
            "tasks",
            "Tasks",
            "The tasks to learn, in order, by their number in the scenario from 0.",
            NUMBERS,
            initial)
        .named(tasks -> tasks.isEmpty() ? "all tasks" : "tasks " + NUMBERS.write(tasks));
  }

  private static Incremental rule(SettingValues values) {
    return Scenarios.ALL.chosen(values).component().incremental(values);
  }

  private static boolean isDomain(SettingValues values) {
    return rule(values) == Incremental.DOMAIN;
  }

  /**
   * The classes that compete.
   *
   * @param rule the classes that the network has to tell apart
   */
  public static Scenario.Active active(Incremental rule, SettingValues values) {
    return switch (rule) {
      case CLASS -> new Scenario.Active(values.get(ACTIVE), values.get(TESTED), true);
      case TASK -> new Scenario.Active(values.get(ACTIVE), ActiveClasses.TASK, true);
      case DOMAIN -> new Scenario.Active(ActiveClasses.ALL, ActiveClasses.ALL, false);
    };
  }

  /** Whether a task that is not learned yet has an accuracy. */
  public static boolean testsUnseen(SettingValues values) {
    return active(rule(values), values).test() != ActiveClasses.SEEN;
  }

  private ScenarioSettings() {}
}
