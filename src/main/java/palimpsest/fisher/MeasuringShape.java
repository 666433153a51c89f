package palimpsest.fisher;

import java.util.List;
import java.util.function.ToDoubleFunction;
import palimpsest.network.AffineLayer;
import palimpsest.network.PassMemory;
import palimpsest.tensor.Workers;

/**
 * The sizes that decide the memory of measuring a Fisher matrix.
 *
 * @param passes the network
 * @param images images to measure on
 * @param shares the greatest number of shares of images
 * @param threads the number of shares computed at once
 * @param bytes of one number
 */
public record MeasuringShape(PassMemory passes, int images, int shares, int threads, int bytes) {

  List<AffineLayer> layers() {
    return passes.affineLayers();
  }

  /** Parameters P. */
  public double parameters() {
    return sum(AffineLayer::size);
  }

  double sum(ToDoubleFunction<AffineLayer> numbers) {
    return layers().stream().mapToDouble(numbers).sum();
  }

  double max(ToDoubleFunction<AffineLayer> numbers) {
    return layers().stream().mapToDouble(numbers).max().orElse(0);
  }

  /** Rows that an image carries at a layer. */
  int rows(AffineLayer layer) {
    return passes.rowsAt(layer);
  }

  /** Shares that there really are. */
  int parts() {
    return Math.clamp(images / Workers.FEWEST_IMAGES, 1, shares);
  }

  private int chunk() {
    return Math.min(
        FisherSample.chunkSize(layers(), passes.outputs()), Math.ceilDiv(images, parts()));
  }

  /**
   * Bytes at the highest while means over images are formed.
   *
   * @param sums numbers that are summed up over images
   * @param beside numbers that a chunk of images holds, however many they are, beside what it adds
   * @param image numbers that each image of a chunk takes beyond the passes
   * @param size bytes of a number of the sums
   */
  double means(double sums, double beside, double image, int size) {
    double work = Math.min(threads, parts());
    double passing = passes.forward() + passes.backwardRoot() + passes.tileRow() / chunk();
    return parts() * sums * size
        + work * ((sums + beside) * size + chunk() * (passing + image) * bytes);
  }

  /**
   * Bytes that an array summed up over images leaves with the allocator, once for each part of the
   * images: all if it is small enough to be kept, else none.
   */
  double small(double numbers) {
    return numbers * bytes < MatrixMemory.KEPT ? parts() * numbers * bytes : 0;
  }

  /** Numbers that an image's gradients of a convolution take while they are formed. */
  double gradients(AffineLayer layer) {
    double windows = (double) layer.units() * layer.windows();
    double kernel = layer.kernel();
    double strips =
        layer.input().channels()
            * kernel
            * layer.input().height()
            * (layer.input().width() - kernel + 1);
    return (double) layer.size() * rows(layer)
        + windows * (rows(layer) + 1 + 3 * (8.0 / bytes))
        + strips
        + windows * layer.columns();
  }
}
