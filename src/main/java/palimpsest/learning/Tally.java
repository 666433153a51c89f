package palimpsest.learning;

/**
 * Losses and hits counted over images; tallies add up.
 *
 * @param images images counted
 * @param loss sum of their cross-entropies, in nats
 * @param hits how many of them were classified right
 */
public record Tally(long images, double loss, double hits) {

  /** Nothing counted yet. */
  public static final Tally NONE = new Tally(0, 0, 0);

  /** Both tallies together. */
  public Tally plus(Tally other) {
    return new Tally(images + other.images, loss + other.loss, hits + other.hits);
  }

  /** Mean cross-entropy per image, in nats; NaN if none was counted. */
  public double meanLoss() {
    return images == 0 ? Double.NaN : loss / images;
  }

  /** Share of images classified right, from 0 to 1; NaN if none was counted. */
  public double accuracy() {
    return images == 0 ? Double.NaN : hits / images;
  }
}
