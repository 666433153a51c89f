package palimpsest.experiment;

/**
 * The network's score on the test images of one task.
 *
 * @param loss mean cross-entropy per image, in nats
 * @param accuracy share of images classified right, from 0 to 1
 * @param images number of images; 0 where it was not recorded, as in version 0.1.0
 * @param confusion the classes that the images were classified as; recorded only at the end of a
 *     task
 * @param otherAccuracy share of images classified right by the other rule: among the classes of
 *     their own task where all compete, and among all where only the task's own do; NaN if there is
 *     no other rule or it was not recorded
 */
public record TaskScore(
    double loss, double accuracy, long images, ConfusionMatrix confusion, double otherAccuracy) {

  /** No score: the task was not evaluated. */
  public static final TaskScore NOT_EVALUATED = new TaskScore(Double.NaN, Double.NaN);

  /**
   * Checks that the numbers fit together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public TaskScore {
    if (images < 0) {
      throw new IllegalArgumentException("it was evaluated on %,d images".formatted(images));
    }
    if (confusion.isRecorded()
        && (confusion.images() != images || confusion.correct() != correct(accuracy, images))) {
      throw new IllegalArgumentException(
          "its confusion matrix counts %,d of %,d images right, but the score %,d of %,d"
              .formatted(
                  confusion.correct(), confusion.images(), correct(accuracy, images), images));
    }
  }

  /** A score by one rule alone. */
  public TaskScore(double loss, double accuracy, long images, ConfusionMatrix confusion) {
    this(loss, accuracy, images, confusion, Double.NaN);
  }

  /** A score whose number of images is not recorded. */
  public TaskScore(double loss, double accuracy) {
    this(loss, accuracy, 0, ConfusionMatrix.NOT_RECORDED);
  }

  /**
   * The same with a confusion matrix.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public TaskScore with(ConfusionMatrix other) {
    return new TaskScore(loss, accuracy, images, other, otherAccuracy);
  }

  /** The same with the accuracy by the other rule in the place of this one; no loss. */
  public TaskScore otherwise() {
    return new TaskScore(Double.NaN, otherAccuracy, images, ConfusionMatrix.NOT_RECORDED);
  }

  /** Whether the task was evaluated. */
  public boolean isEvaluated() {
    return !(Double.isNaN(loss) && Double.isNaN(accuracy));
  }

  /** Number of images classified right; 0 where the number of images is not recorded. */
  public long correct() {
    return correct(accuracy, images);
  }

  private static long correct(double accuracy, long images) {
    return Math.round(accuracy * images);
  }
}
