package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Function;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.Signal;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;

/**
 * What a Fisher matrix is measured on: a network at its weights, and images.
 *
 * @param network the network
 * @param theta θ [P]
 * @param images the images
 */
public record Sample(Network network, NDArray theta, Images images) {

  /** Numbers that the largest array of a chunk may hold. */
  private static final long CHUNK = 1 << 25;

  /**
   * Means over all images of whatever is formed from signals in which every image carries all rows
   * of its root of Λ. Images go through in chunks, each stacked into one backward pass.
   *
   * @param terms what one chunk adds to the sums over images; its arrays have the same shapes for
   *     every chunk
   * @return one mean for each term, in the caller's scope
   */
  List<NDArray> means(Function<List<Signal>, List<NDArray>> terms) {
    List<NDArray> sums = List.of();
    int chunk = chunkSize();
    for (int from = 0; from < images.size(); from += chunk) {
      try (Scope scope = new Scope()) {
        NDArray batch = images.range(from, Math.min(from + chunk, images.size()));
        ForwardPass pass = network.forward(theta, batch);
        List<NDArray> added =
            terms.apply(
                pass.backward(SoftmaxCrossEntropy.hessianRoot(network.workspace(), pass.logits())));
        if (from == 0) {
          sums = scope.keep(added);
        } else {
          for (int i = 0; i < added.size(); i++) {
            sums.get(i).addi(added.get(i));
          }
        }
      }
    }
    sums.forEach(sum -> sum.divi(images.size()));
    return sums;
  }

  /**
   * Means over all images, one for each layer with parameters.
   *
   * @param term what a chunk's signal of a layer adds to the layer's sum
   */
  List<NDArray> layerMeans(Function<Signal, NDArray> term) {
    return means(signals -> signals.stream().map(term).toList());
  }

  private int chunkSize() {
    long largest =
        network.affineLayers().stream()
            .mapToLong(layer -> (long) layer.columns() * layer.positions())
            .max()
            .orElse(1);
    return Math.clamp(CHUNK / (largest * Math.max(1, network.outputs() - 1)), 1, 1024);
  }
}
