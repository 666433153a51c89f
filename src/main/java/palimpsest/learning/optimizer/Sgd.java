package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.network.Arithmetic;
import palimpsest.tensor.Script;
import palimpsest.tensor.Workspace;

/**
 * Stochastic gradient descent as PyTorch defines it ({@code torch.optim.SGD}, dampening 0): g ← g +
 * decay·θ; b ← μ·b + g, beginning with b = g; θ ← θ − rate·b, or with Nesterov's momentum θ ← θ −
 * rate·(g + μ·b).
 */
public final class Sgd extends Optimizer {

  private static final String STEPS =
      """
      def step(self, theta: Tensor, g: Tensor, rate: float) -> Tensor:
          return theta.add_(g, alpha=torch.neg(rate))

      def rounded_step(self, theta: Tensor, g: Tensor, rate: float) -> Tensor:
          return theta.sub_(torch.mul(g, rate))

      def decayed(self, theta: Tensor, g: Tensor, decay: float) -> Tensor:
          return torch.add(g, theta, alpha=decay)

      def momentum(self, g: Tensor, b: Tensor, mu: float, nesterov: int) -> Tensor:
          b.mul_(mu).add_(g)
          return torch.add(g, b, alpha=mu) if nesterov == 1 else b
      """;

  private final Script script;
  private final String step;
  private final double momentum;
  private final boolean nesterov;
  private final double weightDecay;

  /**
   * An optimizer that has made no step.
   *
   * @param momentum μ, from 0 to 1; 0 for none
   * @param nesterov whether the momentum is Nesterov's
   * @param weightDecay factor before θ in the gradient, from 0
   * @param arithmetic the order of operations: layer by layer, rate·b is rounded before it is
   *     subtracted
   */
  public Sgd(
      Workspace workspace,
      int parameters,
      LearningRate rate,
      Clipping clipping,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Arithmetic arithmetic) {
    super(workspace, parameters, rate, clipping, momentum == 0 ? List.of() : List.of("momentum"));
    script = workspace.script(STEPS);
    step = arithmetic == Arithmetic.LAYERS ? "rounded_step" : "step";
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.weightDecay = weightDecay;
  }

  /** Plain SGD: θ ← θ − rate·g. */
  public static Sgd plain(Workspace workspace, int parameters, double rate) {
    return new Sgd(
        workspace,
        parameters,
        LearningRate.constant(rate),
        Clipping.NONE,
        0,
        false,
        0,
        Arithmetic.SCRIPT);
  }

  @Override
  void update(NDArray theta, NDArray direction, double rate) {
    NDArray gradient =
        weightDecay == 0
            ? direction
            : script.call("decayed", theta, direction, weightDecay).singletonOrThrow();
    NDArray direct =
        momentum == 0
            ? gradient
            : script
                .call("momentum", gradient, average(0), momentum, nesterov ? 1 : 0)
                .singletonOrThrow();
    script.call(step, theta, direct, rate);
  }
}
