package palimpsest.network;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Kernels;

/** The rectifier max(0, x); its derivative at 0 is 0. */
record Relu(FeatureShape input) implements FixedLayer {

  @Override
  public FeatureShape output() {
    return input;
  }

  @Override
  public Step forward(Kernels kernels, NDArray x) {
    NDArray mask = x.gt(0).toType(x.getDataType(), false);
    return new Step(x.mul(mask), mask);
  }

  @Override
  public NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory) {
    return cotangents.mul(memory.expandDims(3));
  }
}
