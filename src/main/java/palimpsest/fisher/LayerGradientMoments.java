package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import palimpsest.network.AffineLayer;
import palimpsest.network.LayerGradientFactors;

/**
 * Sums of products of the gradients ∇V_{n,r} = Σ_t g_{t,r,n} ã_{t,n}ᵀ of a layer, over all images n
 * and rows r of gradient factors. Parameters are in the order of V read row by row.
 *
 * <p>Layers with one position never need the gradients themselves: theirs are outer products, whose
 * sums fall apart into a product over rows and one over columns.
 */
final class LayerGradientMoments {

  private final @Nullable LayerGradientFactors known;
  private final AffineLayer layer;
  private @Nullable NDArray gradients;
  private @Nullable NDArray rows;

  LayerGradientMoments(LayerGradientFactors factors) {
    this.known = factors;
    this.layer = factors.layer();
  }

  /**
   * Those of a gradient whose factors are not known.
   *
   * @param gradient [units, columns]
   */
  LayerGradientMoments(AffineLayer layer, NDArray gradient) {
    this.known = null;
    this.layer = layer;
    gradients = gradient.reshape(1, layer.units(), 1, layer.columns());
  }

  AffineLayer layer() {
    return layer;
  }

  /** Whether gradients are outer products. */
  private boolean isOuter() {
    return known != null && layer.positions() == 1;
  }

  private LayerGradientFactors factors() {
    return Objects.requireNonNull(known);
  }

  /** The gradients themselves, formed once: [N, units, R, columns]. */
  private NDArray gradients() {
    if (gradients == null) {
      gradients = factors().gradients();
    }
    return gradients;
  }

  /** The gradients, one in each row: [N·R, units · columns]. */
  private NDArray rows() {
    if (rows == null) {
      rows = gradients().transpose(0, 2, 1, 3).reshape(-1, layer.size());
    }
    return rows;
  }

  /**
   * Σ (Bᵀ ∇V C)∘²: the squares in other bases.
   *
   * @param outputBasis B [units, units]
   * @param inputBasis C [columns, columns]
   * @return [units, columns]
   */
  NDArray rotatedSquares(NDArray outputBasis, NDArray inputBasis) {
    if (isOuter()) {
      return new LayerGradientMoments(factors().rotated(outputBasis, inputBasis)).squares();
    }
    NDArray right = gradients().reshape(-1, layer.columns()).matMul(inputBasis);
    NDArray byUnit = right.reshape(factors().images(), layer.units(), -1);
    return outputBasis
        .transpose()
        .matMul(byUnit)
        .reshape(-1, layer.units(), factors().rows(), layer.columns())
        .square()
        .sum(new int[] {0})
        .sum(new int[] {1});
  }

  /**
   * Σ ∇V∘².
   *
   * @return [units, columns]
   */
  NDArray squares() {
    if (isOuter()) {
      return squaredOutputs().matMul(inputs().square().transpose());
    }
    return gradients().square().sum(new int[] {0}).sum(new int[] {1});
  }

  /**
   * Σ |∇V|.
   *
   * @return [units, columns]
   */
  NDArray absolutes() {
    if (isOuter()) {
      NDArray outputs =
          factors().outputs().abs().sum(new int[] {2}).reshape(layer.units(), factors().images());
      return outputs.matMul(inputs().abs().transpose());
    }
    return gradients().abs().sum(new int[] {0}).sum(new int[] {1});
  }

  /**
   * The sums of the products of each weight's gradient with its unit's bias's.
   *
   * @return [units, inputs]
   */
  NDArray couplings() {
    String weights = ":" + layer.inputs();
    if (isOuter()) {
      return squaredOutputs().matMul(inputs().get(weights).transpose());
    }
    NDArray bias = gradients().get(":, :, :, " + layer.inputs() + ":");
    return gradients().get(":, :, :, " + weights).mul(bias).sum(new int[] {0}).sum(new int[] {1});
  }

  /**
   * Σ vec(∇V) vec(∇V')ᵀ with the gradients of another layer, or this one, from the same pass.
   *
   * @return [units · columns, units' · columns']
   */
  NDArray productsWith(LayerGradientMoments other) {
    if (isOuter() && other.isOuter()) {
      return outerWithOuter(other);
    }
    if (other.isOuter()) {
      return rowsWithOuter(other);
    }
    if (isOuter()) {
      return other.rowsWithOuter(this).transpose();
    }
    return rows().transpose().matMul(other.rows());
  }

  /** Σ_n (Σ_r g g'ᵀ) ⊗ (ã ã'ᵀ): one product of [units · units', N] and [N, columns · columns']. */
  private NDArray outerWithOuter(LayerGradientMoments other) {
    long images = factors().images();
    NDArray outputs =
        outputsByImage()
            .matMul(other.outputsByImage().transpose(0, 2, 1))
            .reshape(images, -1)
            .transpose();
    NDArray inputs =
        inputs()
            .reshape(layer.columns(), 1, images)
            .mul(other.inputs().reshape(1, other.layer.columns(), images))
            .reshape(-1, images)
            .transpose();
    return outputs
        .matMul(inputs)
        .reshape(layer.units(), other.layer.units(), layer.columns(), other.layer.columns())
        .transpose(0, 2, 1, 3)
        .reshape(layer.size(), other.layer.size());
  }

  /** Σ_n (Σ_r ∇V_{n,r} g'_{r,n}ᵀ) ⊗ ã'ᵀ, where the other layer's gradients are outer products. */
  private NDArray rowsWithOuter(LayerGradientMoments other) {
    NDArray byImage = rows().reshape(factors().images(), factors().rows(), layer.size());
    NDArray outputs = byImage.transpose(0, 2, 1).matMul(other.outputsByImage().transpose(0, 2, 1));
    return outputs
        .reshape(factors().images(), -1)
        .transpose()
        .matMul(other.inputs().transpose())
        .reshape(layer.size(), other.layer.size());
  }

  /** Σ_r g∘² of a layer with one position: [units, N]. */
  private NDArray squaredOutputs() {
    return factors()
        .outputs()
        .square()
        .sum(new int[] {2})
        .reshape(layer.units(), factors().images());
  }

  /** g of a layer with one position, image by image: [N, units, R]. */
  private NDArray outputsByImage() {
    return factors()
        .outputs()
        .reshape(layer.units(), factors().rows(), factors().images())
        .transpose(2, 0, 1);
  }

  /** ã of a layer with one position: [columns, N]. */
  private NDArray inputs() {
    return factors().inputs().reshape(layer.columns(), factors().images());
  }
}
