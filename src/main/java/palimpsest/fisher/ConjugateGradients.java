package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * The method of conjugate gradients (Hestenes and Stiefel, 1952) for symmetric positive definite
 * operators that are only known by their products. Where the operator is a matrix, {@link
 * Kernels#conjugateGradients} does the same, reading one number a step from the device instead of
 * two.
 */
final class ConjugateGradients {

  private ConjugateGradients() {}

  /**
   * Solves A·x = b to the precision of b's type, or as far as rounding lets it.
   *
   * @param operator x ↦ A·x
   * @param b right-hand side, of any shape
   */
  static NDArray solve(UnaryOperator<NDArray> operator, NDArray b) {
    double tolerance = Kernels.smallestResidual(b);
    // Squares of what is tiny would vanish: b is worked with as a power of two brings it near 1.
    int exponent = Math.getExponent(Workspace.scalar(b.abs().max()));
    double scale = Math.scalb(1.0, Math.clamp(exponent, -120, 120));
    // Not plain zeros: what is no number in b is none in the solution.
    NDArray x = b.mul(0);
    NDArray residual = b.div(scale);
    NDArray direction = residual.duplicate();
    double squared = MatrixMath.dot(residual, residual);
    double target = tolerance * tolerance * squared;
    for (long step = 0; step < 2 * b.size() && squared > target; step++) {
      try (Scope _ = new Scope()) {
        NDArray product = operator.apply(direction);
        double length = squared / MatrixMath.dot(direction, product);
        x.addi(direction.mul(length));
        residual.subi(product.mul(length));
        double next = MatrixMath.dot(residual, residual);
        direction.muli(next / squared).addi(residual);
        squared = next;
      }
    }
    return x.muli(scale);
  }
}
