package palimpsest.fisher;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import palimpsest.fisher.MatrixEntries.Arrow;
import palimpsest.fisher.MatrixEntries.Blocks;
import palimpsest.fisher.MatrixEntries.Diagonal;
import palimpsest.fisher.MatrixEntries.Full;
import palimpsest.fisher.MatrixEntries.Kronecker;
import palimpsest.fisher.MatrixEntries.Mapped;

/**
 * Reads a matrix row by row, and of each row only what its form holds: entries that are not visited
 * are zero. One reader serves one thread.
 */
public final class MatrixRows {

  /** Takes entries that lie side by side in a row. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Takes some entries of the row, which must be read at once and not be altered.
     *
     * @param column the column of the first
     * @param values an array that holds them
     * @param start the index of the first value
     * @param length the number of values
     */
    void visit(int column, float[] values, int start, int length);
  }

  private final MatrixEntries entries;
  private final List<MatrixRows> blocks = new ArrayList<>();
  private float[] scratch = {};

  /** A reader of a matrix. */
  public MatrixRows(MatrixEntries entries) {
    this.entries = entries;
    if (entries instanceof Blocks(List<MatrixEntries> parts, int[] _)) {
      for (MatrixEntries part : parts) {
        blocks.add(new MatrixRows(part));
      }
    }
  }

  /**
   * Visits what is held of a row, each entry once, within a span of columns.
   *
   * @param from the first column
   * @param to after the last column
   */
  public void visit(int row, int from, int to, Visitor visitor) {
    if (from >= to) {
      return;
    }
    switch (entries) {
      case Full(int size, Numbers values) -> {
        int start = Math.toIntExact((long) row * size + from);
        visitNumbers(values, from, start, to - from, visitor);
      }
      case Mapped mapped -> {
        copy(mapped, row, from, to);
        visitor.visit(from, scratch, 0, to - from);
      }
      case Diagonal(Numbers diagonal) -> visitPart(row, row + 1, diagonal, row, from, to, visitor);
      case Arrow arrow -> visitArrow(arrow, row, from, to, visitor);
      case Kronecker kronecker -> {
        multiply(kronecker, row, from, to);
        visitor.visit(from, scratch, 0, to - from);
      }
      case EigenEntries eigen -> {
        eigen.row(row, from, to, scratch(to - from));
        visitor.visit(from, scratch, 0, to - from);
      }
      case Blocks(List<MatrixEntries> _, int[] offsets) -> {
        int place = Arrays.binarySearch(offsets, row);
        int block = place >= 0 ? place : -place - 2;
        // Empty blocks share their offset with the one that holds the row.
        while (offsets[block + 1] <= row) {
          block++;
        }
        int start = offsets[block];
        int first = Math.max(from, start) - start;
        int end = Math.min(to, offsets[block + 1]) - start;
        blocks
            .get(block)
            .visit(
                row - start,
                first,
                end,
                (column, values, at, length) -> visitor.visit(column + start, values, at, length));
      }
    }
  }

  /**
   * Adds rows, each by its weight, to sums over their columns. What a form can add faster than
   * entry by entry it adds faster.
   *
   * @param row the first row
   * @param weights of the rows, from an index on
   * @param count number of rows
   * @param shift columns to the left of this matrix, where it is a block of another
   */
  public void sum(int row, double[] weights, int at, int count, int shift, RowSums sums) {
    switch (entries) {
      case Kronecker kronecker -> sums.add(kronecker, row, weights, at, count, shift);
      case Blocks(List<MatrixEntries> _, int[] offsets) -> {
        for (int block = 0; block < blocks.size(); block++) {
          int first = Math.max(row, offsets[block]);
          int after = Math.min(row + count, offsets[block + 1]);
          if (first < after) {
            blocks
                .get(block)
                .sum(
                    first - offsets[block],
                    weights,
                    at + first - row,
                    after - first,
                    shift + offsets[block],
                    sums);
          }
        }
      }
      default -> {
        int from = Math.max(0, sums.left() - shift);
        int to = Math.min(entries.size(), sums.right() - shift);
        for (int i = 0; i < count; i++) {
          double weight = weights[at + i];
          visit(
              row + i,
              from,
              to,
              (column, values, start, length) ->
                  sums.add(weight, column + shift, values, start, length));
        }
      }
    }
  }

  private void visitArrow(Arrow arrow, int row, int from, int to, Visitor visitor) {
    Numbers couplings = arrow.couplings();
    int weights = couplings.length();
    if (row < weights) {
      int bias = weights + row / arrow.inputs();
      visitPart(row, row + 1, arrow.diagonal(), row, from, to, visitor);
      visitPart(bias, bias + 1, couplings, row, from, to, visitor);
    } else {
      int first = (row - weights) * arrow.inputs();
      visitPart(first, first + arrow.inputs(), couplings, first, from, to, visitor);
      visitPart(row, row + 1, arrow.diagonal(), row, from, to, visitor);
    }
  }

  /** Visits columns {@code first} to {@code end}, as far as they lie within a span. */
  private void visitPart(
      int first, int end, Numbers values, int start, int from, int to, Visitor visitor) {
    int left = Math.max(first, from);
    int right = Math.min(end, to);
    if (left < right) {
      visitNumbers(values, left, start + left - first, right - left, visitor);
    }
  }

  private void visitNumbers(Numbers values, int column, int start, int length, Visitor visitor) {
    switch (values) {
      case Numbers.Singles(float[] singles) -> visitor.visit(column, singles, start, length);
      case Numbers.Doubles(double[] doubles) -> {
        float[] narrow = scratch(length);
        for (int i = 0; i < length; i++) {
          narrow[i] = (float) doubles[start + i];
        }
        visitor.visit(column, narrow, 0, length);
      }
    }
  }

  private void copy(Mapped mapped, int row, int from, int to) {
    if (mapped.wide()) {
      float[] narrow = scratch(to - from);
      for (int column = from; column < to; column++) {
        narrow[column - from] = mapped.at(row, column);
      }
      return;
    }
    MemorySegment.copy(
        mapped.values(),
        Mapped.FLOAT,
        ((long) row * mapped.size() + from) * Float.BYTES,
        scratch(to - from),
        0,
        to - from);
  }

  private void multiply(Kronecker kronecker, int row, int from, int to) {
    float[] products = scratch(to - from);
    int columns = kronecker.columns();
    int inputs = kronecker.weights();
    int units = kronecker.units();
    Numbers g = kronecker.g();
    Numbers a = kronecker.a();
    int lineG = kronecker.unit(row) * units;
    int lineA = kronecker.input(row) * columns;
    int column = from;
    int weights = units * inputs;
    while (column < Math.min(to, weights)) {
      int unit = column / inputs;
      float factor = g.at(lineG + unit);
      int end = Math.min(Math.min(to, weights), (unit + 1) * inputs);
      for (; column < end; column++) {
        products[column - from] = factor * a.at(lineA + column - unit * inputs);
      }
    }
    for (; column < to; column++) {
      products[column - from] = g.at(lineG + column - weights) * a.at(lineA + inputs);
    }
  }

  private float[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new float[length];
    }
    return scratch;
  }
}
