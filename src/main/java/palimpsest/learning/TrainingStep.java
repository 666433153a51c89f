package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/** The weights of a network, and the steps that change them. */
final class TrainingStep implements AutoCloseable {

  private final Network network;
  private final BatchLoss loss;
  private final List<LossTerm> terms;
  private final List<Penalty> penalties;
  private final List<StepListener> listeners;
  private final Optimizer optimizer;
  private final NDArray theta;

  /** The weights before the step, one copy for each listener, which may write over it. */
  private final List<NDArray> before;

  /**
   * Starts from given weights.
   *
   * @param parts join the loss and follow the steps; stay the caller's
   * @param optimizer makes a step of a direction; stays the caller's
   * @param weights first weights, flat [P]
   */
  TrainingStep(Network network, Parts parts, Optimizer optimizer, double[] weights) {
    this.network = network;
    loss = BatchLoss.of(network);
    this.optimizer = optimizer;
    terms = parts.terms();
    penalties = parts.penalties();
    listeners = parts.listeners();
    theta = network.workspace().array(weights, weights.length);
    before = listeners.stream().map(_ -> network.workspace().zeros(weights.length)).toList();
  }

  /** The weights as they are now, θ [P]; they change with the next step. */
  NDArray theta() {
    return theta;
  }

  /** Goes back to weights, flat [P]. */
  void restore(double[] weights) {
    try (Scope _ = new Scope()) {
      network.workspace().array(weights, weights.length).copyTo(theta);
    }
  }

  /**
   * One step along the gradient of the loss and the penalties, as the rules change it.
   *
   * @param batch the images
   * @param rules the functions applied to the gradient [P], in order
   * @param passed share of the task's batches trained before
   * @return the loss before the step
   */
  BatchLoss.Outcome step(StepBatch batch, List<UnaryOperator<NDArray>> rules, double passed) {
    List<LossTerm.OfStep> added =
        terms.stream().map(term -> term.prepare(batch)).filter(Objects::nonNull).toList();
    BatchLoss.Outcome outcome = loss.at(theta, batch.images(), batch.weights(), added);
    if (rules.isEmpty()) {
      // On one stretch, which saves what it takes to begin another.
      moveTogether(() -> penalised(outcome.gradient()), outcome, passed);
      return outcome;
    }
    NDArray direction =
        penalties.isEmpty()
            ? outcome.gradient()
            : together(() -> List.of(penalised(outcome.gradient()))).getFirst();
    for (UnaryOperator<NDArray> rule : rules) {
      direction = rule.apply(direction);
    }
    NDArray ruled = direction;
    moveTogether(() -> ruled, outcome, passed);
    return outcome;
  }

  private void moveTogether(Supplier<NDArray> direction, BatchLoss.Outcome outcome, double passed) {
    together(() -> {
      move(direction.get(), outcome, passed);
      return List.of();
    });
  }

  private List<NDArray> together(Supplier<List<NDArray>> operations) {
    return network.workspace().workers().together(network.parameters(), operations);
  }

  private NDArray penalised(NDArray gradient) {
    NDArray sum = gradient;
    for (Penalty penalty : penalties) {
      sum = penalty.addGradient(sum, theta);
    }
    return sum;
  }

  private void move(NDArray direction, BatchLoss.Outcome outcome, double passed) {
    before.forEach(copy -> network.workspace().stepKernels().keep(copy, theta));
    optimizer.step(theta, direction, passed);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).stepMade(outcome.gradient(), before.get(i), theta);
    }
  }

  /** The gradient of the mean cross-entropy over images, at the weights of the moment [P]. */
  NDArray gradient(LabelledImages images) {
    return loss.at(theta, images, null, List.of()).gradient();
  }

  @Override
  public void close() {
    theta.close();
    before.forEach(NDArray::close);
  }
}
