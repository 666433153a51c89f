package palimpsest.network;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/**
 * Means over windows that do not overlap; rows and columns that fill no window are left out.
 *
 * @param input shape that comes in
 * @param height of a window
 * @param width of a window
 */
record AveragePooling(FeatureShape input, int height, int width) implements FixedLayer {

  @Override
  public FeatureShape output() {
    return new FeatureShape(input.channels(), input.height() / height, input.width() / width);
  }

  @Override
  public Step forward(Kernels kernels, NDArray x) {
    return new Step(apply(kernels, x), x);
  }

  @Override
  public NDArray apply(Kernels kernels, NDArray x) {
    return kernels.meanPool(x, height, width);
  }

  @Override
  public Runnable write(PassScript script) {
    script.shapedX(input);
    script.line("x = self.mean_pool(x, %d, %d)", height, width);
    return () -> {
      script.shapedG(output());
      script.line(
          "g = self.mean_unpool(g, %d, %d, %d, %d)", input.height(), input.width(), height, width);
    };
  }

  @Override
  public NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory) {
    return kernels.meanUnpool(cotangents, input.height(), input.width(), height, width);
  }
}
