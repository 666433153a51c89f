package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Workspace;

/** One forward pass, with all that is needed to go back through the same images. */
public final class ForwardPass {

  private final Kernels kernels;
  private final List<Layer> layers;
  private final List<Memory> memories = new ArrayList<>();
  private final NDArray logits;

  /** What the way back needs of one layer. */
  private sealed interface Memory {

    /**
     * Of a layer with parameters.
     *
     * @param matrix V for tiles
     * @param source what came in
     * @param tiles the tiles
     * @param winners which entry of its window each maximum was, if there are windows
     */
    record Affine(
        AffineLayer layer, NDArray matrix, NDArray source, NDArray tiles, @Nullable NDArray winners)
        implements Memory {}

    /** Of a layer without parameters. */
    record Fixed(FixedLayer layer, NDArray array) implements Memory {}
  }

  /**
   * Goes forward.
   *
   * @param matrices V for tiles of each layer with parameters
   */
  ForwardPass(Workspace workspace, List<Layer> layers, List<NDArray> matrices, NDArray images) {
    this.kernels = workspace.kernels();
    this.layers = layers;
    NDArray x = images;
    int next = 0;
    for (Layer layer : layers) {
      switch (layer) {
        case AffineLayer affine -> {
          NDArray matrix = matrices.get(next++);
          NDArray tiles = affine.tiles(kernels, x);
          NDList out = affine.forward(kernels, matrix, tiles);
          memories.add(
              new Memory.Affine(affine, matrix, x, tiles, out.size() > 1 ? out.get(1) : null));
          x = out.get(0);
        }
        case FixedLayer fixed -> {
          FixedLayer.Step step = fixed.forward(kernels, x);
          memories.add(new Memory.Fixed(fixed, step.memory()));
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
   * How many rows every image can do with below the narrowest fully connected layer: the units of
   * that layer that a rectifier behind it lets through, but no more than K−1.
   */
  private int rowsBelow(int narrow, int most) {
    if (!(memories.get(narrow + 1) instanceof Memory.Fixed(Relu _, NDArray mask))) {
      return Math.min(most, layers.get(narrow).output().size());
    }
    NDArray live = mask.reshape(layers.get(narrow).output().size(), -1).sum(new int[] {0});
    return Math.clamp((int) Workspace.scalar(live.max().reshape(1)), 1, most);
  }

  /** Place of the fully connected layer with the fewest units, the last one left out, or −1. */
  private int narrowest() {
    int narrowest = -1;
    for (int i = 0; i < layers.size() - 1; i++) {
      if (layers.get(i) instanceof AffineLayer affine
          && !affine.isConvolution()
          && (narrowest < 0 || affine.units() < layers.get(narrowest).output().size())) {
        narrowest = i;
      }
    }
    return narrowest;
  }

  /**
   * The backward pass of R cotangents for every image at once. The input's own gradient is never
   * computed.
   *
   * @param cotangents [K, R, N], with respect to the logits
   * @return what the gradients are made of, for each layer with parameters, in network order
   */
  public List<Signal> backward(NDArray cotangents) {
    Way way = new Way(cotangents);
    way.backTo(-1);
    return List.copyOf(way.signals);
  }

  /**
   * The backward pass of a root of Λ, with as few rows as will do.
   *
   * @param root S [K, K−1, N]
   */
  public StackedSignals backwardRoot(NDArray root) {
    Way way = new Way(root);
    int most = Math.toIntExact(root.getShape().get(1));
    int narrow = narrowest();
    int rows = narrow < 0 ? most : rowsBelow(narrow, most);
    if (rows == most) {
      way.backTo(-1);
      return new StackedSignals(List.copyOf(way.signals), -1, null);
    }
    way.backTo(narrow);
    int above = way.signals.size();
    NDList triangle =
        kernels.triangle(way.g.reshape(layers.get(narrow).output().size(), most, -1), rows);
    way.g = triangle.get(0).reshape(triangle.get(0).getShape().get(0), 1, 1, rows, -1);
    way.backTo(-1);
    List<Signal> signals = List.copyOf(way.signals);
    return new StackedSignals(signals, signals.size() - above - 1, triangle.get(1));
  }

  /** How far a backward pass has come. */
  private final class Way {

    private final Deque<Signal> signals = new ArrayDeque<>();
    private int place = layers.size() - 1;
    private int unseen = (int) memories.stream().filter(Memory.Affine.class::isInstance).count();
    private NDArray g;

    Way(NDArray cotangents) {
      FeatureShape shape = layers.getLast().output();
      g =
          cotangents.reshape(
              shape.channels(),
              shape.height(),
              shape.width(),
              cotangents.getShape().get(1),
              cotangents.getShape().get(2));
    }

    /** Goes back through the layers behind a place. */
    void backTo(int end) {
      for (; place > end && unseen > 0; place--) {
        switch (memories.get(place)) {
          case Memory.Affine affine -> backThrough(affine);
          case Memory.Fixed fixed -> g = fixed.layer().pullBack(kernels, g, fixed.array());
        }
      }
    }

    private void backThrough(Memory.Affine memory) {
      AffineLayer layer = memory.layer();
      Signal signal =
          new Signal(
              kernels,
              layer,
              memory.source(),
              memory.tiles(),
              g.reshape(layer.units(), layer.windows(), g.getShape().get(3), -1),
              memory.winners());
      signals.addFirst(signal);
      unseen--;
      if (unseen > 0) {
        g = layer.pullBack(kernels, memory.matrix(), signal.scattered());
      }
    }
  }
}
