package palimpsest.chart;

import java.util.Arrays;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.MatrixEntries.Arrow;
import palimpsest.fisher.MatrixEntries.Blocks;
import palimpsest.fisher.MatrixEntries.Diagonal;
import palimpsest.fisher.MatrixEntries.Full;
import palimpsest.fisher.MatrixEntries.Kronecker;
import palimpsest.fisher.MatrixEntries.Mapped;

/**
 * The values that the pixels of a matrix picture stand for, before they become grey.
 *
 * <p>Where many entries fall on one pixel it stands for the largest of them, so that a thin
 * diagonal stays visible however far away. What a representation does not store is never visited.
 */
public final class MatrixRaster {

  private final MatrixRegion region;
  private final Axis rows;
  private final Axis columns;
  private final float[] values;

  private MatrixRaster(MatrixEntries entries, MatrixRegion region) {
    this.region = region;
    rows = new Axis(region.row(), region.scale(), region.height(), entries.size());
    columns = new Axis(region.column(), region.scale(), region.width(), entries.size());
    values = new float[Math.multiplyExact(region.width(), region.height())];
    Arrays.fill(values, Float.NEGATIVE_INFINITY);
    int[] visits = new int[values.length];
    add(entries, 0, visits);
    addZeros(visits);
  }

  /** Reads a region of a matrix, without altering it. */
  public static MatrixRaster of(MatrixEntries entries, MatrixRegion region) {
    return new MatrixRaster(entries, region);
  }

  /** The region that was read. */
  public MatrixRegion region() {
    return region;
  }

  /** The value of a pixel; NaN outside the matrix. */
  public float value(int x, int y) {
    return values[y * region.width() + x];
  }

  /** Opaque greys, 0xAARRGGBB a pixel, row by row; transparent outside the matrix. */
  public int[] toArgb(GreyScale scale) {
    int[] pixels = new int[values.length];
    for (int i = 0; i < pixels.length; i++) {
      if (!Float.isNaN(values[i])) {
        pixels[i] = 0xff000000 | scale.level(values[i]) * 0x010101;
      }
    }
    return pixels;
  }

  /**
   * A grey range that suits what is in the picture: black at 0, white where only few of the
   * positive values are larger.
   *
   * @param share the share of positive values up to white, such as 0.99
   */
  public GreyScale scaleFor(double share) {
    float[] positive = new float[values.length];
    int count = 0;
    for (float value : values) {
      if (value > 0 && value < Float.POSITIVE_INFINITY) {
        positive[count++] = value;
      }
    }
    if (count == 0) {
      return GreyScale.INITIAL;
    }
    Arrays.sort(positive, 0, count);
    return new GreyScale(0, positive[(int) Math.min(count - 1, Math.floor(share * count))]);
  }

  private void add(MatrixEntries entries, int offset, int[] visits) {
    switch (entries) {
      case Diagonal(float[] diagonal) -> addDiagonal(diagonal, offset, visits);
      case Arrow arrow -> {
        addDiagonal(arrow.diagonal(), offset, visits);
        float[] couplings = arrow.couplings();
        for (int weight = 0; weight < couplings.length; weight++) {
          int bias = offset + couplings.length + weight / arrow.inputs();
          put(offset + weight, bias, couplings[weight], visits);
          put(bias, offset + weight, couplings[weight], visits);
        }
      }
      case Blocks blocks -> {
        for (int i = 0; i < blocks.blocks().size(); i++) {
          int start = offset + blocks.offsets()[i];
          int end = offset + blocks.offsets()[i + 1];
          if (rows.meets(start, end) && columns.meets(start, end)) {
            add(blocks.blocks().get(i), start, visits);
          }
        }
      }
      case Full full -> addEvery(full, offset, visits);
      case Mapped mapped -> addEvery(mapped, offset, visits);
      case Kronecker kronecker -> addEvery(kronecker, offset, visits);
    }
  }

  private void addDiagonal(float[] diagonal, int offset, int[] visits) {
    for (int i = 0; i < diagonal.length; i++) {
      put(offset + i, offset + i, diagonal[i], visits);
    }
  }

  private void addEvery(MatrixEntries block, int offset, int[] visits) {
    int lastRow = Math.min(offset + block.size(), rows.end());
    int firstColumn = Math.max(offset, columns.start());
    int lastColumn = Math.min(offset + block.size(), columns.end());
    for (int row = Math.max(offset, rows.start()); row < lastRow; row++) {
      int line = rows.pixel(row) * region.width();
      for (int column = firstColumn; column < lastColumn; column++) {
        visit(line + columns.pixel(column), block.at(row - offset, column - offset), visits);
      }
    }
  }

  private void put(int row, int column, float value, int[] visits) {
    if (rows.has(row) && columns.has(column)) {
      visit(rows.pixel(row) * region.width() + columns.pixel(column), value, visits);
    }
  }

  private void visit(int pixel, float value, int[] visits) {
    visits[pixel]++;
    if (!(value <= values[pixel])) {
      values[pixel] = value;
    }
  }

  /** Counts the zeros that no representation stores, and empties the pixels beside the matrix. */
  private void addZeros(int[] visits) {
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        int pixel = y * region.width() + x;
        long entries = (long) rows.count(y) * columns.count(x);
        if (entries == 0) {
          values[pixel] = Float.NaN;
        } else if (visits[pixel] < entries && values[pixel] < 0) {
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

    boolean has(int index) {
      return index >= start && index < end;
    }

    boolean meets(int from, int to) {
      return from < end && to > start;
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
