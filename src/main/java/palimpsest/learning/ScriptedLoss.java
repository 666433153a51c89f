package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.network.Network;
import palimpsest.network.ScriptedPasses;

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
                (from, to) -> share(theta, images, weights, added, from, to));
    NDArray total =
        network.workspace().stepKernels().total(shares.stream().map(List::getFirst).toList());
    shares.stream().skip(1).forEach(share -> share.getFirst().close());
    return Outcome.of(total, shares);
  }

  private List<NDArray> share(
      NDArray theta,
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added,
      int from,
      int to) {
    LabelledImages.Fetched some = images.fetch(from, to);
    ScriptedPasses.CrossEntropies entropies =
        new ScriptedPasses.CrossEntropies(
            some.labels(),
            images.logitMask(IntStream.range(from, to).toArray()),
            weights == null ? null : factors(weights, from, to),
            1.0 / images.size());
    ScriptedPasses.Loss loss =
        added.isEmpty()
            ? network.scripted().loss(theta, some.images(), entropies)
            : joined(theta, some.images(), entropies, added, from, to);
    return List.of(loss.gradient(), loss.scores(), loss.logits());
  }

  private ScriptedPasses.Loss joined(
      NDArray theta,
      NDArray images,
      ScriptedPasses.CrossEntropies entropies,
      List<LossTerm.OfStep> added,
      int from,
      int to) {
    NDList memory = network.scripted().remembering(theta, images);
    NDArray logits = memory.getFirst();
    NDArray sum =
        network
            .workspace()
            .stepKernels()
            .total(added.stream().map(term -> term.cotangents(images, logits, from, to)).toList());
    return network.scripted().joined(theta, memory, entropies, sum);
  }

  private NDArray factors(double[] weights, int from, int to) {
    return network.workspace().array(Arrays.copyOfRange(weights, from, to), to - from);
  }
}
