package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;

/** Forward and back operation by operation, in the order of version 0.1.0. */
record LayeredLoss(Network network) implements BatchLoss {

  @Override
  public Outcome at(
      NDArray theta,
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added) {
    List<NDArray> matrices = network.tileMatrices(theta);
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(images.size(), (from, to) -> share(images, weights, added, matrices, from, to));
    NDArray gradient = shares.getFirst().getFirst();
    for (List<NDArray> share : shares.subList(1, shares.size())) {
      gradient.addi(share.getFirst());
      share.getFirst().close();
    }
    return Outcome.of(gradient, shares);
  }

  private List<NDArray> share(
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added,
      List<NDArray> matrices,
      int from,
      int to) {
    NDArray range = images.range(from, to);
    ForwardPass pass = network.forward(matrices, range);
    SoftmaxCrossEntropy.Batch some =
        SoftmaxCrossEntropy.of(
            network.workspace(), images.masked(pass.logits(), from, to), images.labels(from, to));
    double scale = (to - from) / (double) images.size();
    NDArray cotangents = some.cotangents();
    if (weights != null) {
      cotangents = weighted(cotangents, weights, from, to);
      scale = 1;
    } else if (!added.isEmpty()) {
      cotangents = cotangents.mul(scale);
      scale = 1;
    }
    for (LossTerm.OfStep term : added) {
      cotangents =
          cotangents.add(
              term.cotangents(range, pass.logits(), from, to).reshape(cotangents.getShape()));
    }
    NDArray gradient =
        network.flat(
            pass.backward(cotangents).stream().map(LayerGradientFactors::gradient).toList());
    return List.of(
        gradient.mul(scale), NDArrays.stack(new NDList(some.losses(), some.hits())), pass.logits());
  }

  /** Derivatives of a mean as those of a weighted sum. */
  private NDArray weighted(NDArray cotangents, double[] weights, int from, int to) {
    double[] factors = new double[to - from];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = weights[from + i] * factors.length;
    }
    return cotangents.mul(network.workspace().array(factors, 1, 1, factors.length));
  }
}
