package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.network.Network;
import palimpsest.network.ScriptedPasses;
import palimpsest.network.SoftmaxCrossEntropy;

/**
 * Forward and back in one call of the engine for each share of the images, or in two where other
 * terms of the loss need the logits in between.
 */
record ScriptedLoss(Network network) implements BatchLoss {

  @Override
  public Outcome at(
      NDArray theta,
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added) {
    List<List<NDArray>> shares =
        network
            .workspace()
            .workers()
            .divide(
                images.size(),
                network.multiplications(),
                (from, to) ->
                    added.isEmpty()
                        ? share(theta, images, weights, from, to)
                        : share(theta, images, Objects.requireNonNull(weights), added, from, to));
    NDArray total =
        network.workspace().stepKernels().total(shares.stream().map(List::getFirst).toList());
    shares.stream().skip(1).forEach(share -> share.getFirst().close());
    return Outcome.of(total, shares);
  }

  private List<NDArray> share(
      NDArray theta, LabelledImages images, double @Nullable [] weights, int from, int to) {
    LabelledImages.Fetched some = images.fetch(from, to);
    ScriptedPasses.Loss loss =
        network
            .scripted()
            .loss(
                theta,
                some.images(),
                some.labels(),
                images.logitMask(IntStream.range(from, to).toArray()),
                weights == null ? null : factors(weights, from, to),
                1.0 / images.size());
    return List.of(loss.gradient(), loss.scores(), loss.logits());
  }

  private List<NDArray> share(
      NDArray theta,
      LabelledImages images,
      double[] weights,
      List<LossTerm.OfStep> added,
      int from,
      int to) {
    NDList memory = network.scripted().remembering(theta, images.range(from, to));
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
        network.scripted().gradient(theta, memory, cotangents),
        NDArrays.stack(new NDList(some.losses(), some.hits())),
        logits);
  }

  private NDArray factors(double[] weights, int from, int to) {
    return network.workspace().array(Arrays.copyOfRange(weights, from, to), to - from);
  }
}
