package palimpsest.chart;

import java.util.Arrays;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.MatrixRows;
import palimpsest.fisher.RowSums;

/** The source of a matrix picture: a matrix, or the difference of two. */
public sealed interface MatrixSource {

  /** Number of rows, and of columns. */
  int size();

  /** The entry at a row and a column, both from 0. */
  float at(int row, int column);

  /** Whether reading every entry takes moments, not minutes. */
  boolean isQuick();

  /**
   * A reader of its rows for one thread. Entries that are not visited are zero; none is visited
   * twice, but a zero may be.
   */
  Rows rows();

  /** Reads rows, and of each only what is held of it. */
  @FunctionalInterface
  interface Rows {

    /** Visits what is held of a row within columns {@code from} to before {@code to}. */
    void visit(int row, int from, int to, MatrixRows.Visitor visitor);

    /**
     * Adds rows to sums over their columns.
     *
     * @param row the first row
     * @param weights of the rows
     * @param count number of rows
     */
    default void sum(int row, double[] weights, int count, RowSums sums) {
      for (int i = 0; i < count; i++) {
        double weight = weights[i];
        visit(
            row + i,
            sums.left(),
            sums.right(),
            (column, values, start, length) -> sums.add(weight, column, values, start, length));
      }
    }
  }

  /**
   * A matrix.
   *
   * @param entries its entries
   */
  record Entries(MatrixEntries entries) implements MatrixSource {
    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public float at(int row, int column) {
      return entries.at(row, column);
    }

    @Override
    public boolean isQuick() {
      return entries.isQuick();
    }

    @Override
    public Rows rows() {
      MatrixRows rows = new MatrixRows(entries);
      return new Rows() {
        @Override
        public void visit(int row, int from, int to, MatrixRows.Visitor visitor) {
          rows.visit(row, from, to, visitor);
        }

        @Override
        public void sum(int row, double[] weights, int count, RowSums sums) {
          rows.sum(row, weights, 0, count, 0, sums);
        }
      };
    }
  }

  /**
   * A − B, formed where it is looked at.
   *
   * @param a the matrix A
   * @param b the matrix B, of the same size
   */
  record Difference(MatrixEntries a, MatrixEntries b) implements MatrixSource {

    /** Checks the sizes. */
    public Difference {
      if (a.size() != b.size()) {
        throw new IllegalArgumentException("sizes %d and %d".formatted(a.size(), b.size()));
      }
    }

    @Override
    public int size() {
      return a.size();
    }

    @Override
    public float at(int row, int column) {
      return a.at(row, column) - b.at(row, column);
    }

    @Override
    public boolean isQuick() {
      return a.isQuick() && b.isQuick();
    }

    @Override
    public Rows rows() {
      MatrixRows rowsA = new MatrixRows(a);
      MatrixRows rowsB = new MatrixRows(b);
      float[] lineB = new float[size()];
      float[] apart = new float[size()];
      return (row, from, to, visitor) -> {
        rowsB.visit(
            row,
            from,
            to,
            (column, values, start, length) ->
                System.arraycopy(values, start, lineB, column, length));
        rowsA.visit(
            row,
            from,
            to,
            (column, values, start, length) -> {
              for (int i = 0; i < length; i++) {
                apart[i] = values[start + i] - lineB[column + i];
              }
              visitor.visit(column, apart, 0, length);
              Arrays.fill(lineB, column, column + length, 0);
            });
        // What is left in B's line stands where A holds nothing; the rest of it is zero by now.
        rowsB.visit(
            row,
            from,
            to,
            (column, values, start, length) -> {
              int run = column;
              int end = column + length;
              while (run < end) {
                if (lineB[run] == 0) {
                  run++;
                  continue;
                }
                int first = run;
                while (run < end && lineB[run] != 0) {
                  apart[run - first] = -lineB[run];
                  run++;
                }
                visitor.visit(first, apart, 0, run - first);
              }
              Arrays.fill(lineB, column, end, 0);
            });
      };
    }
  }
}
