package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.UnaryOperator;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.Signal;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;

/** A network's weights, and the steps that change them. */
final class Learner implements AutoCloseable {

  private final Network network;
  private final Penalty penalty;
  private final Optimizer optimizer;
  private final NDArray theta;

  /**
   * Starts from given weights.
   *
   * @param penalty what joins the loss; stays the caller's
   * @param optimizer how a direction becomes a step; taken over
   * @param weights first weights, flat [P]
   */
  Learner(Network network, Penalty penalty, Optimizer optimizer, double[] weights) {
    this.network = network;
    this.penalty = penalty;
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
   * What a step saw before it changed the weights.
   *
   * @param losses [N], in nats
   * @param hits [N], 1 where the largest logit was the label's, else 0
   */
  record Outcome(NDArray losses, NDArray hits) {}

  /**
   * One step along the preconditioned gradient of the mean loss and the penalty.
   *
   * @param batch the images
   * @param preconditioner what becomes of the gradient [P]
   * @return the losses and hits before the step
   */
  Outcome step(LabelledImages batch, UnaryOperator<NDArray> preconditioner) {
    List<NDArray> matrices = network.tileMatrices(theta);
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(batch.size(), (from, to) -> share(batch, matrices, from, to));
    NDArray gradient = shares.getFirst().getFirst();
    shares.stream().skip(1).forEach(share -> gradient.addi(share.getFirst()));
    NDArray direction = preconditioner.apply(penalty.at(theta).addGradient(gradient));
    optimizer.step(theta, direction);
    return new Outcome(
        NDArrays.concat(new NDList(column(shares, 1))),
        NDArrays.concat(new NDList(column(shares, 2))));
  }

  /** What some of a batch's images add to the gradient [P], their losses and hits. */
  private List<NDArray> share(LabelledImages batch, List<NDArray> matrices, int from, int to) {
    ForwardPass pass = network.forward(matrices, batch.range(from, to));
    SoftmaxCrossEntropy.Batch some =
        SoftmaxCrossEntropy.of(network.workspace(), pass.logits(), batch.labels(from, to));
    NDArray gradient =
        network.flat(pass.backward(some.cotangents()).stream().map(Signal::gradient).toList());
    double weight = (to - from) / (double) batch.size();
    return List.of(gradient.mul(weight), some.losses(), some.hits());
  }

  private static NDArray[] column(List<List<NDArray>> shares, int index) {
    return shares.stream().map(share -> share.get(index)).toArray(NDArray[]::new);
  }

  @Override
  public void close() {
    optimizer.close();
    theta.close();
  }
}
