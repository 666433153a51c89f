package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.function.UnaryOperator;
import palimpsest.tensor.Scope;

/**
 * The method of conjugate gradients (Hestenes and Stiefel, 1952) for symmetric positive definite
 * operators that are only known by their products.
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
    double tolerance = b.getDataType() == DataType.FLOAT64 ? 1e-13 : 1e-6;
    NDArray x = b.zerosLike();
    NDArray residual = b.duplicate();
    NDArray direction = b.duplicate();
    double squared = Arrays.dot(residual, residual);
    double target = tolerance * tolerance * squared;
    for (long step = 0; step < 2 * b.size() && squared > target; step++) {
      try (Scope _ = new Scope()) {
        NDArray product = operator.apply(direction);
        double length = squared / Arrays.dot(direction, product);
        x.addi(direction.mul(length));
        residual.subi(product.mul(length));
        double next = Arrays.dot(residual, residual);
        direction.muli(next / squared).addi(residual);
        squared = next;
      }
    }
    return x;
  }
}
