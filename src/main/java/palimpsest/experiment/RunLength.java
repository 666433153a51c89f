package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.scenario.BlurredBoundaries;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.learning.TaskPlan;
import palimpsest.learning.TrainingPlan;

/**
 * The length of a run: how many epochs each task has. Where iterations are counted, that depends on
 * the number of the task's images.
 *
 * @param epochs of each task, in the order of learning; from 1
 */
public record RunLength(List<Integer> epochs) {

  /** Copies the list. */
  public RunLength {
    epochs = List.copyOf(epochs);
  }

  /** The length of a run of some tasks with some epochs each. */
  public static RunLength of(int tasks, int epochs) {
    return new RunLength(IntStream.range(0, tasks).map(_ -> epochs).boxed().toList());
  }

  /** The length of a run that learns tasks by plans. */
  static RunLength of(List<TaskPlan> plans) {
    return new RunLength(plans.stream().map(TaskPlan::epochs).toList());
  }

  /** The length of a run. */
  public static RunLength of(TrainedRun run) {
    return of(run.spec(), run.data());
  }

  /**
   * The length of a run.
   *
   * @param data the data it read; the published sizes are used where that is not recorded
   */
  public static RunLength of(ExperimentSpec spec, DataRecord data) {
    TrainingPlan plan = plan(spec);
    if (plan.iterations() == 0) {
      return of(isMoreReliable(spec, data) ? data.tasks().size() : spec.taskCount(), plan.epochs());
    }
    return of(plans(spec, sizes(spec, data)));
  }

  /** Whether the record counts even if it does not fit: own images may have changed or gone. */
  private static boolean isMoreReliable(ExperimentSpec spec, DataRecord data) {
    return Catalogue.isOwn(spec.images()) && !data.tasks().isEmpty();
  }

  /**
   * The epochs and batches of each task's turn.
   *
   * @param sizes images that the tasks use
   */
  public static List<TaskPlan> plans(ExperimentSpec spec, List<TaskSize> sizes) {
    TrainingPlan plan = plan(spec);
    return spec
        .strategy()
        .learnedImages(spec.values(), sizes.stream().map(TaskSize::training).toList())
        .stream()
        .map(images -> plan.task(Math.max(1, images)))
        .toList();
  }

  /** The plan of a specification. */
  public static TrainingPlan plan(ExperimentSpec spec) {
    return TrainingPlan.of(spec.values(), spec.seed());
  }

  /**
   * Images that a run's tasks use: as recorded; else those that would be used of what was read or,
   * if that is not recorded either, of what was published.
   */
  public static List<TaskSize> sizes(ExperimentSpec spec, DataRecord data) {
    if (isMoreReliable(spec, data)) {
      return data.tasks();
    }
    int tasks = spec.taskCount();
    if (tasks == 0 || tasks == data.tasks().size()) {
      return data.tasks();
    }
    return used(
        spec, data.sources().size() == 2 * tasks ? read(data.sources()) : spec.outline().sizes());
  }

  /** The sizes of tasks that each read a whole image set: its training and its test images. */
  private static List<TaskSize> read(List<ImageSource> sources) {
    List<TaskSize> sizes = new ArrayList<>();
    for (int i = 0; i + 1 < sources.size(); i += 2) {
      sizes.add(
          new TaskSize(
              Math.max(0, sources.get(i).images()), Math.max(0, sources.get(i + 1).images())));
    }
    return sizes;
  }

  /**
   * Images that tasks use when a validation part, limits and blurred boundaries are applied.
   *
   * @param sizes those that the tasks would have else
   */
  public static List<TaskSize> used(ExperimentSpec spec, List<TaskSize> sizes) {
    return BlurredBoundaries.sizes(
        sizes.stream()
            .map(size -> size.validated(spec.get(DataSettings.VALIDATION)))
            .map(size -> size.limited(spec.trainLimit(), spec.testLimit()))
            .toList(),
        spec.get(ScenarioSettings.BLUR));
  }

  /**
   * The length of its first tasks.
   *
   * @param tasks the greatest number of tasks; 0 for a run that has not started
   */
  public RunLength first(int tasks) {
    return new RunLength(epochs.subList(0, Math.min(tasks, tasks())));
  }

  /** Number of tasks. */
  public int tasks() {
    return epochs.size();
  }

  /** Epochs of a task. */
  public int epochs(int task) {
    return epochs.get(task);
  }

  /** Epochs of all tasks before one. */
  public int before(int task) {
    int sum = 0;
    for (int i = 0; i < task; i++) {
      sum += epochs.get(i);
    }
    return sum;
  }

  /** Epochs of all tasks. */
  public int total() {
    return before(tasks());
  }

  /** The number of an epoch when epochs are counted over all tasks, from 1. */
  public int position(int task, int epoch) {
    return before(task) + epoch + 1;
  }

  /** The place of scores when epochs are counted over all tasks; the untrained network is at 0. */
  public double position(TestScores scores) {
    return before(scores.task()) + scores.epochsDone();
  }

  /** Whether an epoch is the last of its task. */
  public boolean endsTask(int task, int epoch) {
    return epoch == epochs(task) - 1;
  }
}
