package palimpsest.experiment;

import java.util.stream.IntStream;
import palimpsest.data.DataRecord;
import palimpsest.data.Idx;
import palimpsest.data.ImageSource;
import palimpsest.text.NumberText;

/**
 * The accuracy that a network reaches without looking at its images, by giving all of them the same
 * class. One whose weights have collapsed does just that.
 *
 * <p>Every class belongs to one task, so a constant answer is right for about a tenth of one test
 * set and for nothing of the others.
 */
public final class ChanceLevel {

  /** Share of a class in a test set. */
  private static final double SHARE = 1.0 / Idx.CLASSES;

  /** No class of MNIST's test images is more frequent. */
  private static final double MOST_FREQUENT = 0.12;

  /** Test images of a whole set. */
  private static final int WHOLE = 10_000;

  /** With fewer steps a task than this a network has learned little, whatever its settings. */
  private static final int FEW_STEPS = 100;

  private ChanceLevel() {}

  /**
   * Whether a network does no better than a constant answer.
   *
   * @param spec the specification of the run
   * @param averageAccuracy mean over the tasks of the accuracy after the last one, from 0 to 1; NaN
   *     if it is not known
   */
  public static boolean isReachedBy(ExperimentSpec spec, double averageAccuracy) {
    int images =
        IntStream.of(WHOLE, spec.testLimit(), spec.get(EvaluationSettings.IMAGES))
            .filter(most -> most > 0)
            .min()
            .orElse(WHOLE);
    // Three standard deviations of the share of a class among so many images.
    double drawn = SHARE + 3 * Math.sqrt(SHARE * (1 - SHARE) / images);
    int tasks = spec.taskCount();
    return tasks > 0 && averageAccuracy * tasks <= Math.max(MOST_FREQUENT, drawn);
  }

  /**
   * Steps of training on the task with the fewest images; 0 if it is not known how many it has.
   *
   * @param data the data that the run read
   */
  private static long steps(ExperimentSpec spec, DataRecord data) {
    int images =
        data.sources().stream()
            .filter(source -> source.part().equals("training"))
            .mapToInt(ImageSource::images)
            .min()
            .orElse(0);
    int limit = spec.trainLimit();
    int used = limit == 0 ? images : images == 0 ? limit : Math.min(limit, images);
    return used == 0 ? 0 : RunLength.plan(spec).task(used).batches();
  }

  /** The likely cause of such a result, and what may help, in a sentence or two. */
  public static String advice(ExperimentSpec spec, DataRecord data) {
    long steps = steps(spec, data);
    return steps > 0 && steps < FEW_STEPS
        ? "It trained for only %s a task: more epochs or more training images may help."
            .formatted(NumberText.count(steps, "step"))
        : "Its weights may have collapsed: a smaller learning rate or importance may help.";
  }
}
