package palimpsest.network;

/**
 * The shape of one image's features: channels, height and width. A vector is [units, 1, 1].
 *
 * @param channels C
 * @param height H
 * @param width W
 */
public record FeatureShape(int channels, int height, int width) {

  /** The shape for people: channels × height × width. */
  public String words() {
    return "%d × %d × %d".formatted(channels, height, width);
  }

  /** Numbers in one image's features. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }
}
