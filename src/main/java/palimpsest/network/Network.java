package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import palimpsest.problem.Problem;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/**
 * A network's structure and its rules, forward and back. It holds no weights: they come as one flat
 * vector θ of length P, in the order of {@link #layout()}.
 */
public final class Network {

  private final Workspace workspace;
  private final Architecture architecture;
  private final List<Layer> layers;
  private final List<AffineLayer> affine;
  private final int[] units;
  private final int[] inputs;
  private final int[] biases;
  private final ParameterLayout layout;
  private final @Nullable Bottleneck bottleneck;
  private final @Nullable ScriptedPasses passes;

  /**
   * Puts the layers of an architecture together.
   *
   * @throws Problem if a kernel or a window is larger than what comes in, or if the layers beside a
   *     skip connection change the shape
   */
  public Network(Workspace workspace, Architecture architecture) {
    this(workspace, architecture, Arithmetic.SCRIPT);
  }

  /**
   * The same, with the order of the operations of its training steps.
   *
   * @throws Problem as above
   */
  public Network(Workspace workspace, Architecture architecture, Arithmetic arithmetic) {
    this.workspace = workspace;
    this.architecture = architecture;
    layers = LayerChain.of(architecture);
    affine =
        layers.stream().filter(AffineLayer.class::isInstance).map(AffineLayer.class::cast).toList();
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (AffineLayer layer : affine) {
      offset = addTensors(tensors, layer, offset);
    }
    layout = new ParameterLayout(tensors);
    bottleneck = Bottleneck.of(layers);
    passes =
        arithmetic.decided() == Arithmetic.SCRIPT
            ? new ScriptedPasses(workspace.script(PassScript.of(layers)))
            : null;
    units = affine.stream().mapToInt(AffineLayer::units).toArray();
    inputs = affine.stream().mapToInt(AffineLayer::inputs).toArray();
    biases = affine.stream().mapToInt(layer -> layer.columns() - layer.inputs()).toArray();
  }

  private static int addTensors(
      List<ParameterLayout.Tensor> tensors, AffineLayer layer, int offset) {
    int channels = layer.input().channels();
    List<Integer> shape =
        layer.isConvolution()
            ? List.of(layer.units(), channels, layer.kernel(), layer.kernel())
            : List.of(layer.units(), layer.inputs());
    ParameterLayout.Tensor weight =
        new ParameterLayout.Tensor(layer.name(), "weight", shape, offset);
    tensors.add(weight);
    if (layer.bias()) {
      tensors.add(
          new ParameterLayout.Tensor(
              layer.name(), "bias", List.of(layer.units()), offset + weight.size()));
    }
    return Math.addExact(offset, layer.size());
  }

  /** The workspace that owns this network's arrays. */
  public Workspace workspace() {
    return workspace;
  }

  /** The layers of the network. */
  public Architecture architecture() {
    return architecture;
  }

  /** The position of each parameter in θ. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The layers with parameters, in order. */
  public List<AffineLayer> affineLayers() {
    return affine;
  }

  /** Number of parameters P. */
  public int parameters() {
    return layout.size();
  }

  /** Whether its training steps are one call of the engine. */
  public boolean isScripted() {
    return passes != null;
  }

  /**
   * The passes of training steps, each one call of the engine.
   *
   * @throws NullPointerException if they go layer by layer, see {@link #isScripted}
   */
  public ScriptedPasses scripted() {
    return Objects.requireNonNull(passes, "training steps go layer by layer");
  }

  /** Whether the first layer multiplies images as a whole: they had best lie so in memory. */
  public boolean readsWholeImages() {
    return isScripted() && layers.getFirst() instanceof AffineLayer first && !first.isConvolution();
  }

  /** Multiplications of an image on its way forward, about. */
  public double multiplications() {
    return affine.stream().mapToDouble(layer -> (double) layer.size() * layer.positions()).sum();
  }

  /** Number of logits K. */
  public int outputs() {
    return layers.getLast().output().size();
  }

  /**
   * First weights, drawn as the architecture says.
   *
   * @return [P]
   */
  public double[] initialWeights(RandomGenerator random) {
    double[] weights = new double[parameters()];
    int next = 0;
    for (AffineLayer layer : affine) {
      architecture.firstWeights().draw(layer, random, weights, next);
      next += layer.size();
    }
    return weights;
  }

  /**
   * A flat vector as one matrix V = [W b] a layer.
   *
   * @param flat [P]
   * @return a matrix [units, columns] for each layer with parameters
   */
  public List<NDArray> matrices(NDArray flat) {
    return workspace.kernels().matrices(flat, units, inputs, biases);
  }

