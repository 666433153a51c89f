package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.List;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.ImageValues;
import palimpsest.data.PixelScaling;

/** The mean and deviation of each channel over the first task's training images. */
final class Standardising {

  private static final double LEAST = 1e-6;

  private Standardising() {}

  static PixelScaling of(List<ImageSlice> slices) {
    int channels = slices.getFirst().images().channels();
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    double count = 0;
    for (ImageSlice slice : slices) {
      ImageSet set = slice.images();
      int pixels = set.height() * set.width();
      for (int position : slice.positions()) {
        for (int i = 0; i < channels * pixels; i++) {
          double value = value(set, position * channels * pixels + i);
          sums[i / pixels] += value;
          squares[i / pixels] += value * value;
        }
        count += pixels;
      }
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double mean = sums[channel] / count;
      means.add(mean);
      deviations.add(
          Math.max(LEAST, Math.sqrt(Math.max(0, squares[channel] / count - mean * mean))));
    }
    return new PixelScaling(means, deviations);
  }

  private static double value(ImageSet set, int at) {
    return switch (set.values()) {
      case ImageValues.Bytes(byte[] bytes) -> Byte.toUnsignedInt(bytes[at]) / 255.0;
      case ImageValues.Floats(float[] floats) -> floats[at];
    };
  }
}
