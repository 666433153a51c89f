package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import palimpsest.problem.Problem;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Small sums over arrays that end in a number. */
public final class MatrixMath {

  private MatrixMath() {}

  /** Rows of the largest matrix that is written out for the eye: 1 GiB of single precision. */
  private static final int SHOWABLE = 16_384;

  /**
   * Refuses matrices that are too large to be written out entry by entry.
   *
   * @throws Problem naming the size
   */
  static void requireShowable(int size) {
    if (!isShowable(size)) {
      throw new Problem(
          "A matrix of %,d × %1$,d entries is too large to be shown; the largest is %,d × %2$,d."
              .formatted(size, SHOWABLE));
    }
  }

  /** Whether a matrix of so many rows is written out. */
  static boolean isShowable(double size) {
    return size <= SHOWABLE;
  }

  /** The sum of the products of two arrays' entries. */
  public static double dot(NDArray a, NDArray b) {
    try (Scope _ = new Scope()) {
      return Workspace.scalar(a.mul(b).sum().reshape(1));
    }
  }

  /** The sum of an array's entries. */
  static double sum(NDArray a) {
    try (Scope _ = new Scope()) {
      return Workspace.scalar(a.sum().reshape(1));
    }
  }

  /** The trace of a square matrix. */
  static double trace(NDArray matrix) {
    try (Scope _ = new Scope()) {
      return sum(diagonal(matrix));
    }
  }

  /** The diagonal of a square matrix, as a copy. */
  static NDArray diagonal(NDArray matrix) {
    return matrix.diagonal().duplicate();
  }

  /** A square matrix with the entries of an array, read row by row, along its diagonal. */
  static NDArray diagonalMatrix(NDArray values) {
    long n = values.size();
    NDArray matrix = values.getManager().zeros(new Shape(n, n), values.getDataType());
    matrix.diagonal().addi(values.reshape(new Shape(-1)));
    return matrix;
  }

  /** A copy of a square matrix with a number added along its diagonal. */
  static NDArray damped(NDArray matrix, double damping) {
    NDArray copy = matrix.duplicate();
    copy.diagonal().addi(damping);
    return copy;
  }

  /** The Kronecker product of two square matrices. */
  static NDArray kronecker(NDArray left, NDArray right) {
    long n = left.getShape().get(0);
    long m = right.getShape().get(0);
    return left.reshape(n, 1, n, 1).mul(right.reshape(1, m, 1, m)).reshape(n * m, n * m);
  }

  /** The sum of what a function makes of each term. */
  static <T> NDArray total(List<T> terms, Function<T, NDArray> function) {
    return terms.stream().map(function).reduce(NDArray::add).orElseThrow();
  }
}
