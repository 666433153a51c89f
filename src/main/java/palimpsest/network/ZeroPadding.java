package palimpsest.network;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/**
 * Rows and columns of zeros around every channel.
 *
 * @param input shape that comes in
 * @param width the number of zeros on every side
 */
record ZeroPadding(FeatureShape input, int width) implements FixedLayer {

  @Override
  public FeatureShape output() {
    return new FeatureShape(
        input.channels(),
        Math.addExact(input.height(), 2 * width),
        Math.addExact(input.width(), 2 * width));
  }

  @Override
  public Step forward(Kernels kernels, NDArray x) {
    return new Step(apply(kernels, x), x);
  }

  @Override
  public NDArray apply(Kernels kernels, NDArray x) {
    return kernels.pad(x, width);
  }

  @Override
  public Runnable write(PassScript script) {
    script.shapedX(input);
    script.line("x = self.pad(x, %d)", width);
    return () -> {
      script.shapedG(output());
      script.line("g = self.crop(g, %d)", width);
    };
  }

  @Override
  public NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory) {
    return kernels.crop(cotangents, width);
  }
}
