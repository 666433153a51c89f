package palimpsest.experiment;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.Incremental;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.learning.TaskPlan;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * The accuracy that a network reaches without looking at its images, by giving all of them the same
 * class. One whose weights have collapsed does just that.
 *
 * <p>Where the classes of all tasks compete, a constant answer is right for a class's share of one
 * test set and for nothing of the others. Where the task is told, or all tasks have the same
 * classes, it is right for such a share of every test set.
 */
public final class ChanceLevel {

  /** No class of MNIST's test images is more frequent than 0.12, where a tenth would be even. */
  private static final double UNEVEN = (0.12 - 0.1) / (0.1 * (1 - 0.1));

  /** With fewer steps a task than this a network has learned little, whatever its settings. */
  private static final int FEW_STEPS = 100;

  /** Steps of this size and more seldom end well. */
  private static final double LARGE_RATE = 1;

  private ChanceLevel() {}

  /**
   * Whether a network does no better than a constant answer.
   *
   * @param spec the specification of the run
   * @param data the data that the run read
   * @param averageAccuracy mean over the tasks of the accuracy after the last one, from 0 to 1; NaN
   *     if it is not known
   */
  public static boolean isReachedBy(ExperimentSpec spec, DataRecord data, double averageAccuracy) {
    return !Double.isNaN(averageAccuracy)
        && averageAccuracy < 1
        && averageAccuracy <= chance(spec, data);
  }

  /** The average accuracy that a constant answer may have; NaN if that is not known. */
  private static double chance(ExperimentSpec spec, DataRecord data) {
    boolean recorded = !data.classes().isEmpty();
    List<TaskSize> sizes = recorded ? data.tasks() : RunLength.sizes(spec, data);
    List<Integer> classes = recorded ? data.classes() : classes(spec);
    int tasks = classes.size();
    if (tasks == 0 || sizes.size() != tasks) {
      return Double.NaN;
    }
    int most = spec.get(EvaluationSettings.IMAGES);
    DoubleSummaryStatistics shares =
        IntStream.range(0, tasks)
            .mapToDouble(task -> {
              int images = Math.max(1, sizes.get(task).test());
              return share(classes.get(task), most == 0 ? images : Math.min(most, images));
            })
            .summaryStatistics();
    return spec.incremental() == Incremental.CLASS ? shares.getMax() / tasks : shares.getAverage();
  }

  /** The number of classes of each task, for runs that did not record it. */
  private static List<Integer> classes(ExperimentSpec spec) {
    try {
      return spec.outline().tasks().stream().map(task -> task.labels().length).toList();
    } catch (Problem unfitting) {
      return List.of();
    }
  }

  /** The greatest share that one of several classes is likely to have among some images. */
  private static double share(int classes, int images) {
    double even = 1.0 / classes;
    double variance = even * (1 - even);
    // Three standard deviations of the share of a class among so many images.
    return even + Math.max(UNEVEN * variance, 3 * Math.sqrt(variance / images));
  }

  /** Steps of training on the task with the fewest images; 0 if they are not known. */
  private static long steps(ExperimentSpec spec, DataRecord data) {
    return RunLength.plans(
            spec, RunLength.sizes(spec, data).stream().filter(size -> size.training() > 0).toList())
        .stream()
        .mapToLong(TaskPlan::batches)
        .min()
        .orElse(0);
  }

  private static String learningRate(ExperimentSpec spec) {
    return spec.optimizer().component().settings().stream()
        .filter(setting -> setting.key().equals(StepSettings.LEARNING_RATE.key()))
        .map(spec.values()::text)
        .findFirst()
        .orElse("0");
  }

  /** The likely cause of such a result, and what may help, in a sentence or two. */
  public static String advice(ExperimentSpec spec, DataRecord data) {
    if (spec.incremental() == Incremental.TASK
        && spec.get(ScenarioSettings.ACTIVE) == ActiveClasses.ALL) {
      return "In training the classes of all tasks competed, in tests only those of one task: the"
          + " task's own as active classes may help.";
    }
    String rate = learningRate(spec);
    if (Double.parseDouble(rate) >= LARGE_RATE) {
      return "Its learning rate was %s: a smaller one may help.".formatted(rate);
    }
    long steps = steps(spec, data);
    return steps > 0 && steps < FEW_STEPS
        ? "It trained for only %s a task: more epochs or more training images may help."
            .formatted(NumberText.count(steps, "step"))
        : "Its weights may have collapsed: a smaller learning rate or importance may help.";
  }
}
