package palimpsest.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The numbers held by the passes through a network for each image, counted from the shapes alone:
 * whatever a pass makes stays until its images are done, unless nothing is remembered.
 */
public final class PassMemory {

  /** Images that go forward together at most: few enough for their features to stay in a cache. */
  public static final int MOST_IMAGES = 256;

  /** Upper bound of the numbers held by one forward pass of test images. */
  private static final double MOST_NUMBERS = 1 << 24;

  private final List<Layer> layers;
  private final int narrowest;

  /** Counts for the passes of an architecture. */
  public PassMemory(Architecture architecture) {
    layers = LayerChain.of(architecture);
    Bottleneck bottleneck = Bottleneck.of(layers);
    narrowest = bottleneck == null ? -1 : bottleneck.place();
  }

  /** The layers with parameters, in order. */
  public List<AffineLayer> affineLayers() {
    return layers.stream()
        .filter(AffineLayer.class::isInstance)
        .map(AffineLayer.class::cast)
        .toList();
  }

  /** Number of logits K. */
  public int outputs() {
    return layers.getLast().output().size();
  }

  /** Rows at most that an image carries behind the narrowest layer: those of a root of Λ. */
  public int rowsAbove() {
    return outputs() - 1;
  }

  /** Rows at most that an image carries at a layer with parameters. */
  public int rowsAt(AffineLayer layer) {
    return layers.indexOf(layer) <= narrowest
        ? Math.min(rowsAbove(), layers.get(narrowest).output().size())
        : rowsAbove();
  }

  /** Numbers of a forward pass that is remembered, images included. */
  public double forward() {
    return layers.getFirst().input().size()
        + layers.stream().mapToDouble(PassMemory::forward).sum();
  }

  /**
   * Numbers of a forward pass at its highest of which nothing is remembered: a layer's input, what
   * it makes, and what waits to be added behind it.
   */
  public double passing() {
    double most = 0;
    double waiting = 0;
    Deque<Double> skips = new ArrayDeque<>();
    for (Layer layer : layers) {
      double in = layer.input().size();
      switch (layer) {
        case SkipStart _ -> {
          skips.push(in);
          waiting += in;
        }
        case SkipEnd _ -> {
          most = Math.max(most, 2 * in + waiting);
          waiting -= skips.pop();
        }
        default -> most = Math.max(most, in + forward(layer) + waiting);
      }
    }
    return most;
  }

  /**
   * Images that go forward together where only their logits are wanted.
   *
   * @param remembered whether the features of all layers are, too
   */
  public int imagesAtOnce(boolean remembered) {
    return (int) Math.clamp(MOST_NUMBERS / (remembered ? forward() : passing()), 1, MOST_IMAGES);
  }

  private static double forward(Layer layer) {
    double out = layer.output().size();
    return switch (layer) {
      case AffineLayer affine ->
          (double) affine.tileColumns() * affine.windows()
              + affine.entries() * out
              + (affine.pool() > 1 ? out : 0);
      case MaxPooling pooling -> (1.0 + pooling.size() * pooling.size()) * out;
      case Relu _ -> 2 * out;
      case AveragePooling _, ZeroPadding _, SkipEnd _ -> out;
      case SkipStart _ -> 0;
    };
  }

  /** Numbers of a backward pass of one cotangent, that of the loss. */
  public double backward() {
    return 3.0 * outputs() + backward(1, 1);
  }

  /**
   * Numbers of the matrices that a step in one call makes of the weights of convolutions, which it
   * keeps for the way back, and of those that it makes of the largest there.
   */
  public double stepMatrices() {
    double[] sizes =
        affineLayers().stream()
            .filter(AffineLayer::isConvolution)
            .mapToDouble(layer ->
                (double) layer.entries() * layer.units() * layer.tileColumns() + layer.size())
            .toArray();
    return Arrays.stream(sizes).sum() + 2 * Arrays.stream(sizes).max().orElse(0);
  }

  /** Numbers of a backward pass of a root of Λ. */
  public double backwardRoot() {
    int below = narrowest < 0 ? rowsAbove() : Math.min(rowsAbove(), units());
    double triangle =
        below < rowsAbove() ? (2.0 * rowsAbove() + below) * units() + rowsAbove() * below : 0;
    return 3.0 * outputs() * rowsAbove() + triangle + backward(below, rowsAbove());
  }

  private int units() {
    return layers.get(narrowest).output().size();
  }

  private double backward(int below, int above) {
    double numbers = 0;
    for (int place = layers.size() - 1; place > 0; place--) {
      int rows = place <= narrowest ? below : above;
      numbers += (double) layers.get(place).input().size() * rows;
    }
    return numbers;
  }

  /** Numbers that one row of tiles takes on the way back, until the next is made. */
  public double tileRow() {
    return affineLayers().stream()
        .skip(1)
        .filter(AffineLayer::isConvolution)
        .mapToDouble(layer ->
            (double) (layer.tileColumns() + layer.entries() * layer.units())
                * layer.output().width()
                * rowsAt(layer))
        .max()
        .orElse(0);
  }
}
