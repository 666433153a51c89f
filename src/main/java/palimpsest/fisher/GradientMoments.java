package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.network.AffineLayer;
import palimpsest.network.RootGradients;

/** Sums of products of the gradients of all layers, over the images of a chunk or over batches. */
final class GradientMoments {

  private final List<LayerGradientMoments> layers;
  private final @Nullable RootGradients stacked;

  private GradientMoments(List<LayerGradientMoments> layers, @Nullable RootGradients stacked) {
    this.layers = layers;
    this.stacked = stacked;
  }

  /** Those of factors in which every image carries all its rows. */
  static GradientMoments of(RootGradients stacked) {
    return new GradientMoments(
        stacked.factors().stream().map(LayerGradientMoments::new).toList(), stacked);
  }

  /**
   * Those of gradients that are there.
   *
   * @param gradients for each layer, [units, columns]
   */
  static GradientMoments of(List<AffineLayer> layers, List<NDArray> gradients) {
    List<LayerGradientMoments> moments = new ArrayList<>();
    for (AffineLayer layer : layers) {
      moments.add(new LayerGradientMoments(layer, gradients.get(moments.size())));
    }
    return new GradientMoments(moments, null);
  }

  /** Those within each layer. */
  List<LayerGradientMoments> layers() {
    return layers;
  }

  /**
   * Σ vec(∇V) vec(∇V')ᵀ of two layers.
   *
   * @param layer position of one layer
   * @param later position of the other, not before it
   * @return [size, size']
   */
  NDArray products(int layer, int later) {
    LayerGradientMoments other =
        stacked == null || stacked.sameRows(layer, later)
            ? layers.get(later)
            : new LayerGradientMoments(stacked.withRowsBelow(later));
    return layers.get(layer).productsWith(other);
  }
}
