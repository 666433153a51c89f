package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

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
   * @param losses cross-entropy of each image [N], in nats
   * @param hits [N], 1 where the largest logit was the label's, else 0
   * @param parts the logits of the images in parts, of all classes, competing or not
   */
  record Outcome(NDArray gradient, NDArray losses, NDArray hits, List<NDArray> parts) {}

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
    List<NDArray> matrices = network.tileMatrices(theta);
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(images.size(), (from, to) -> share(images, weights, added, matrices, from, to));
    NDArray gradient = shares.getFirst().getFirst();
    for (List<NDArray> share : shares.subList(1, shares.size())) {
      gradient.addi(share.getFirst());
    }
    return new Outcome(
        gradient,
        NDArrays.concat(new NDList(column(shares, 1))),
        NDArrays.concat(new NDList(column(shares, 2))),
        column(shares, 3));
  }

  /** The part of the loss that some of the images add: gradient, losses, hits and logits. */
  private List<NDArray> share(
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added,
      List<NDArray> matrices,
      int from,
      int to) {
    ForwardPass pass = network.forward(matrices, images.range(from, to));
    SoftmaxCrossEntropy.Batch some =
        SoftmaxCrossEntropy.of(
            network.workspace(), images.masked(pass.logits(), from, to), images.labels(from, to));
    double scale = (to - from) / (double) images.size();
    NDArray cotangents = some.cotangents();
    if (weights != null) {
      cotangents = weighted(cotangents, weights, from, to);
      for (LossTerm.OfStep term : added) {
        cotangents =
            cotangents.add(term.cotangents(pass.logits(), from, to).reshape(cotangents.getShape()));
      }
      scale = 1;
    }
    NDArray gradient =
        network.flat(
            pass.backward(cotangents).stream().map(LayerGradientFactors::gradient).toList());
    return List.of(gradient.mul(scale), some.losses(), some.hits(), pass.logits());
  }

  /** Derivatives of a mean as those of a weighted sum. */
  private NDArray weighted(NDArray cotangents, double[] weights, int from, int to) {
    Workspace workspace = network.workspace();
    double[] factors = new double[to - from];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = weights[from + i] * factors.length;
    }
    return cotangents.mul(workspace.array(factors, 1, 1, factors.length));
  }

  private static List<NDArray> column(List<List<NDArray>> shares, int index) {
    return shares.stream().map(share -> share.get(index)).toList();
  }

  @Override
  public void close() {
    theta.close();
  }
}
