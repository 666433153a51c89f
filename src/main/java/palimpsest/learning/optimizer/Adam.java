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
 *
 * <p>PyTorch's fused step goes through the vectors once, not once for each operation.
 */
public final class Adam extends Optimizer {

  private static final double EPSILON = 1e-8;

  /** The list is read again, or the compiler would take the step for one that has no effect. */
  private static final String STEP =
      """
      def step(self, theta: Tensor, g: Tensor, m: Tensor, v: Tensor, decoupled: int, steps: float, betas: List[float], rate: float, decay: float, epsilon: float) -> Tensor:
          none = annotate(List[Tensor], [])
          count = torch.full([], steps, dtype=6, device=theta.device)
          thetas = [theta]
          if decoupled == 1:
              torch._fused_adamw_(thetas, [g], [m], [v], none, [count], lr=rate, beta1=betas[0], beta2=betas[1], weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
          else:
              torch._fused_adam_(thetas, [g], [m], [v], none, [count], lr=rate, beta1=betas[0], beta2=betas[1], weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
          return thetas[0]
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
    script.call(
        "step",
        theta,
        direction,
        average(0),
        average(1),
        decoupled ? 1 : 0,
        (double) steps(),
        new double[] {beta1, beta2},
        rate,
        weightDecay,
        EPSILON);
  }
}
