package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import palimpsest.network.AffineLayer;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.Signal;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.network.StackedSignals;
import palimpsest.tensor.Scope;

/**
 * What a Fisher matrix is measured on: a network at its weights, and images.
 *
 * @param network the network
 * @param theta θ [P]
 * @param images the images
 */
public record Sample(Network network, NDArray theta, Images images) {

  /** Numbers that the largest array of a chunk may hold: few enough to stay in a cache. */
  private static final long CHUNK = 1 << 22;

  private static final int MOST_IMAGES = 1024;

  /**
   * Means over all images of whatever is formed from signals in which every image carries all rows
   * of its root of Λ. Images go through in chunks, each stacked into one backward pass.
   *
   * @param terms what one chunk adds to the sums over images; its arrays have the same shapes for
   *     every chunk
   * @return one mean for each term, in the caller's scope
   */
  List<NDArray> means(Function<StackedSignals, List<NDArray>> terms) {
    try (Scope scope = new Scope()) {
      List<NDArray> matrices = network.tileMatrices(theta);
      List<List<NDArray>> shares =
          network
              .workspace()
              .workers()
              .divide(images.size(), (from, to) -> sums(terms, matrices, from, to));
      List<NDArray> means = shares.getFirst();
      for (int i = 0; i < means.size(); i++) {
        for (List<NDArray> share : shares.subList(1, shares.size())) {
          means.get(i).addi(share.get(i));
        }
        means.get(i).divi(images.size());
      }
      return scope.keep(means);
    }
  }

  /** The sums over some of the images. */
  private List<NDArray> sums(
      Function<StackedSignals, List<NDArray>> terms, List<NDArray> matrices, int from, int to) {
    List<NDArray> sums = new ArrayList<>();
    int chunk = chunkSize();
    for (int start = from; start < to; start += chunk) {
      try (Scope scope = new Scope()) {
        NDArray batch = images.range(start, Math.min(start + chunk, to));
        ForwardPass pass = network.forward(matrices, batch);
        NDArray root = SoftmaxCrossEntropy.hessianRoot(network.workspace(), pass.logits());
        List<NDArray> added = terms.apply(pass.backwardRoot(root));
        if (sums.isEmpty()) {
          added.forEach(term -> sums.add(scope.keep(term.duplicate())));
        } else {
          for (int i = 0; i < added.size(); i++) {
            sums.get(i).addi(added.get(i));
          }
        }
      }
    }
    return sums;
  }

  /**
   * Means over all images, one for each layer with parameters.
   *
   * @param term what a chunk's signal of a layer adds to the layer's sum
   */
  List<NDArray> layerMeans(Function<Signal, NDArray> term) {
    return means(stacked -> stacked.signals().stream().map(term).toList());
  }

  private int chunkSize() {
    int narrowest =
        network.affineLayers().stream()
            .filter(layer -> !layer.isConvolution())
            .mapToInt(AffineLayer::units)
            .reduce(network.outputs() - 1, Math::min);
    long largest =
        network.affineLayers().stream()
            .mapToLong(layer -> numbers(layer, narrowest))
            .max()
            .orElse(1);
    return Math.clamp(CHUNK / largest, 1, MOST_IMAGES);
  }

  /** Numbers that one image's largest array of a layer holds: tiles, cotangents or gradients. */
  private static long numbers(AffineLayer layer, int rows) {
    if (layer.positions() == 1) {
      return Math.max(layer.tileColumns(), (long) layer.units() * rows);
    }
    long tiles = (long) layer.tileColumns() * layer.windows();
    long patches = (long) layer.size() * layer.windows();
    long cotangents = (long) layer.units() * layer.positions() * rows;
    long gradients = (long) layer.size() * rows;
    return Math.max(Math.max(tiles * rows, patches), Math.max(cotangents, gradients));
  }
}
