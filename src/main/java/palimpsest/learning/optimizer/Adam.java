package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.tensor.Script;
import palimpsest.tensor.Workspace;

/**
 * Adam (Kingma and Ba, 2015, arXiv 1412.6980) and AdamW (Loshchilov and Hutter, 2019, arXiv
 * 1711.05101) as PyTorch defines them: m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ ← θ −
 * rate/(1−β₁ᵗ)·m/(√(v/(1−β₂ᵗ)) + ε) at step t from 1, with ε = 10⁻⁸. Weight decay joins the
 * gradient in Adam, and in AdamW shrinks the weights before the step: θ ← θ − rate·decay·θ.
 */
public final class Adam extends Optimizer {

  private static final double EPSILON = 1e-8;

  private static final String STEP =
      """
      def step(self, theta: Tensor, g: Tensor, m: Tensor, v: Tensor, decay: List[float], betas: List[float], root: float, rate: float, epsilon: float) -> Tensor:
          if decay[0] != 1.:
              theta.mul_(decay[0])
          gradient = torch.add(g, theta, alpha=decay[1]) if decay[1] != 0. else g
          m.mul_(betas[0]).add_(gradient, alpha=1. - betas[0])
          v.mul_(betas[1]).addcmul_(gradient, gradient, value=1. - betas[1])
          denominator = torch.sqrt(v).div_(root).add_(epsilon)
          return theta.addcdiv_(m, denominator, value=torch.neg(rate))
      """;

  private final Script script;
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
    script = workspace.script(STEP);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
  }

  @Override
  void update(NDArray theta, NDArray direction, double rate) {
    double joined = decoupled ? 0 : weightDecay;
    double kept = decoupled ? 1 - rate * weightDecay : 1;
    double meanCorrection = 1 - Math.pow(beta1, (double) steps());
    double squareCorrection = Math.sqrt(1 - Math.pow(beta2, (double) steps()));
    script.call(
        "step",
        theta,
        direction,
        average(0),
        average(1),
        new double[] {kept, joined},
        new double[] {beta1, beta2},
        squareCorrection,
        rate / meanCorrection,
        EPSILON);
  }
}