  /**
   * The flat vector of one matrix V = [W b] a layer: the inverse of {@link #matrices}.
   *
   * @param matrices a matrix [units, columns] for each layer with parameters
   * @return [P]
   */
  public NDArray flat(List<NDArray> matrices) {
    return workspace.kernels().flat(new NDList(matrices), inputs);
  }

  /**
   * A flat vector as one matrix for tiles a layer; see {@link AffineLayer}.
   *
   * @param flat [P]
   * @return a matrix [s²·units, tileColumns] for each layer with parameters
   */
  public List<NDArray> tileMatrices(NDArray flat) {
    List<NDArray> matrices = matrices(flat);
    List<NDArray> wide = new ArrayList<>();
    for (AffineLayer layer : affine) {
      wide.add(layer.forTiles(workspace.kernels(), matrices.get(wide.size())));
    }
    return Workers.shared(wide);
  }

  /**
   * The forward pass.
   *
   * @param theta θ [P]
   * @param images [C, H, W, N], their pixels as training scales them
   */
  public ForwardPass forward(NDArray theta, NDArray images) {
    return forward(tileMatrices(theta), images);
  }

  /**
   * The forward pass at weights that are used more than once.
   *
   * @param matrices the matrices from {@link #tileMatrices}
   * @param images [C, H, W, N], their pixels as training scales them
   */
  public ForwardPass forward(List<NDArray> matrices, NDArray images) {
    return new ForwardPass(workspace, layers, bottleneck, matrices, images);
  }

  /**
   * The logits alone, with nothing remembered for a way back.
   *
   * @param matrices the matrices from {@link #tileMatrices}
   * @param images [C, H, W, N], their pixels as training scales them
   * @return z [K, N]
   */
  public NDArray logits(List<NDArray> matrices, NDArray images) {
    return through(layers, matrices, images).reshape(outputs(), -1);
  }

  /**
   * The logits as a function of images [C, H, W, N], at weights that do not change; any thread may
   * call it.
   *
   * @param theta θ [P]
   */
  public UnaryOperator<NDArray> logitsAt(NDArray theta) {
    if (isScripted()) {
      Workers.shared(List.of(theta));
      return images -> scripted().logits(theta, images);
    }
    List<NDArray> matrices = tileMatrices(theta);
    return images -> logits(matrices, images);
  }

  /** Whether images differ in how many rows they need on the way back of a root of Λ. */
  public boolean hasLiveUnits() {
    return bottleneck != null && bottleneck.rectified();
  }

  /**
   * Counts the units of the narrowest fully connected layer that are positive after its rectifier,
   * per image: an image with few of them needs few rows in the backward pass.
   *
   * @param matrices the matrices from {@link #tileMatrices}
   * @param images [C, H, W, N], their pixels as training scales them
   * @return [N]
   * @throws NullPointerException if the network has no such layer, see {@link #hasLiveUnits}
   */
  public NDArray liveUnits(List<NDArray> matrices, NDArray images) {
    int place = Objects.requireNonNull(bottleneck).place();
    NDArray y = through(layers.subList(0, place + 1), matrices, images);
    return y.reshape(layers.get(place).output().size(), -1).gt(0).sum(new int[] {0});
  }

  /**
   * The array that one layer hands to the next.
   *
   * @param owned whether it is freed once it was used
   */
  private record Activation(NDArray array, boolean owned) {

    void free() {
      if (owned) {
        array.close();
      }
    }
  }

  /** Layer by layer, each freeing its input where nothing else needs it. */
  private NDArray through(List<Layer> some, List<NDArray> matrices, NDArray images) {
    Activation x = new Activation(images, false);
    int next = 0;
    Deque<Activation> skips = new ArrayDeque<>();
    for (Layer layer : some) {
      try (Scope scope = new Scope()) {
        NDArray made =
            switch (layer) {
              case AffineLayer affineLayer ->
                  affineLayer.apply(workspace.kernels(), matrices.get(next++), x.array);
              case FixedLayer fixed -> fixed.apply(workspace.kernels(), x.array);
              case SkipStart _ -> null;
              case SkipEnd _ -> x.array.add(skips.element().array);
            };
        if (made == null) {
          // It waits to be added, and is freed then.
          skips.push(x);
          x = new Activation(x.array, false);
        } else {
          x.free();
          if (layer instanceof SkipEnd) {
            skips.pop().free();
          }
          x = new Activation(scope.keep(made), true);
        }
      }
    }
    return x.array;
  }
}
