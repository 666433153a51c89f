package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

class ConjugateGradientsTest {

  @Test
  void theOperatorMakesTheRightHandSideOfTheSolution() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64)) {
      UnaryOperator<NDArray> operator = damped(workspace);
      NDArray b = workspace.eye(9).sum(new int[] {0});
      NDArray x = ConjugateGradients.solve(operator, b);
      assertThat(Workspace.doubles(operator.apply(x)))
          .containsExactly(Workspace.doubles(b), within(1e-11));
    }
  }

  @Test
  void whatIsNoNumberStaysNone() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64)) {
      NDArray broken = workspace.zeros(9).div(workspace.zeros(9));
      assertThat(Workspace.doubles(ConjugateGradients.solve(damped(workspace), broken)))
          .containsOnly(Double.NaN);
    }
  }

  /** A symmetric positive definite operator with many eigenvalues. */
  private static UnaryOperator<NDArray> damped(Workspace workspace) {
    NDArray root = workspace.eye(9).cumSum(0);
    return x -> root.matMul(root.transpose().matMul(x.reshape(-1, 1))).reshape(-1).add(x.mul(2));
  }
}
