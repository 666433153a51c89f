package palimpsest.network;

import ai.djl.ndarray.NDArray;

/**
 * What one layer's gradients are made of: the gradient of the r-th cotangent of image n with
 * respect to V = [W b] is Σ_t g_{t,r,n}·ã_{t,n}ᵀ.
 *
 * @param layer the layer
 * @param inputs ã [columns, T, N]
 * @param outputs g [units, T, R, N], cotangents of the layer's pre-activation
 */
public record Signal(AffineLayer layer, NDArray inputs, NDArray outputs) {

  /** Cotangents R of each image. */
  public long rows() {
    return outputs.getShape().get(2);
  }

  /** Images N. */
  public long images() {
    return outputs.getShape().get(3);
  }

  /**
   * The gradient with respect to V, summed over images; there must be one cotangent an image.
   *
   * @return [units, columns]
   */
  public NDArray gradient() {
    return outputs
        .reshape(layer.units(), -1)
        .matMul(inputs.reshape(layer.columns(), -1).transpose());
  }

  /**
   * The same layer seen in other bases: g ↦ Bᵀg and ã ↦ Cᵀã, so that gradients become BᵀVC.
   *
   * @param outputBasis B [units, units]
   * @param inputBasis C [columns, columns]
   */
  public Signal rotated(NDArray outputBasis, NDArray inputBasis) {
    NDArray a = inputBasis.transpose().matMul(inputs.reshape(layer.columns(), -1));
    NDArray g = outputBasis.transpose().matMul(outputs.reshape(layer.units(), -1));
    return new Signal(layer, a.reshape(inputs.getShape()), g.reshape(outputs.getShape()));
  }
}
