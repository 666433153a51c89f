package palimpsest.network;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/**
 * A layer with parameters: a convolution of stride 1 without padding, or, where the kernel is as
 * large as the input, a fully connected layer.
 *
 * <p>Both are one matrix V = [W b] applied to columns ã_t, one for each of T positions: the input's
 * patch at that position, with a 1 appended if there is a bias. A fully connected layer has T = 1.
 *
 * @param name name of the layer
 * @param input shape that comes in
 * @param units channels or units that go out
 * @param kernel side of the kernel; 0 for a fully connected layer
 * @param bias whether each unit has a bias
 */
public record AffineLayer(String name, FeatureShape input, int units, int kernel, boolean bias)
    implements Layer {

  @Override
  public FeatureShape output() {
    return isConvolution()
        ? new FeatureShape(units, input.height() - kernel + 1, input.width() - kernel + 1)
        : new FeatureShape(units, 1, 1);
  }

  /** Whether the layer has more positions than one by construction. */
  public boolean isConvolution() {
    return kernel > 0;
  }

  /** Weights of one unit. */
  public int inputs() {
    return isConvolution() ? input.channels() * kernel * kernel : input.size();
  }

  /** Columns of V = [W b]: the weights of one unit and its bias, if it has one. */
  public int columns() {
    return bias ? inputs() + 1 : inputs();
  }

  /** Positions T. */
  public int positions() {
    return output().height() * output().width();
  }

  /** Parameters of the layer. */
  public int size() {
    return Math.multiplyExact(units, columns());
  }

  /**
   * The columns ã.
   *
   * @param x [C, H, W, N]
   * @return [columns, T, N]
   */
  NDArray patches(Kernels kernels, NDArray x) {
    if (isConvolution()) {
      return kernels.patches(x, kernel, bias);
    }
    long images = x.getShape().get(3);
    return kernels.patches(x.reshape(inputs(), 1, 1, images), 1, bias);
  }

  /**
   * The forward rule V·ã.
   *
   * @param matrix V [units, columns]
   * @param patches ã [columns, T, N]
   * @return [units, H', W', N]
   */
  NDArray forward(NDArray matrix, NDArray patches) {
    FeatureShape out = output();
    return matrix
        .matMul(patches.reshape(columns(), -1))
        .reshape(units, out.height(), out.width(), patches.getShape().get(2));
  }

  /**
   * Cotangents of the input: Wᵀ·g, each column added back where its patch lay.
   *
   * @param matrix V [units, columns]
   * @param cotangents [units, H', W', R, N]
   * @return [C, H, W, R, N]
   */
  NDArray pullBack(Kernels kernels, NDArray matrix, NDArray cotangents) {
    long rows = cotangents.getShape().get(3);
    long images = cotangents.getShape().get(4);
    NDArray weight = matrix.get(":, :" + inputs()).transpose();
    NDArray columns = weight.matMul(cotangents.reshape(units, -1));
    NDArray x =
        isConvolution()
            ? kernels.unpatch(
                columns.reshape(inputs(), positions(), rows * images),
                input.channels(),
                input.height(),
                input.width(),
                kernel)
            : columns;
    return x.reshape(input.channels(), input.height(), input.width(), rows, images);
  }
}
