package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.tensor.Workspace;

/**
 * Stochastic gradient descent as PyTorch defines it ({@code torch.optim.SGD}, dampening 0): g ← g +
 * decay·θ; b ← μ·b + g, beginning with b = g; θ ← θ − rate·b, or with Nesterov's momentum θ ← θ −
 * rate·(g + μ·b).
 */
public final class Sgd extends Optimizer {

  private final double momentum;
  private final boolean nesterov;
  private final double weightDecay;

  /**
   * An optimizer that has made no step.
   *
   * @param momentum μ, from 0 to 1; 0 for none
   * @param nesterov whether the momentum is Nesterov's
   * @param weightDecay factor before θ in the gradient, from 0
   */
  public Sgd(
      Workspace workspace,
      int parameters,
      LearningRate rate,
      Clipping clipping,
      double momentum,
      boolean nesterov,
      double weightDecay) {
    super(workspace, parameters, rate, clipping, momentum == 0 ? List.of() : List.of("momentum"));
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.weightDecay = weightDecay;
  }

  /** Plain SGD: θ ← θ − rate·g. */
  public static Sgd plain(Workspace workspace, int parameters, double rate) {
    return new Sgd(workspace, parameters, LearningRate.constant(rate), Clipping.NONE, 0, false, 0);
  }

  @Override
  void update(NDArray theta, NDArray direction, double rate) {
    NDArray gradient = weightDecay == 0 ? direction : direction.add(theta.mul(weightDecay));
    if (momentum == 0) {
      theta.subi(gradient.mul(rate));
      return;
    }
    NDArray buffer = average(0);
    buffer.muli(momentum).addi(gradient);
    NDArray step = nesterov ? gradient.add(buffer.mul(momentum)) : buffer;
    theta.subi(step.mul(rate));
  }
}
