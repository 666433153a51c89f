package palimpsest.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Workspace;

/** One forward pass, with all that is needed to go back through the same images. */
public final class ForwardPass {

  private final Kernels kernels;
  private final List<Layer> layers;
  private final List<NDArray> matrices;
  private final List<NDArray> memories = new ArrayList<>();
  private final NDArray logits;

  ForwardPass(Workspace workspace, List<Layer> layers, List<NDArray> matrices, NDArray images) {
    this.kernels = workspace.kernels();
    this.layers = layers;
    this.matrices = matrices;
    NDArray x = images;
    int next = 0;
    for (Layer layer : layers) {
      switch (layer) {
        case AffineLayer affine -> {
          NDArray patches = affine.patches(kernels, x);
          memories.add(patches);
          x = affine.forward(matrices.get(next++), patches);
        }
        case FixedLayer fixed -> {
          FixedLayer.Step step = fixed.forward(kernels, x);
          memories.add(step.memory());
          x = step.output();
        }
      }
    }
    logits = x.reshape(layers.getLast().output().size(), -1);
  }

  /** The logits z [K, N]. */
  public NDArray logits() {
    return logits;
  }

  /**
   * The backward pass of R cotangents for every image at once. The input's own gradient is never
   * computed.
   *
   * @param cotangents [K, R, N], with respect to the logits
   * @return what the gradients are made of, for each layer with parameters, in network order
   */
  public List<Signal> backward(NDArray cotangents) {
    long rows = cotangents.getShape().get(1);
    long images = cotangents.getShape().get(2);
    Deque<Signal> signals = new ArrayDeque<>();
    FeatureShape shape = layers.getLast().output();
    NDArray g = cotangents.reshape(shape.channels(), shape.height(), shape.width(), rows, images);
    int next = matrices.size() - 1;
    for (int i = layers.size() - 1; i >= 0 && next >= 0; i--) {
      NDArray memory = memories.get(i);
      switch (layers.get(i)) {
        case AffineLayer affine -> {
          NDArray outputs = g.reshape(affine.units(), affine.positions(), rows, images);
          signals.addFirst(new Signal(affine, memory, outputs));
          if (next > 0) {
            g = affine.pullBack(kernels, matrices.get(next), g);
          }
          next--;
        }
        case FixedLayer fixed -> g = fixed.pullBack(kernels, g, memory);
      }
    }
    return List.copyOf(signals);
  }
}
