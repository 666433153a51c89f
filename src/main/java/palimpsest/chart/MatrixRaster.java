package palimpsest.chart;

import java.util.Arrays;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.MatrixEntries.Arrow;
import palimpsest.fisher.MatrixEntries.Blocks;
import palimpsest.fisher.MatrixEntries.Diagonal;
import palimpsest.fisher.MatrixEntries.Full;
import palimpsest.fisher.MatrixEntries.Kronecker;

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

  private MatrixRaster(MatrixRegion region, int size) {
    this.region = region;
    rows = new Axis(region.row(), region.scale(), region.height(), size);
    columns = new Axis(region.column(), region.scale(), region.width(), size);
    values = new float[Math.multiplyExact(region.width(), region.height())];
    Arrays.fill(values, Float.NaN);
    fill(rows.covered(0, size), columns.covered(0, size), 0);
  }

  /** Reads a region of a matrix, without altering it. */
  public static MatrixRaster of(MatrixEntries entries, MatrixRegion region) {
    MatrixRaster raster = new MatrixRaster(region, entries.size());
    raster.add(entries, 0);
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

  private void add(MatrixEntries entries, int offset) {
    switch (entries) {
      case Diagonal(float[] diagonal) -> addDiagonal(diagonal, offset);
      case Arrow arrow -> {
        addDiagonal(arrow.diagonal(), offset);
        float[] couplings = arrow.couplings();
        for (int weight = 0; weight < couplings.length; weight++) {
          int bias = offset + couplings.length + weight / arrow.inputs();
          put(offset + weight, bias, couplings[weight]);
          put(bias, offset + weight, couplings[weight]);
        }
      }
      case Blocks blocks -> {
        for (int i = 0; i < blocks.blocks().size(); i++) {
          int start = offset + blocks.offsets()[i];
          int end = offset + blocks.offsets()[i + 1];
          if (rows.meets(start, end) && columns.meets(start, end)) {
            add(blocks.blocks().get(i), start);
          }
        }
      }
      case Full full -> addEvery(full, offset);
      case Kronecker kronecker -> addEvery(kronecker, offset);
    }
  }

  private void addDiagonal(float[] diagonal, int offset) {
    for (int i = 0; i < diagonal.length; i++) {
      put(offset + i, offset + i, diagonal[i]);
    }
  }

  private void addEvery(MatrixEntries block, int offset) {
    int end = offset + block.size();
    fill(rows.covered(offset, end), columns.covered(offset, end), Float.NEGATIVE_INFINITY);
    int lastRow = Math.min(end, rows.end());
    int firstColumn = Math.max(offset, columns.start());
    int lastColumn = Math.min(end, columns.end());
    for (int row = Math.max(offset, rows.start()); row < lastRow; row++) {
      int line = rows.pixel(row) * region.width();
      for (int column = firstColumn; column < lastColumn; column++) {
        int pixel = line + columns.pixel(column);
        float value = block.at(row - offset, column - offset);
        if (!(value <= values[pixel])) {
          values[pixel] = value;
        }
      }
    }
  }

  private void put(int row, int column, float value) {
    if (!rows.has(row) || !columns.has(column)) {
      return;
    }
    int y = rows.pixel(row);
    int x = columns.pixel(column);
    int pixel = y * region.width() + x;
    if (value > values[pixel] || (rows.isSingle(y) && columns.isSingle(x))) {
      values[pixel] = value;
    }
  }

  private void fill(Span down, Span across, float value) {
    for (int y = down.start(); y < down.end(); y++) {
      int line = y * region.width();
      if (across.start() < across.end()) {
        Arrays.fill(values, line + across.start(), line + across.end(), value);
      }
    }
  }

  /** Pixels from one to before another. */
  private record Span(int start, int end) {}

  /** Which pixel each visible row (or column) falls on. */
  private static final class Axis {
    private final int start;
    private final int end;
    private final int[] pixels;
    private final int[] first;
    private final int[] last;

    Axis(double origin, double scale, int length, int size) {
      start = (int) Math.clamp(Math.ceil(origin), 0, size);
      int limit = (int) Math.clamp(Math.ceil(origin + length / scale), start, size);
      pixels = new int[limit - start];
      first = new int[length];
      last = new int[length];
      Arrays.fill(first, -1);
      Arrays.fill(last, -1);
      int seen = start;
      while (seen < limit) {
        int pixel = (int) Math.floor((seen - origin) * scale);
        if (pixel >= length) {
          break;
        }
        pixels[seen - start] = pixel;
        if (first[pixel] < 0) {
          first[pixel] = seen;
        }
        last[pixel] = seen;
        seen++;
      }
      end = seen;
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

    boolean isSingle(int pixel) {
      return first[pixel] == last[pixel];
    }

    /** The pixels on which nothing falls but what lies from one index to before another. */
    Span covered(int from, int to) {
      int head = 0;
      while (head < first.length && (first[head] < 0 || first[head] < from)) {
        head++;
      }
      int tail = head;
      while (tail < first.length && first[tail] >= 0 && last[tail] < to) {
        tail++;
      }
      return new Span(head, tail);
    }
  }
}
