package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import palimpsest.tensor.Kernels;

/**
 * The factors of one layer's gradients: the gradient of the r-th cotangent of image n with respect
 * to V = [W b] is Σ_t g_{t,r,n}·ã_{t,n}ᵀ over positions t.
 *
 * <p>Of a pooled convolution only the maxima have cotangents. It has tiles in place of patches.
 *
 * @param kernels operators
 * @param layer the layer
 * @param source the input of the layer [C, H, W, N]
 * @param inputs ã, or tiles [tileColumns, T/s², N]
 * @param outputs g [units, T/s², R, N], cotangents of what the layer yields
 * @param winners the index of each maximum in its window, [s², units, T/s², N]; null without
 *     pooling
 */
public record LayerGradientFactors(
    Kernels kernels,
    AffineLayer layer,
    NDArray source,
    NDArray inputs,
    NDArray outputs,
    @Nullable NDArray winners) {

  /** Cotangents R of each image. */
  public long rows() {
    return outputs.getShape().get(2);
  }

  /** Images N. */
  public long images() {
    return outputs.getShape().get(3);
  }

  /** The same cotangents, and where they belong, as numbers of another type. */
  public LayerGradientFactors toType(DataType type) {
    return new LayerGradientFactors(
        kernels,
        layer,
        source,
        inputs,
        outputs.toType(type, false),
        winners == null ? null : winners.toType(type, false));
  }

  /**
   * The cotangents of all positions.
   *
   * @return [s²·units, T/s², R, N]
   */
  public NDArray scattered() {
    return winners == null ? outputs : kernels.scatter(outputs, winners);
  }

  /**
   * Σ ggᵀ over all positions, rows and images.
   *
   * @return [units, units]
   */
  public NDArray outputProducts() {
    if (winners != null) {
      return kernels.scatterProducts(outputs, winners);
    }
    NDArray g = outputs.reshape(layer.units(), -1);
    return g.matMul(g.transpose());
  }

  /**
   * The gradient with respect to V, summed over images; there must be one cotangent an image.
   *
   * @return [units, columns]
   */
  public NDArray gradient() {
    NDArray g = scattered();
    NDArray sum =
        g.reshape(g.getShape().get(0), -1)
            .matMul(inputs.reshape(layer.tileColumns(), -1).transpose());
    return layer.fromTiles(kernels, sum);
  }

  /**
   * The gradients of a convolution with respect to V, one for every image and row.
   *
   * @return [N, units, R, columns]
   */
  public NDArray gradients() {
    return layer.rowGradients(kernels, source, outputs, winnersOrAny());
  }

  /**
   * The gradients of the layer's input.
   *
   * @param tileMatrix V for tiles
   * @return [C, H, W, R, N]
   */
  NDArray pulledBack(NDArray tileMatrix) {
    return layer.pullBack(kernels, tileMatrix, outputs, winnersOrAny());
  }

  /** The winners, or, where nothing is pooled and nothing reads them, something else. */
  private NDArray winnersOrAny() {
    return winners == null ? outputs : winners;
  }

  /**
   * Other rows, made of these by a basis of each image's own: g ↦ Σ_k g_k·q_{k,r}.
   *
   * @param basis q [R, r, N]
   */
  public LayerGradientFactors combined(NDArray basis) {
    NDArray byImage = outputs.reshape(-1, rows(), images()).transpose(2, 0, 1);
    NDArray fewer = byImage.matMul(basis.transpose(2, 0, 1)).transpose(1, 2, 0);
    return new LayerGradientFactors(
        kernels,
        layer,
        source,
        inputs,
        fewer.reshape(layer.units(), layer.windows(), basis.getShape().get(1), images()),
        winners);
  }

  /**
   * The same layer seen in other bases: g ↦ Bᵀg and ã ↦ Cᵀã, so that gradients become BᵀVC. The
   * layer must have one position.
   *
   * @param outputBasis B [units, units]
   * @param inputBasis C [columns, columns]
   */
  public LayerGradientFactors rotated(NDArray outputBasis, NDArray inputBasis) {
    NDArray a = inputBasis.transpose().matMul(inputs.reshape(layer.columns(), -1));
    NDArray g = outputBasis.transpose().matMul(outputs.reshape(layer.units(), -1));
    return new LayerGradientFactors(
        kernels, layer, source, a.reshape(inputs.getShape()), g.reshape(outputs.getShape()), null);
  }
}
