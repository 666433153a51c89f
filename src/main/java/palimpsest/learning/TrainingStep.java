package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.UnaryOperator;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;

/** The weights of a network, and the steps that change them. */
final class TrainingStep implements AutoCloseable {

  private final Network network;
  private final List<Penalty> penalties;
  private final Optimizer optimizer;
  private final NDArray theta;

  /**
   * Starts from given weights.
   *
   * @param penalties join the loss; stay the caller's
   * @param optimizer makes a step of a direction; stays the caller's
   * @param weights first weights, flat [P]
   */
  TrainingStep(Network network, List<Penalty> penalties, Optimizer optimizer, double[] weights) {
    this.network = network;
    this.penalties = penalties;
    this.optimizer = optimizer;
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
   * Losses and hits of a step's images, before it changed the weights.
   *
   * @param losses [N], in nats
   * @param hits [N], 1 where the largest logit was the label's, else 0
   */
  record Outcome(NDArray losses, NDArray hits) {}

  /**
   * One step along the gradient of the mean loss and the penalties, as the rules change it.
   *
   * @param batch the images
   * @param rules the functions applied to the gradient [P], in order
   * @param passed share of the task's batches trained before
   * @return the losses and hits before the step
   */
  Outcome step(LabelledImages batch, List<UnaryOperator<NDArray>> rules, double passed) {
    List<NDArray> matrices = network.tileMatrices(theta);
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(batch.size(), (from, to) -> share(batch, matrices, from, to));
    NDArray direction = shares.getFirst().getFirst();
    for (List<NDArray> share : shares.subList(1, shares.size())) {
      direction.addi(share.getFirst());
    }
    for (Penalty penalty : penalties) {
      direction = penalty.at(theta).addGradient(direction);
    }
    for (UnaryOperator<NDArray> rule : rules) {
      direction = rule.apply(direction);
    }
    optimizer.step(theta, direction, passed);
    return new Outcome(
        NDArrays.concat(new NDList(column(shares, 1))),
        NDArrays.concat(new NDList(column(shares, 2))));
  }

  /**
   * The part of the gradient [P], of the losses and of the correct answers that some of a batch's
   * images add.
   */
  private List<NDArray> share(LabelledImages batch, List<NDArray> matrices, int from, int to) {
    ForwardPass pass = network.forward(matrices, batch.range(from, to));
    SoftmaxCrossEntropy.Batch some =
        SoftmaxCrossEntropy.of(
            network.workspace(), batch.masked(pass.logits(), from, to), batch.labels(from, to));
    NDArray gradient =
        network.flat(
            pass.backward(some.cotangents()).stream().map(LayerGradientFactors::gradient).toList());
    double weight = (to - from) / (double) batch.size();
    return List.of(gradient.mul(weight), some.losses(), some.hits());
  }

  private static NDArray[] column(List<List<NDArray>> shares, int index) {
    return shares.stream().map(share -> share.get(index)).toArray(NDArray[]::new);
  }

  @Override
  public void close() {
    theta.close();
  }
}
