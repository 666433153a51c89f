package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.tensor.Workspace;

/**
 * Adam (Kingma and Ba, 2015, arXiv 1412.6980) and AdamW (Loshchilov and Hutter, 2019, arXiv
 * 1711.05101) as PyTorch defines them: m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ ← θ −
 * rate/(1−β₁ᵗ)·m/(√(v/(1−β₂ᵗ)) + ε) at step t from 1, with ε = 10⁻⁸. Weight decay joins the
 * gradient in Adam, and in AdamW shrinks the weights before the step: θ ← θ − rate·decay·θ.
 */
public final class Adam extends Optimizer {

  private static final double EPSILON = 1e-8;

  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final boolean decoupled;

  /**
   * An optimizer that has made no step.
   *
   * @param beta1 β₁, from 0 to below 1
   * @param beta2 β₂, from 0 to below 1
   * @param weightDecay from 0
   * @param decoupled whether weight decay is AdamW's
   */
  public Adam(
      Workspace workspace,
      int parameters,
      LearningRate rate,
      Clipping clipping,
      double beta1,
      double beta2,
      double weightDecay,
      boolean decoupled) {
    super(workspace, parameters, rate, clipping, List.of("mean", "square"));
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
  }

  @Override
  void update(NDArray theta, NDArray direction, double rate) {
    NDArray gradient = direction;
    if (weightDecay != 0 && decoupled) {
      theta.muli(1 - rate * weightDecay);
    } else if (weightDecay != 0) {
      gradient = direction.add(theta.mul(weightDecay));
    }
    NDArray mean = average(0);
    NDArray square = average(1);
    mean.muli(beta1).addi(gradient.mul(1 - beta1));
    square.muli(beta2).addi(gradient.square().muli(1 - beta2));
    double meanCorrection = 1 - Math.pow(beta1, (double) steps());
    double squareCorrection = Math.sqrt(1 - Math.pow(beta2, (double) steps()));
    NDArray denominator = square.sqrt().divi(squareCorrection).addi(EPSILON);
    theta.subi(mean.div(denominator).muli(rate / meanCorrection));
  }
}
