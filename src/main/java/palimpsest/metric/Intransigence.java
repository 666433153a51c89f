package palimpsest.metric;

import java.util.stream.IntStream;

/**
 * The accuracy that learning one task after the other cost each task when it was new: mean over
 * tasks j of the accuracy on j of a network trained on all tasks together, less R[j][j] (Chaudhry
 * et al. 2018, arXiv 1801.10112). It needs a reference run, so it is none of {@link Metrics#ALL}.
 *
 * <p>Nothing calls it yet: the reference takes joint training, which no strategy offers so far.
 */
public final class Intransigence {

  private Intransigence() {}

  /**
   * The number.
   *
   * @param reference accuracy on each task of a network trained on all tasks together
   * @return a share from −1 to 1; NaN where the run has not come far enough
   */
  public static double of(AccuracyHistory history, double[] reference) {
    if (reference.length != history.tasks()) {
      throw new IllegalArgumentException(
          "%d tasks, but a reference for %d".formatted(history.tasks(), reference.length));
    }
    return AccuracyHistory.mean(
        IntStream.range(0, history.tasks())
            .mapToDouble(task -> reference[task] - history.after(task, task))
            .toArray());
  }
}
