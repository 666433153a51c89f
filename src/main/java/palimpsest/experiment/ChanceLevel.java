package palimpsest.experiment;

import palimpsest.data.Idx;

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

  private ChanceLevel() {}

  /**
   * Whether a network does no better than a constant answer.
   *
   * @param spec what was run
   * @param averageAccuracy mean over the tasks of the accuracy after the last one, from 0 to 1; NaN
   *     if it is not known
   */
  public static boolean isReachedBy(ExperimentSpec spec, double averageAccuracy) {
    int images = spec.testLimit() == 0 ? WHOLE : spec.testLimit();
    // Three standard deviations of the share of a class among so many images.
    double drawn = SHARE + 3 * Math.sqrt(SHARE * (1 - SHARE) / images);
    return averageAccuracy * spec.tasks().size() <= Math.max(MOST_FREQUENT, drawn);
  }
}
