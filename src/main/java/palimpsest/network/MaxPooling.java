package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import palimpsest.tensor.Kernels;

/**
 * Maxima over windows that do not overlap. Of equal entries the first in row-major order wins, as
 * in PyTorch; rows and columns that fill no window are left out.
 */
record MaxPooling(FeatureShape input, int size) implements FixedLayer {

  @Override
  public FeatureShape output() {
    return new FeatureShape(input.channels(), input.height() / size, input.width() / size);
  }

  /** Whether no row and no column is left out. */
  boolean fills() {
    return input.height() % size == 0 && input.width() % size == 0;
  }

  @Override
  public Step forward(Kernels kernels, NDArray x) {
    NDList pooled = kernels.maxPool(x, size);
    return new Step(pooled.get(0), pooled.get(1));
  }

  @Override
  public Runnable write(PassScript script) {
    String winners = script.name("m");
    script.shapedX(input);
    script.line("x, %s = self.max_pool(x, %d)", winners, size);
    script.remember(winners);
    return () -> {
      script.shapedG(output());
      script.line(
          "g = self.max_unpool(g, %s, %d, %d, %d)", winners, input.height(), input.width(), size);
    };
  }

  @Override
  public NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory) {
    return kernels.maxUnpool(cotangents, memory, input.height(), input.width(), size);
  }
}
