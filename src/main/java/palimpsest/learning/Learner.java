package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.Signal;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;

/** A network's weights, and the steps of plain SGD that change them. */
final class Learner implements AutoCloseable {

  private final Network network;
  private final double learningRate;
  private final Penalty penalty;
  private final NDArray theta;

  /**
   * Starts from given weights.
   *
   * @param learningRate factor before the gradient
   * @param penalty what joins the loss
   * @param weights first weights, flat [P]
   */
  Learner(Network network, double learningRate, Penalty penalty, double[] weights) {
    this.network = network;
    this.learningRate = learningRate;
    this.penalty = penalty;
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
   * One step: θ ← θ − learning rate · preconditioned gradient of the mean loss and the penalty.
   *
   * @param images [C, H, W, N]
   * @param labels [N]
   * @param preconditioner what becomes of the gradient [P]
   * @return the losses and hits before the step
   */
  SoftmaxCrossEntropy.Batch step(
      NDArray images, NDArray labels, UnaryOperator<NDArray> preconditioner) {
    ForwardPass pass = network.forward(theta, images);
    SoftmaxCrossEntropy.Batch batch =
        SoftmaxCrossEntropy.of(network.workspace(), pass.logits(), labels);
    NDArray gradient =
        network.flat(pass.backward(batch.cotangents()).stream().map(Signal::gradient).toList());
    NDArray direction = preconditioner.apply(penalty.addGradient(gradient, theta));
    theta.subi(direction.mul(learningRate));
    return batch;
  }

  @Override
  public void close() {
    theta.close();
  }
}
