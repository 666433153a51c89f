package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;

/** Sums of products of the inputs ã = (a, 1) of each layer, in double precision. */
public final class InputMoments {

  /** Images that go forward together. */
  private static final int CHUNK = 256;

  private InputMoments() {}

  /**
   * Σ_n Σ_t ããᵀ over all images and positions.
   *
   * @return [columns, columns] for each layer with parameters, in the caller's scope
   */
  public static List<NDArray> products(FisherSample sample) {
    Kernels kernels = sample.network().workspace().kernels();
    List<int[]> chunks = new ArrayList<>();
    for (int from = 0; from < sample.images().size(); from += CHUNK) {
      chunks.add(IntStream.range(from, Math.min(from + CHUNK, sample.images().size())).toArray());
    }
    return sums(
        sample,
        chunks,
        (layer, inputs) -> {
          NDArray tiles =
              inputs.toType(DataType.FLOAT64, false).reshape(inputs.getShape().get(0), -1);
          return layer.productsFromTiles(kernels, tiles.matMul(tiles.transpose()));
        });
  }

  /**
   * Σ r·rᵀ over batches, r the mean of ã over a batch's images and positions.
   *
   * @param batches positions of the images of each batch
   * @return [columns, columns] for each layer with parameters, in the caller's scope
   */
  public static List<NDArray> meanProducts(FisherSample sample, List<int[]> batches) {
    Kernels kernels = sample.network().workspace().kernels();
    return sums(
        sample,
        batches,
        (layer, inputs) -> {
          NDArray mean =
              layer.meanInput(kernels, inputs.toType(DataType.FLOAT64, false)).reshape(-1, 1);
          return mean.matMul(mean.transpose());
        });
  }

  /** Something of the inputs of a layer. */
  @FunctionalInterface
  private interface Term {
    NDArray of(AffineLayer layer, NDArray inputs);
  }

  private static List<NDArray> sums(FisherSample sample, List<int[]> chunks, Term term) {
    Network network = sample.network();
    try (Scope scope = new Scope()) {
      List<NDArray> matrices = network.tileMatrices(sample.theta());
      List<List<NDArray>> shares =
          network
              .workspace()
              .workers()
              .divide(
                  chunks.size(),
                  (from, to) -> share(sample, matrices, chunks.subList(from, to), term));
      List<NDArray> sums = shares.getFirst();
      for (List<NDArray> share : shares.subList(1, shares.size())) {
        for (int i = 0; i < sums.size(); i++) {
          sums.get(i).addi(share.get(i));
        }
      }
      return scope.keep(sums);
    }
  }

  private static List<NDArray> share(
      FisherSample sample, List<NDArray> matrices, List<int[]> chunks, Term term) {
    List<NDArray> sums = new ArrayList<>();
    List<AffineLayer> layers = sample.network().affineLayers();
    for (int[] chunk : chunks) {
      try (Scope scope = new Scope()) {
        List<NDArray> inputs =
            sample.network().forward(matrices, sample.images().at(chunk)).inputs();
        for (int i = 0; i < layers.size(); i++) {
          NDArray own = term.of(layers.get(i), inputs.get(i));
          if (sums.size() == i) {
            sums.add(scope.keep(own.duplicate()));
          } else {
            sums.get(i).addi(own);
          }
        }
      }
    }
    return sums;
  }
}
