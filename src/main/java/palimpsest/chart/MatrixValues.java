package palimpsest.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The values of the pixels in view in order of size, for the histogram and for Auto. */
public final class MatrixValues {

  /** No values. */
  public static final MatrixValues NONE = new MatrixValues(new float[0], 0, 0);

  /** Finer than this no range need be found. */
  private static final int WHOLE_PIXELS = 1120;

  private final float[] sorted;
  private final int notNumbers;
  private final int infinite;

  private MatrixValues(float[] sorted, int notNumbers, int infinite) {
    this.sorted = sorted;
    this.notNumbers = notNumbers;
    this.infinite = infinite;
  }

  /**
   * A part of a picture.
   *
   * @param raster the picture
   * @param left its first column of pixels
   * @param top its first row
   * @param right after its last column
   * @param bottom after its last row
   */
  public record Part(MatrixRaster raster, int left, int top, int right, int bottom) {}

  /**
   * The values of some pictures together. A pixel that covers entries of both signs counts with its
   * largest and with its smallest.
   */
  public static MatrixValues of(List<Part> parts) {
    int room = 0;
    for (Part part : parts) {
      room += Math.max(0, part.right() - part.left()) * Math.max(0, part.bottom() - part.top());
    }
    float[] all = new float[2 * room];
    int count = 0;
    int notNumbers = 0;
    int infinite = 0;
    for (Part part : parts) {
      MatrixRaster raster = part.raster();
      for (int y = part.top(); y < part.bottom(); y++) {
        for (int x = part.left(); x < part.right(); x++) {
          float value = raster.value(x, y);
          float other = value < 0 ? raster.largest(x, y) : raster.smallest(x, y);
          if (raster.isOutside(x, y)) {
            continue;
          }
          if (Float.isNaN(value)) {
            notNumbers++;
            continue;
          }
          if (Float.isFinite(value)) {
            all[count++] = value;
          } else {
            infinite++;
          }
          if (Math.signum(value) * other < 0 && Float.isFinite(other)) {
            all[count++] = other;
          }
        }
      }
    }
    float[] sorted = Arrays.copyOf(all, count);
    Arrays.sort(sorted);
    return new MatrixValues(sorted, notNumbers, infinite);
  }

  /**
   * The values of a whole matrix, in a picture of it that is no finer than a screen.
   *
   * @param reduction the value shown by a pixel that covers several entries
   * @param superseded gives true once they are no longer needed; then they may be empty
   */
  public static Optional<MatrixValues> ofWhole(
      MatrixSource source, Reduction reduction, BooleanSupplier superseded) {
    int pixels = Math.min(source.size(), WHOLE_PIXELS);
    double zoom = (double) pixels / source.size();
    return MatrixRaster.of(
            source, new MatrixRegion(0, 0, zoom, pixels, pixels), reduction, superseded)
        .map(raster -> of(List.of(new Part(raster, 0, 0, pixels, pixels))));
  }

  /** The number of pixels with an entry that is not a number. */
  public int notNumbers() {
    return notNumbers;
  }

  /** The number of pixels with an infinite entry and none that is not a number. */
  public int infinite() {
    return infinite;
  }

  /** The number of finite values. */
  public int count() {
    return sorted.length;
  }

  /** The smallest; 0 if there is none. */
  public double min() {
    return sorted.length == 0 ? 0 : sorted[0];
  }

  /** The largest; 0 if there is none. */
  public double max() {
    return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
  }

  /**
   * A value that suits as white: only few of the positive values are larger.
   *
   * @param share the share of positive values up to it, such as 0.99
   * @return 0 if no value is positive
   */
  public double white(double share) {
    int first = after(0);
    int count = sorted.length - first;
    return count == 0 ? 0 : sorted[first + (int) Math.min(count - 1, Math.floor(share * count))];
  }

  /** The distance from zero within which a share of the values other than zero lies, likewise. */
  public double reach(double share) {
    float[] distances = new float[sorted.length];
    int count = 0;
    for (float value : sorted) {
      if (value != 0) {
        distances[count++] = Math.abs(value);
      }
    }
    if (count == 0) {
      return 0;
    }
    Arrays.sort(distances, 0, count);
    return distances[(int) Math.min(count - 1, Math.floor(share * count))];
  }

  /**
   * Counts the values in each of some bins that divide a scale evenly as it is drawn. What lies
   * beyond the scale is in no bin.
   *
   * @param scale runs from the left edge of the first bin to the right edge of the last
   */
  public int[] histogram(GreyScale scale, int bins) {
    int[] counts = new int[bins];
    int before = sorted.length == 0 ? 0 : before(scale.min());
    for (int bin = 0; bin < bins; bin++) {
      int after =
          bin == bins - 1
              ? after(scale.max())
              : Math.max(before, before(scale.valueAt((bin + 1.0) / bins)));
      counts[bin] = after - before;
      before = after;
    }
    return counts;
  }

  /** The number of values below this one. */
  private int before(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of values up to and including this one. */
  private int after(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
