package palimpsest.chart;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import palimpsest.fisher.RowSums;

/** The reading of a region into the largest and the smallest value of each pixel. */
sealed interface Shrinking {

  /**
   * Reads every entry of the region, or of each row of pixels one row.
   *
   * @param sample whether one row is enough
   * @param superseded asked now and then whether the picture is no longer wanted
   * @return whether it was read to the end
   */
  boolean read(MatrixSource.Rows reader, boolean sample, BooleanSupplier superseded);

  /** Keeps the largest and the smallest entry that begins on each pixel. */
  record Extremes(PixelAxis rows, PixelAxis columns, int width, int height, MatrixPixels pixels)
      implements Shrinking {

    @Override
    public boolean read(MatrixSource.Rows reader, boolean sample, BooleanSupplier superseded) {
      int[] visits = new int[width];
      int[] begun = IntStream.range(0, width).map(columns::count).toArray();
      float[] high = pixels.high();
      float[] low = pixels.low();
      for (int y = 0; y < height; y++) {
        int line = y * width;
        int count = sample ? Math.min(1, rows.count(y)) : rows.count(y);
        Arrays.fill(visits, 0);
        Arrays.fill(high, line, line + width, Float.NEGATIVE_INFINITY);
        Arrays.fill(low, line, line + width, Float.POSITIVE_INFINITY);
        for (int row = rows.first(y); row < rows.first(y) + count; row++) {
          if (superseded.getAsBoolean()) {
            return false;
          }
          reader.visit(
              row,
              columns.start(),
              columns.end(),
              (column, entries, start, length) ->
                  add(line, visits, column, entries, start, length));
        }
        for (int x = 0; x < width; x++) {
          long entries = (long) count * begun[x];
          int at = line + x;
          if (entries == 0) {
            pixels.leaveOut(at);
          } else if (visits[x] < entries) {
            // Zeros that no representation stores; what is not a number stays so.
            high[at] = high[at] < 0 ? 0 : high[at];
            low[at] = low[at] > 0 ? 0 : low[at];
          }
        }
      }
      return true;
    }

    private void add(int line, int[] visits, int column, float[] entries, int start, int length) {
      float[] high = pixels.high();
      float[] low = pixels.low();
      int at = 0;
      while (at < length) {
        int x = columns.pixel(column + at);
        int after = Math.min(length, columns.first(x + 1) - column);
        float largest = high[line + x];
        float smallest = low[line + x];
        visits[x] += after - at;
        for (; at < after; at++) {
          float value = entries[start + at];
          largest = Math.max(largest, value);
          smallest = Math.min(smallest, value);
        }
        high[line + x] = largest;
        low[line + x] = smallest;
      }
    }
  }

  /** Averages over the area of each pixel, as far as it lies on the matrix. */
  record Means(PixelAxis rows, PixelAxis columns, int width, int height, MatrixPixels pixels)
      implements Shrinking {

    /** Rows added at once, between two looks at whether the picture is still wanted. */
    private static final int ROWS = 1024;

    @Override
    public boolean read(MatrixSource.Rows reader, boolean sample, BooleanSupplier superseded) {
      RowSums sums = new RowSums(columns.firstCovered(0), columns.afterCovered(width - 1));
      double[] weights = new double[ROWS];
      for (int y = 0; y < height; y++) {
        if (!(rows.covered(y) > 0)) {
          for (int x = 0; x < width; x++) {
            pixels.leaveOut(y * width + x);
          }
          continue;
        }
        sums.clear();
        int from = sample ? rows.middle(y) : rows.firstCovered(y);
        int to = sample ? from + 1 : rows.afterCovered(y);
        for (int row = from; row < to; row += ROWS) {
          if (superseded.getAsBoolean()) {
            return false;
          }
          int count = Math.min(ROWS, to - row);
          for (int i = 0; i < count; i++) {
            weights[i] = sample ? 1 : rows.share(row + i, y);
          }
          reader.sum(row, weights, count, sums);
        }
        double high = sample ? 1 : rows.covered(y);
        for (int x = 0; x < width; x++) {
          fold(y * width + x, x, high, sums);
        }
      }
      return true;
    }

    private void fold(int pixel, int x, double high, RowSums sums) {
      double wide = columns.covered(x);
      if (!(wide > 0)) {
        pixels.leaveOut(pixel);
        return;
      }
      double sum = 0;
      boolean any = false;
      for (int column = columns.firstCovered(x); column < columns.afterCovered(x); column++) {
        sum += columns.share(column, x) * sums.sum(column);
        any |= sums.isNonZero(column);
      }
      pixels.set(pixel, (float) (sum / (wide * high)), any);
    }
  }
}
