package palimpsest.chart;

import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * Points joined by lines, from left to right. Of the points within a column of a given width only
 * the first, the lowest, the highest and the last are kept: they cover the same part of the column
 * as all of them.
 */
final class Polyline {

  private static final int KEPT = 4;

  private final double column;
  private double[] x = new double[256];
  private double[] y = new double[256];
  private int size;

  /** Index of the first point of the current column. */
  private int first;

  /**
   * No points yet.
   *
   * @param column the width of a column
   */
  Polyline(double column) {
    this.column = column;
  }

  int size() {
    return size;
  }

  double x(int point) {
    return x[point];
  }

  double y(int point) {
    return y[point];
  }

  void clear() {
    size = 0;
    first = 0;
  }

  /** Adds a point, not left of the one before it. */
  void add(double nextX, double nextY) {
    if (size > 0 && Math.floor(nextX / column) != Math.floor(x[first] / column)) {
      first = size;
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = nextX;
    y[size] = nextY;
    size++;
    if (size - first > KEPT) {
      thin();
    }
  }

  /** Leaves out one point of a full column that is neither an end nor an extreme. */
  private void thin() {
    int lowest = first;
    int highest = first;
    for (int i = first; i < size; i++) {
      lowest = y[i] < y[lowest] ? i : lowest;
      highest = y[i] > y[highest] ? i : highest;
    }
    for (int i = first + 1; i < size - 1; i++) {
      if (i != lowest && i != highest) {
        System.arraycopy(x, i + 1, x, i, size - i - 1);
        System.arraycopy(y, i + 1, y, i, size - i - 1);
        size--;
        return;
      }
    }
  }

  Path2D path() {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, Math.max(1, size));
    for (int i = 0; i < size; i++) {
      if (i == 0) {
        path.moveTo(x[i], y[i]);
      } else {
        path.lineTo(x[i], y[i]);
      }
    }
    return path;
  }
}
