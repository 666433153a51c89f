package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.PixelScaling;

/** The mean and deviation of each channel over a task's training images, as the task sees them. */
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
      int size = set.imageSize();
      int pixels = size / channels;
      double[] image = new double[size];
      for (int position : slice.positions()) {
        int from = position * size;
        Arrays.setAll(image, i -> set.values().number(from + i));
        double[] seen = slice.map().apply(image);
        for (int i = 0; i < size; i++) {
          sums[i / pixels] += seen[i];
          squares[i / pixels] += seen[i] * seen[i];
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
}
