package palimpsest.learning;

/**
 * Sums over images that were evaluated.
 *
 * @param images images counted
 * @param loss sum of their cross-entropies, in nats
 * @param correct the number of them that were classified correctly
 */
public record EvaluationSums(long images, double loss, double correct) {

  /** Nothing counted yet. */
  public static final EvaluationSums NONE = new EvaluationSums(0, 0, 0);

  /** Both sums together. */
  public EvaluationSums plus(EvaluationSums other) {
    return new EvaluationSums(images + other.images, loss + other.loss, correct + other.correct);
  }

  /** Mean cross-entropy per image, in nats; NaN if none was counted. */
  public double meanLoss() {
    return images == 0 ? Double.NaN : loss / images;
  }

  /** Share of images classified right, from 0 to 1; NaN if none was counted. */
  public double accuracy() {
    return images == 0 ? Double.NaN : correct / images;
  }
}
