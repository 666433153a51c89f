package palimpsest.data;

import java.util.Arrays;

/**
 * The scale on which the numbers of images are drawn, as grey levels or levels of a colour.
 *
 * @param black the number drawn as 0
 * @param white the number drawn as 255
 * @param scaling the scaling of the numbers before the network sees them
 */
public record ImageLevels(double black, double white, PixelScaling scaling) {

  private static final int LARGEST = 255;

  /** The scale of images as they are: bytes in full, other numbers from the least to the most. */
  public static ImageLevels of(ImageValues values) {
    return of(values, PixelScaling.UNIT);
  }

  /**
   * The scale of images as the network sees them.
   *
   * @param scaling the scaling of each channel; channels are drawn on one scale, so that colours
   *     show what it does
   */
  public static ImageLevels of(ImageValues values, PixelScaling scaling) {
    double least = 0;
    double most = 1;
    if (values instanceof ImageValues.Floats(float[] floats) && floats.length > 0) {
      least = Double.POSITIVE_INFINITY;
      most = Double.NEGATIVE_INFINITY;
      for (float value : floats) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (scaling.isUnit()) {
      return new ImageLevels(least, most, scaling);
    }
    double black = Double.POSITIVE_INFINITY;
    double white = Double.NEGATIVE_INFINITY;
    for (int channel = 0; channel < scaling.means().size(); channel++) {
      black = Math.min(black, scaled(least, channel, scaling));
      white = Math.max(white, scaled(most, channel, scaling));
    }
    return new ImageLevels(black, white, scaling);
  }

  /**
   * The levels of an image, from 0 to 255.
   *
   * @param position its position in the set
   * @param map the map of its pixels
   * @return [C · H · W]
   */
  public int[] of(ImageSet set, int position, PixelMap map) {
    int size = set.imageSize();
    int pixels = size / set.channels();
    double[] image = new double[size];
    Arrays.setAll(image, i -> set.values().number(position * size + i));
    double[] seen = map.apply(image);
    int[] levels = new int[size];
    for (int i = 0; i < size; i++) {
      levels[i] = level(scaling.isUnit() ? seen[i] : scaled(seen[i], i / pixels, scaling));
    }
    return levels;
  }

  private int level(double number) {
    double share = (number - black) / Math.max(Float.MIN_NORMAL, white - black);
    return (int) Math.round(Math.clamp(share, 0, 1) * LARGEST);
  }

  private static double scaled(double number, int channel, PixelScaling scaling) {
    return (number - scaling.means().get(channel)) / scaling.deviations().get(channel);
  }
}
