package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import palimpsest.fisher.MatrixEntries;
import palimpsest.problem.Problem;

/** Pictures of matrices in grey, one pixel an entry. */
public final class MatrixFigures {

  /** The widest square of bytes that a Java array holds. */
  private static final int LARGEST = 46_340;

  private MatrixFigures() {}

  /**
   * Writes a matrix as a grey PNG file of as many pixels as it has entries, white being large.
   *
   * @throws Problem if the matrix is too large for a picture or the file cannot be written
   */
  public static void savePng(MatrixEntries entries, GreyScale scale, Path file) {
    savePng(new MatrixSource.Entries(entries), scale, file);
  }

  /**
   * Writes a matrix, or a difference of two, likewise.
   *
   * @throws Problem if it is too large for a picture or the file cannot be written
   */
  public static void savePng(MatrixSource source, GreyScale scale, Path file) {
    int size = source.size();
    GreyScale.Levels levels = scale.levels();
    long needed = (long) size * size;
    if (size > LARGEST || needed > Runtime.getRuntime().maxMemory() / 2) {
      throw new Problem(
          "A picture of a %,d × %,d matrix needs %,d MB, more than this program may use."
              .formatted(size, size, needed / 1_000_000));
    }
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int strip = Math.clamp(4_000_000 / size, 1, size);
    for (int top = 0; top < size; top += strip) {
      int rows = Math.min(strip, size - top);
      MatrixRaster raster =
          MatrixRaster.of(source, new MatrixRegion(top, 0, 1, size, rows), () -> false)
              .orElseThrow();
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < size; x++) {
          pixels[(top + y) * size + x] = (byte) levels.of(raster.value(x, y));
        }
      }
    }
    PngFile.write(image, file);
  }
}
