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
  private final @Nullable Bottleneck bottleneck;
  private final List<Memory> memories = new ArrayList<>();
  private final NDArray logits;

  /** The data of one layer that the backward pass needs. */
  private sealed interface Memory {

    /**
     * Of a layer with parameters.
     *
     * @param matrix V for tiles
     * @param source the input
     * @param tiles the tiles
     * @param winners the index of each maximum in its window; null without pooling
     */
    record Affine(
        AffineLayer layer, NDArray matrix, NDArray source, NDArray tiles, @Nullable NDArray winners)
        implements Memory {}

    /** Of a layer without parameters. */
    record Fixed(FixedLayer layer, NDArray array) implements Memory {}

    /** Of an end of a skip connection, which needs nothing. */
    record Skip(boolean start) implements Memory {}
  }

  /**
   * Goes forward.
   *
   * @param bottleneck the layer at which the backward pass has fewer rows, if any
   * @param matrices V for tiles of each layer with parameters
   */
  ForwardPass(
      Workspace workspace,
      List<Layer> layers,
      @Nullable Bottleneck bottleneck,
      List<NDArray> matrices,
      NDArray images) {
    this.kernels = workspace.kernels();
    this.layers = layers;
    this.bottleneck = bottleneck;
    NDArray x = images;
    int next = 0;
    Deque<NDArray> skips = new ArrayDeque<>();
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
        case SkipStart _ -> {
          memories.add(new Memory.Skip(true));
          skips.push(x);
        }
        case SkipEnd _ -> {
          memories.add(new Memory.Skip(false));
          x = x.add(skips.pop());
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
   * The inputs of the layers with parameters, in network order.
   *
   * @return ã, or tiles, [tileColumns, T/s², N] for each
   */
  public List<NDArray> inputs() {
    return memories.stream()
        .filter(Memory.Affine.class::isInstance)
        .map(memory -> ((Memory.Affine) memory).tiles())
        .toList();
  }

  /** The greatest number of live units of the bottleneck in one image. */
  private int liveUnits(Bottleneck bottleneck) {
    int units = layers.get(bottleneck.place()).output().size();
    if (!(memories.get(bottleneck.place() + 1) instanceof Memory.Fixed(Relu _, NDArray mask))) {
      return units;
    }
    NDArray live = mask.reshape(units, -1).sum(new int[] {0});
    return Math.max(1, (int) Workspace.scalar(live.max().reshape(1)));
  }

  /**
   * The backward pass of R cotangents for every image at once. The input's own gradient is never
   * computed.
   *
   * @param cotangents [K, R, N], with respect to the logits
   * @return the factors of the gradients, for each layer with parameters, in network order
   */
  public List<LayerGradientFactors> backward(NDArray cotangents) {
    BackwardPass backwardPass = new BackwardPass(cotangents);
    backwardPass.backTo(-1);
    return List.copyOf(backwardPass.factors);
  }

  /**
   * The backward pass of a root of Λ, with as few rows as will do.
   *
   * @param root S [K, K−1, N]
   * @param coupled whether products of different layers will be asked for
   */
  public RootGradients backwardRoot(NDArray root, boolean coupled) {
    BackwardPass backwardPass = new BackwardPass(root);
    int most = Math.toIntExact(root.getShape().get(1));
    int live = bottleneck == null || most == 1 ? most : liveUnits(bottleneck);
    if (bottleneck == null || live >= most) {
      backwardPass.backTo(-1);
      return new RootGradients(List.copyOf(backwardPass.factors), -1, null);
    }
    backwardPass.backTo(bottleneck.place());
    int above = backwardPass.factors.size();
    int units = layers.get(bottleneck.place()).output().size();
    NDList triangle = kernels.triangle(backwardPass.g.reshape(units, most, -1), live, coupled);
    backwardPass.g = triangle.get(0).reshape(units, 1, 1, live, -1);
    backwardPass.backTo(-1);
    List<LayerGradientFactors> factors = List.copyOf(backwardPass.factors);
    return new RootGradients(factors, factors.size() - above - 1, coupled ? triangle.get(1) : null);
  }

  /** The state of a backward pass. */
  private final class BackwardPass {

    private final Deque<LayerGradientFactors> factors = new ArrayDeque<>();
    private final Deque<NDArray> skips = new ArrayDeque<>();
    private int place = layers.size() - 1;
    private int unseen = (int) memories.stream().filter(Memory.Affine.class::isInstance).count();
    private NDArray g;

    BackwardPass(NDArray cotangents) {
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
          case Memory.Skip(boolean start) -> {
            if (start) {
              g = g.add(skips.pop());
            } else {
              skips.push(g);
            }
          }
        }
      }
    }

    private void backThrough(Memory.Affine memory) {
      AffineLayer layer = memory.layer();
      LayerGradientFactors own =
          new LayerGradientFactors(
              kernels,
              layer,
              memory.source(),
              memory.tiles(),
              g.reshape(layer.units(), layer.windows(), g.getShape().get(3), -1),
              memory.winners());
      factors.addFirst(own);
      unseen--;
      if (unseen > 0) {
        g = own.pulledBack(memory.matrix());
      }
    }
  }
}
