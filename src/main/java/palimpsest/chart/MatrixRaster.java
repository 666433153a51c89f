package palimpsest.chart;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import palimpsest.fisher.MatrixEntries;

/**
 * The values that the pixels of a matrix picture stand for, before they become grey.
 *
 * <p>Where many entries fall on one pixel it stands for the largest of them, or for the one
 * furthest from zero if the source has both signs, so that a thin diagonal stays visible however
 * far away. What a representation does not store is never visited.
 */
public final class MatrixRaster {

  private final MatrixRegion region;
  private final Axis rows;
  private final Axis columns;
  private final boolean signed;
  private final float[] values;
  private final int[] visits;
  private final BitSet nonZero;

  private MatrixRaster(MatrixSource source, MatrixRegion region) {
    this.region = region;
    signed = source.signed();
    rows = new Axis(region.row(), region.scale(), region.height(), source.size());
    columns = new Axis(region.column(), region.scale(), region.width(), source.size());
    values = new float[Math.multiplyExact(region.width(), region.height())];
    visits = new int[values.length];
    nonZero = new BitSet(values.length);
    Arrays.fill(values, signed ? 0 : Float.NEGATIVE_INFINITY);
  }

  /** Reads a region of a matrix, without altering it. */
  public static MatrixRaster of(MatrixEntries entries, MatrixRegion region) {
    return of(new MatrixSource.Entries(entries), region, () -> false).orElseThrow();
  }

  /**
   * Reads a region, without altering what it is read from.
   *
   * @param superseded asked once a row whether nobody waits for the picture any more
   * @return nothing if it was superseded
   */
  public static Optional<MatrixRaster> of(
      MatrixSource source, MatrixRegion region, BooleanSupplier superseded) {
    MatrixRaster raster = new MatrixRaster(source, region);
    MatrixSource.Rows reader = source.rows();
    for (int row = raster.rows.start(); row < raster.rows.end(); row++) {
      if (superseded.getAsBoolean()) {
        return Optional.empty();
      }
      raster.add(reader, row);
    }
    raster.addZeros(false);
    return Optional.of(raster);
  }

  /**
   * A first impression of a region: of the rows that fall on a pixel only one is read.
   *
   * @return a raster whose pixels stand for some of their entries
   */
  public static MatrixRaster sample(MatrixSource source, MatrixRegion region) {
    MatrixRaster raster = new MatrixRaster(source, region);
    MatrixSource.Rows reader = source.rows();
    int last = -1;
    for (int row = raster.rows.start(); row < raster.rows.end(); row++) {
      int pixel = raster.rows.pixel(row);
      if (pixel != last) {
        raster.add(reader, row);
        last = pixel;
      }
    }
    raster.addZeros(true);
    return raster;
  }

  /** The region that was read. */
  public MatrixRegion region() {
    return region;
  }

  /** The value of a pixel; NaN outside the matrix. */
  public float value(int x, int y) {
    return values[y * region.width() + x];
  }

  /** Whether any of the entries of a pixel is not zero. */
  public boolean isNonZero(int x, int y) {
    return nonZero.get(y * region.width() + x);
  }

  /** Opaque greys, 0xAARRGGBB a pixel, row by row; transparent outside the matrix. */
  public int[] toArgb(GreyScale scale) {
    GreyScale.Levels levels = scale.levels();
    int[] pixels = new int[values.length];
    for (int i = 0; i < pixels.length; i++) {
      if (!Float.isNaN(values[i])) {
        pixels[i] = 0xff000000 | levels.of(values[i]) * 0x010101;
      }
    }
    return pixels;
  }

  /**
   * The same, with every pixel that has an entry other than zero in one colour, the brighter the
   * lighter its grey.
   *
   * @param rgb the colour at its brightest, 0xRRGGBB
   */
  public int[] toArgb(GreyScale scale, int rgb) {
    int[] pixels = toArgb(scale);
    for (int i = nonZero.nextSetBit(0); i >= 0; i = nonZero.nextSetBit(i + 1)) {
      int strength = 128 + (pixels[i] & 0xff) / 2;
      int red = (rgb >> 16 & 0xff) * strength / 255;
      int green = (rgb >> 8 & 0xff) * strength / 255;
      int blue = (rgb & 0xff) * strength / 255;
      pixels[i] = 0xff000000 | red << 16 | green << 8 | blue;
    }
    return pixels;
  }

  private void add(MatrixSource.Rows reader, int row) {
    int line = rows.pixel(row) * region.width();
    reader.visit(
        row,
        columns.start(),
        columns.end(),
        (column, entries, start, length) -> {
          for (int i = 0; i < length; i++) {
            visit(line + columns.pixel(column + i), entries[start + i]);
          }
        });
  }

  private void visit(int pixel, float value) {
    visits[pixel]++;
    float before = values[pixel];
    if (signed ? !(Math.abs(value) <= Math.abs(before)) : !(value <= before)) {
      values[pixel] = value;
    }
    if (value != 0) {
      nonZero.set(pixel);
    }
  }

  /**
   * Counts the zeros that no representation stores, and empties the pixels beside the matrix.
   *
   * @param sampled whether a pixel that was not visited is all that is known to be zero
   */
  private void addZeros(boolean sampled) {
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        int pixel = y * region.width() + x;
        long entries =
            (long) (sampled ? Math.min(1, rows.count(y)) : rows.count(y)) * columns.count(x);
        if (entries == 0) {
          values[pixel] = Float.NaN;
        } else if (visits[pixel] < entries && values[pixel] < 0 && !signed) {
          values[pixel] = 0;
        }
      }
    }
  }

  /** Which pixel each visible row (or column) falls on. */
  private static final class Axis {
    private final int start;
    private final int end;
    private final int[] pixels;
    private final int[] counts;

    Axis(double origin, double scale, int length, int size) {
      start = (int) Math.clamp(Math.ceil(origin), 0, size);
      int limit = (int) Math.clamp(Math.ceil(origin + length / scale), start, size);
      pixels = new int[limit - start];
      counts = new int[length];
      int index = start;
      while (index < limit) {
        int pixel = (int) Math.floor((index - origin) * scale);
        if (pixel >= length) {
          break;
        }
        pixels[index - start] = pixel;
        counts[pixel]++;
        index++;
      }
      end = index;
    }

    int start() {
      return start;
    }

    int end() {
      return end;
    }

    int pixel(int index) {
      return pixels[index - start];
    }

    /** How many rows (or columns) fall on a pixel. */
    int count(int pixel) {
      return counts[pixel];
    }
  }
}
