package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/**
 * A bound on the gradient of each step, as PyTorch's {@code torch.nn.utils.clip_grad_…_} set it.
 */
public sealed interface Clipping {

  /** No bound. */
  Clipping NONE = new None();

  /**
   * A gradient within the bound.
   *
   * @param gradient [P]
   * @return [P]
   */
  NDArray apply(Kernels kernels, NDArray gradient);

  /** No bound. */
  record None() implements Clipping {

    @Override
    public NDArray apply(Kernels kernels, NDArray gradient) {
      return gradient;
    }
  }

  /**
   * A bound c on the norm: the gradient is multiplied by min(1, c/(‖g‖ + 10⁻⁶)).
   *
   * @param bound c, above 0
   */
  record ByNorm(double bound) implements Clipping {

    @Override
    public NDArray apply(Kernels kernels, NDArray gradient) {
      return kernels.clippedByNorm(gradient, bound);
    }
  }

  /**
   * A bound c on every entry: from −c to c.
   *
   * @param bound c, above 0
   */
  record ByValue(double bound) implements Clipping {

    @Override
    public NDArray apply(Kernels kernels, NDArray gradient) {
      return gradient.clip(-bound, bound);
    }
  }
}
