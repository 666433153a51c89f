package palimpsest.data;

import java.util.random.RandomGenerator;

/**
 * A linear map of the numbers of an image: each number of the result is a weighted sum of a few
 * numbers of the original. Permutations and rotations are such maps, so that transformed images
 * need not be kept.
 *
 * @param sources [k][D]: the position of the k-th term of each number
 * @param weights [k][D]: its weight; empty for weights of 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity
public record PixelMap(int[][] sources, float[][] weights) {

  /** The map that changes nothing. */
  public static final PixelMap IDENTITY = new PixelMap(new int[0][], new float[0][]);

  private static final int NEIGHBOURS = 4;

  /** Whether it changes nothing. */
  public boolean isIdentity() {
    return sources.length == 0;
  }

  /**
   * A permutation of the numbers of an image, drawn at random.
   *
   * @param size numbers of an image, D
   */
  public static PixelMap permutation(int size, RandomGenerator random) {
    return new PixelMap(new int[][] {RandomOrder.of(size, random)}, new float[0][]);
  }

  /**
   * A rotation about the centre, counter-clockwise, by bilinear interpolation; what lies outside
   * the image counts as 0.
   *
   * @param degrees the angle; a multiple of 360 changes nothing
   */
  public static PixelMap rotation(int channels, int height, int width, double degrees) {
    if (degrees % 360 == 0) {
      return IDENTITY;
    }
    int pixels = height * width;
    int[][] sources = new int[NEIGHBOURS][channels * pixels];
    float[][] weights = new float[NEIGHBOURS][channels * pixels];
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // Rows count downwards, so that this is where the pixel came from.
        double fromX = middleX + cos * (x - middleX) - sin * (y - middleY);
        double fromY = middleY + sin * (x - middleX) + cos * (y - middleY);
        int left = (int) Math.floor(fromX);
        int top = (int) Math.floor(fromY);
        for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
          int column = left + neighbour % 2;
          int row = top + neighbour / 2;
          double weight = (1 - Math.abs(fromX - column)) * (1 - Math.abs(fromY - row));
          boolean inside = row >= 0 && row < height && column >= 0 && column < width;
          for (int channel = 0; channel < channels; channel++) {
            int at = channel * pixels + y * width + x;
            sources[neighbour][at] = inside ? channel * pixels + row * width + column : at;
            weights[neighbour][at] = inside ? (float) weight : 0;
          }
        }
      }
    }
    return new PixelMap(sources, weights);
  }

  /**
   * An image as it looks then.
   *
   * @param image [D]
   * @return [D]
   */
  public double[] apply(double[] image) {
    if (isIdentity()) {
      return image;
    }
    double[] changed = new double[image.length];
    for (int term = 0; term < sources.length; term++) {
      for (int i = 0; i < changed.length; i++) {
        double weight = weights.length == 0 ? 1 : weights[term][i];
        changed[i] += weight * image[sources[term][i]];
      }
    }
    return changed;
  }
}
