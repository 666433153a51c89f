package palimpsest.fisher;

import java.util.Arrays;
import palimpsest.fisher.MatrixEntries.Kronecker;

/** Weighted sums of rows of a matrix, column by column, in double precision. */
public final class RowSums {

  private final int left;
  private final double[] sums;
  private final boolean[] nonZero;

  /**
   * Sums that are zero.
   *
   * @param left the first column
   * @param right after the last column
   */
  public RowSums(int left, int right) {
    this.left = left;
    sums = new double[Math.max(0, right - left)];
    nonZero = new boolean[sums.length];
  }

  /** The first column. */
  public int left() {
    return left;
  }

  /** After the last column. */
  public int right() {
    return left + sums.length;
  }

  /** Back to zero. */
  public void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(nonZero, false);
  }

  /** The sum of a column. */
  public double sum(int column) {
    return sums[column - left];
  }

  /** Whether an entry other than zero was added to a column. */
  public boolean isNonZero(int column) {
    return nonZero[column - left];
  }

  /** Adds entries that lie side by side in a row; see {@link MatrixRows.Visitor}. */
  public void add(double weight, int column, float[] values, int start, int length) {
    int at = column - left;
    for (int i = 0; i < length; i++) {
      float value = values[start + i];
      sums[at + i] += weight * value;
      nonZero[at + i] |= value != 0;
    }
  }

  /**
   * Adds rows of a Kronecker product without forming its entries: within a unit, rows of A are
   * summed first, and units whose rows are all there share the sum over all of A.
   *
   * @param row the first row, within the product
   * @param weights of these rows, from an index on
   * @param shift columns to the left of the product
   */
  void add(Kronecker product, int row, double[] weights, int at, int count, int shift) {
    int inputs = product.weights();
    int split = product.units() * inputs;
    double[] whole = new double[product.units()];
    double[] biases = new double[product.units()];
    boolean anyWhole = false;
    int done = 0;
    while (done < count) {
      int unit = product.unit(row + done);
      if (row + done >= split) {
        addUnit(product, unit, weights[at + done], biases);
        done++;
        continue;
      }
      int end = Math.min(count, (unit + 1) * inputs - row);
      if (end - done == inputs && areOnes(weights, at + done, at + end)) {
        addUnit(product, unit, 1, whole);
        anyWhole = true;
      } else {
        double[] line = new double[product.columns()];
        for (int i = done; i < end; i++) {
          addLine(product, product.input(row + i), weights[at + i], line);
        }
        double[] single = new double[product.units()];
        addUnit(product, unit, 1, single);
        spread(product, single, line, shift);
      }
      done = end;
    }
    if (anyWhole) {
      double[] line = new double[product.columns()];
      for (int input = 0; input < inputs; input++) {
        addLine(product, input, 1, line);
      }
      spread(product, whole, line, shift);
    }
    if (row + count > split) {
      double[] line = new double[product.columns()];
      addLine(product, inputs, 1, line);
      spread(product, biases, line, shift);
    }
  }

  private static boolean areOnes(double[] weights, int from, int to) {
    for (int i = from; i < to; i++) {
      if (weights[i] != 1) {
        return false;
      }
    }
    return true;
  }

  private static void addUnit(Kronecker product, int unit, double weight, double[] units) {
    for (int other = 0; other < units.length; other++) {
      units[other] += weight * product.g().exact(unit * units.length + other);
    }
  }

  private static void addLine(Kronecker product, int input, double weight, double[] line) {
    for (int other = 0; other < line.length; other++) {
      line[other] += weight * product.a().exact(input * line.length + other);
    }
  }

  /** Adds the products of what belongs to units and to inputs, in the flat order of parameters. */
  private void spread(Kronecker product, double[] units, double[] line, int shift) {
    int inputs = product.weights();
    int split = product.units() * inputs;
    int from = Math.max(0, left - shift);
    int to = Math.min(product.size(), right() - shift);
    int column = from;
    while (column < to) {
      int unit = product.unit(column);
      int end = column < split ? Math.min(to, (unit + 1) * inputs) : column + 1;
      double factor = units[unit];
      int first = column < split ? column - unit * inputs : inputs;
      for (int i = column; i < end; i++) {
        double value = factor * line[first + i - column];
        sums[i + shift - left] += value;
        nonZero[i + shift - left] |= value != 0;
      }
      column = end;
    }
  }
}
