package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;

/** The weights of a network, and the steps that change them. */
final class TrainingStep implements AutoCloseable {

  private final Network network;
  private final List<LossTerm> terms;
  private final List<Penalty> penalties;
  private final List<StepListener> listeners;
  private final Optimizer optimizer;
  private final NDArray theta;

  /**
   * Starts from given weights.
   *
   * @param parts join the loss and follow the steps; stay the caller's
   * @param optimizer makes a step of a direction; stays the caller's
   * @param weights first weights, flat [P]
   */
  TrainingStep(Network network, Parts parts, Optimizer optimizer, double[] weights) {
    this.network = network;
    this.optimizer = optimizer;
    terms = parts.terms();
    penalties = parts.penalties();
    listeners = parts.listeners();
    theta = network.workspace().array(weights, weights.length);
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
   * The loss at the weights of the moment.
   *
   * @param gradient of the loss [P]
   * @param scores [2, N] of the images in parts: the cross-entropy of each, in nats, and 1 where
   *     the largest logit was the label's, else 0
   * @param parts the logits of the images in parts, of all classes, competing or not
   */
  record Outcome(NDArray gradient, List<NDArray> scores, List<NDArray> parts) {}

  /**
   * One step along the gradient of the loss and the penalties, as the rules change it.
   *
   * @param batch the images
   * @param rules the functions applied to the gradient [P], in order
   * @param passed share of the task's batches trained before
   * @return the loss before the step
   */
  Outcome step(StepBatch batch, List<UnaryOperator<NDArray>> rules, double passed) {
    List<LossTerm.OfStep> added =
        terms.stream().map(term -> term.prepare(batch)).filter(Objects::nonNull).toList();
    Outcome outcome = loss(batch.images(), weights(batch, !added.isEmpty()), added);
    Kernels kernels = network.workspace().kernels();
    boolean followed = !listeners.isEmpty();
    // What comes later may work in place.
    NDArray gradient = followed ? kernels.copy(outcome.gradient()) : outcome.gradient();
    NDArray direction = outcome.gradient();
    for (Penalty penalty : penalties) {
      direction = penalty.at(theta).addGradient(direction);
    }
    for (UnaryOperator<NDArray> rule : rules) {
      direction = rule.apply(direction);
    }
    NDArray step = direction;
    network
        .workspace()
        .workers()
        .together(
            network.parameters(),
            () -> {
              NDArray before = followed ? kernels.copy(theta) : theta;
              optimizer.step(theta, step, passed);
              listeners.forEach(listener -> listener.stepMade(gradient, before, theta));
              return List.of();
            });
    return outcome;
  }

  private static double @Nullable [] weights(StepBatch batch, boolean needed) {
    if (batch.weights() != null || !needed) {
      return batch.weights();
    }
    double[] mean = new double[batch.size()];
    Arrays.fill(mean, 1.0 / batch.size());
    return mean;
  }

  /** The gradient of the mean cross-entropy over images, at the weights of the moment [P]. */
  NDArray gradient(LabelledImages images) {
    return loss(images, null, List.of()).gradient();
  }

  private Outcome loss(
      LabelledImages images, double @Nullable [] weights, List<LossTerm.OfStep> added) {
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(
                images.size(),
                network.multiplications(),
                (from, to) ->
                    added.isEmpty()
                        ? share(images, weights, from, to)
                        : share(images, Objects.requireNonNull(weights), added, from, to));
    NDArray gradient = network.workspace().kernels().total(column(shares, 0));
    return new Outcome(gradient, column(shares, 1), column(shares, 2));
  }

  /** The part of the loss that some of the images add: gradient, scores and logits. */
  private List<NDArray> share(
      LabelledImages images, double @Nullable [] weights, int from, int to) {
    LabelledImages.Fetched some = images.fetch(from, to);
    Network.Loss loss =
        network.loss(
            theta,
            some.images(),
            some.labels(),
            images.logitMask(IntStream.range(from, to).toArray()),
            weights == null ? null : factors(weights, from, to),
            1.0 / images.size());
    return List.of(loss.gradient(), loss.scores(), loss.logits());
  }

  /** The same of a loss with terms that need the logits. */
  private List<NDArray> share(
      LabelledImages images, double[] weights, List<LossTerm.OfStep> added, int from, int to) {
    NDList memory = network.remembering(theta, images.range(from, to));
    NDArray logits = memory.getFirst();
    SoftmaxCrossEntropy.Batch some =
        SoftmaxCrossEntropy.of(
            network.workspace(), images.masked(logits, from, to), images.labels(from, to));
    NDArray cotangents =
        some.cotangents().reshape(logits.getShape()).mul(to - from).mul(factors(weights, from, to));
    for (LossTerm.OfStep term : added) {
      cotangents = cotangents.add(term.cotangents(logits, from, to).reshape(logits.getShape()));
    }
    return List.of(
        network.gradient(theta, memory, cotangents),
        NDArrays.stack(new NDList(some.losses(), some.hits())),
        logits);
  }

  private NDArray factors(double[] weights, int from, int to) {
    return network.workspace().array(Arrays.copyOfRange(weights, from, to), to - from);
  }

  private static List<NDArray> column(List<List<NDArray>> shares, int index) {
    return shares.stream().map(share -> share.get(index)).toList();
  }

  @Override
  public void close() {
    theta.close();
  }
}
