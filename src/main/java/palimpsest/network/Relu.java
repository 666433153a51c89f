package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import palimpsest.tensor.Kernels;

/** The rectifier max(0, x); its derivative at 0 is 0. */
record Relu(FeatureShape input) implements FixedLayer {

  @Override
  public FeatureShape output() {
    return input;
  }

  @Override
  public Step forward(Kernels kernels, NDArray x) {
    NDList rectified = kernels.relu(x);
    return new Step(rectified.get(0), rectified.get(1));
  }

  @Override
  public NDArray apply(Kernels kernels, NDArray x) {
    return x.maximum(0);
  }

  @Override
  public Runnable write(PassScript script) {
    String y = script.name("y");
    script.line("%s = torch.relu(x)", y);
    script.line("x = %s", y);
    script.remember(y);
    return () -> {
      script.flatG(input);
      script.line(
          "g = torch.threshold_backward(g, torch.reshape(%s, [%d, -1]), 0)", y, input.size());
    };
  }

  @Override
  public NDArray pullBack(Kernels kernels, NDArray cotangents, NDArray memory) {
    return cotangents.mul(memory.expandDims(3));
  }
}
