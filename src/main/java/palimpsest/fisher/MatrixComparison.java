package palimpsest.fisher;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The difference between two matrices A and B, over all their entries.
 *
 * @param relativeError ‖A − B‖ / ‖A‖ in the Frobenius norm; NaN if both are zero
 * @param cosine ⟨A, B⟩ / (‖A‖ ‖B‖), 1 where they differ by a factor only; NaN if either is zero
 */
public record MatrixComparison(double relativeError, double cosine) {

  /**
   * Compares two matrices of one size in double precision, row by row: neither is written out.
   *
   * @param superseded gives true once the answer is no longer needed
   * @return nothing if it was superseded
   * @throws IllegalArgumentException if their sizes differ
   */
  public static Optional<MatrixComparison> of(
      MatrixEntries a, MatrixEntries b, BooleanSupplier superseded) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException("sizes %d and %d".formatted(a.size(), b.size()));
    }
    Sums sums = new Sums(a, b);
    for (int row = 0; row < a.size(); row++) {
      if (superseded.getAsBoolean()) {
        return Optional.empty();
      }
      sums.add(row);
    }
    return Optional.of(
        new MatrixComparison(
            Math.sqrt(sums.apart) / Math.sqrt(sums.squareA),
            sums.inner / (Math.sqrt(sums.squareA) * Math.sqrt(sums.squareB))));
  }

  /** The sums that norms and angle are made of. */
  private static final class Sums {
    private final MatrixRows rowsA;
    private final MatrixRows rowsB;
    private final int size;
    private final float[] lineB;
    private double squareA;
    private double squareB;
    private double inner;
    private double apart;

    Sums(MatrixEntries a, MatrixEntries b) {
      rowsA = new MatrixRows(a);
      rowsB = new MatrixRows(b);
      size = a.size();
      lineB = new float[size];
    }

    void add(int row) {
      rowsB.visit(
          row,
          0,
          size,
          (column, values, start, length) -> {
            System.arraycopy(values, start, lineB, column, length);
            for (int i = start; i < start + length; i++) {
              squareB += (double) values[i] * values[i];
            }
          });
      // What A holds is met with B's entry there, and that is taken out of B's line.
      rowsA.visit(
          row,
          0,
          size,
          (column, values, start, length) -> {
            for (int i = 0; i < length; i++) {
              double a = values[start + i];
              double b = lineB[column + i];
              squareA += a * a;
              inner += a * b;
              apart += (a - b) * (a - b);
            }
            Arrays.fill(lineB, column, column + length, 0);
          });
      // What is left in B's line stands where A is zero.
      rowsB.visit(
          row,
          0,
          size,
          (column, values, start, length) -> {
            for (int i = column; i < column + length; i++) {
              apart += (double) lineB[i] * lineB[i];
            }
            Arrays.fill(lineB, column, column + length, 0);
          });
    }
  }
}
