package palimpsest.network;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/** A layer without parameters. */
sealed interface FixedLayer extends Layer permits AveragePooling, MaxPooling, Relu, ZeroPadding {

  /**
   * The result of a forward step.
   *
   * @param output the layer's output [C', H', W', N]
   * @param memory the data that the backward step needs
   */
  record Step(NDArray output, NDArray memory) {}

  /**
   * The forward rule.
   *
   * @param x [C, H, W, N]
   */
  Step forward(Kernels kernels, NDArray x);

  /**
   * The forward rule, with nothing remembered.
   *
   * @param x [C, H, W, N]
   * @return [C', H', W', N]
   */
  default NDArray apply(Kernels kernels, NDArray x) {
    return forward(kernels, x).output();
  }

  /**
   * Cotangents of the input from those of the output.
   *
   * @param cotangents [C', H', W', R, N]
   * @param memory the data kept by the forward step
   * @return [C, H, W, R, N]
   */
  NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory);
}
