package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import palimpsest.network.AffineLayer;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.Signal;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.network.StackedSignals;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * What a Fisher matrix is measured on: a network at its weights, and images.
 *
 * @param network the network
 * @param theta θ [P]
 * @param images the images
 */
public record Sample(Network network, NDArray theta, Images images) {

  /** Images whose rows are counted at once. */
  private static final int BLOCK = 1024;

  /** Numbers that the largest array of a chunk may hold: few enough to stay in a cache. */
  private static final long CHUNK = 1 << 21;

  /**
   * Means over all images of whatever is formed from signals in which every image carries all rows
   * of its root of Λ. Images go through in chunks, each stacked into one backward pass; images that
   * need as many rows go together, so that few are carried along in vain.
   *
   * @param terms what one chunk adds to the sums over images; its arrays have the same shapes for
   *     every chunk
   * @return one mean for each term, in the caller's scope
   */
  List<NDArray> means(Function<StackedSignals, List<NDArray>> terms) {
    List<NDArray> sums = new ArrayList<>();
    for (int from = 0; from < images.size(); from += BLOCK) {
      try (Scope scope = new Scope()) {
        NDArray block = images.range(from, Math.min(from + BLOCK, images.size()));
        int[] rows = rowsNeeded(block);
        int[] order =
            IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingInt(n -> rows[n]))
                .mapToInt(Integer::intValue)
                .toArray();
        int end = rows.length;
        while (end > 0) {
          int most = Math.max(1, rows[order[end - 1]]);
          int start = Math.max(0, end - chunkSize(most));
          add(block, Arrays.copyOfRange(order, start, end), most, terms, sums);
          end = start;
        }
        if (from == 0) {
          scope.keep(sums);
        }
      }
    }
    sums.forEach(sum -> sum.divi(images.size()));
    return sums;
  }

  private int[] rowsNeeded(NDArray block) {
    try (Scope _ = new Scope()) {
      return network.forward(theta, block).rowsNeeded();
    }
  }

  private void add(
      NDArray block,
      int[] numbers,
      int rows,
      Function<StackedSignals, List<NDArray>> terms,
      List<NDArray> sums) {
    try (Scope scope = new Scope()) {
      Workspace workspace = network.workspace();
      NDArray chunk = workspace.kernels().select(block, workspace.indices(numbers));
      ForwardPass pass = network.forward(theta, chunk);
      List<NDArray> added =
          terms.apply(
              pass.backward(SoftmaxCrossEntropy.hessianRoot(workspace, pass.logits()), rows));
      if (sums.isEmpty()) {
        added.forEach(term -> sums.add(scope.keep(term.duplicate())));
      } else {
        for (int i = 0; i < added.size(); i++) {
          sums.get(i).addi(added.get(i));
        }
      }
    }
  }

  /**
   * Means over all images, one for each layer with parameters.
   *
   * @param term what a chunk's signal of a layer adds to the layer's sum
   */
  List<NDArray> layerMeans(Function<Signal, NDArray> term) {
    return means(stacked -> stacked.signals().stream().map(term).toList());
  }

  private int chunkSize(int rows) {
    long largest =
        network.affineLayers().stream().mapToLong(layer -> numbers(layer, rows)).max().orElse(1);
    return Math.clamp(CHUNK / largest, 1, BLOCK);
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
