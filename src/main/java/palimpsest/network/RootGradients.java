package palimpsest.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradient factors of all rows of every image's root of Λ, in one stacked backward pass.
 *
 * <p>Below the narrowest fully connected layer every image needs no more rows than that layer has
 * units through which a cotangent comes back: with B [units, K−1] the cotangents of its units and
 * Bᵀ = Q·R, the rows of R stand for those of Bᵀ in all sums of products below, and above they do so
 * once they are combined by Q.
 *
 * @param factors one for each layer with parameters, in network order
 * @param bottleneckIndex position of the narrowest layer: it and those before it have the rows of
 *     R; −1 if all have the same
 * @param basis Q [K−1, r, N], where there are fewer rows below and products of different layers are
 *     wanted
 */
public record RootGradients(
    List<LayerGradientFactors> factors, int bottleneckIndex, @Nullable NDArray basis) {

  /** Copies the list. */
  public RootGradients {
    factors = List.copyOf(factors);
  }

  /**
   * Whether two layers' factors have the same rows.
   *
   * @param layer position of one layer
   * @param later position of the other, not before it
   */
  public boolean sameRows(int layer, int later) {
    return layer > bottleneckIndex || later <= bottleneckIndex;
  }

  /**
   * The factors of a layer above the narrowest with the rows of those below.
   *
   * @param layer position of the layer
   */
  public LayerGradientFactors withRowsBelow(int layer) {
    return factors.get(layer).combined(Objects.requireNonNull(basis));
  }
}
