package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** F within each layer, weight and bias together; solve: (F_l+λI)⁻¹v per block. */
public final class BlockDiagonalFisher extends LayerwiseFisher<BlockDiagonalFisher.Block> {

  /** The trace as a multiple of λ up to which conjugate gradients are faster than Cholesky. */
  private static final double MOST_CONDITION = 1000;

  private BlockDiagonalFisher(Network network, List<Block> blocks) {
    super(network, blocks);
  }

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    double numbers = shape.sum(Block::numbers);
    double held = numbers * shape.bytes();
    // The product of two outer products is copied once more, into the order of V.
    double beside = shape.sum(layer -> layer.isConvolution() ? 0 : Block.numbers(layer));
    double image =
        shape.sum(layer ->
            layer.isConvolution()
                ? shape.gradients(layer) + (double) layer.size() * shape.rows(layer)
                : (double) layer.units() * layer.units()
                    + (double) layer.columns() * layer.columns()
                    + 2.0 * layer.units() * shape.rows(layer));
    double largest = shape.max(Block::numbers);
    boolean showable = MatrixMath.isShowable(shape.max(AffineLayer::size));
    return new MatrixMemory(
        held,
        shape.means(numbers, beside, image, shape.bytes()),
        2 * held,
        showable ? 3 * largest * shape.bytes() : 0,
        showable ? held : 0,
        0,
        largest,
        largest,
        shape.sum(layer -> (layer.isConvolution() ? 1 : 2) * shape.small(Block.numbers(layer))));
  }

  /** The matrix that was made of one array a layer. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    Kernels kernels = network.workspace().kernels();
    return new BlockDiagonalFisher(
        network,
        restored(network, arrays, (layer, own) -> new Block(kernels, layer, own.getFirst())));
  }

  /** Measures it in one pass. */
  static FisherMatrix measure(FisherSample sample) {
    Kernels kernels = sample.network().workspace().kernels();
    try (Scope scope = new Scope()) {
      List<NDArray> means = sample.layerMeans(gradients -> gradients.productsWith(gradients));
      List<Block> blocks =
          blocks(sample.network(), means, (layer, mean) -> new Block(kernels, layer, mean));
      return new BlockDiagonalFisher(sample.network(), blocks).keptBy(scope);
    }
  }

  /**
   * By conjugate gradients, which need some twenty products, as long as λ is not tiny beside the
   * largest eigenvalue; it is at most the trace. Otherwise by Cholesky, which costs as much as some
   * fifty.
   */
  @Override
  List<DampedInverse> inverses(double damping) {
    return isTiny(damping)
        ? super.inverses(damping)
        : blocks().stream().map(block -> block.iterativeInverse(damping)).toList();
  }

  /** Whether damping is tiny beside the trace. */
  private boolean isTiny(double damping) {
    try (Scope _ = new Scope()) {
      double sum = Workspace.scalar(diagonal().sum().reshape(1));
      return !(sum < MOST_CONDITION * damping);
    }
  }

  /** Layers are solved beside one another. */
  @Override
  List<NDArray> solved(List<DampedInverse> inverses, List<NDArray> parts) {
    return network()
        .workspace()
        .workers()
        .each(
            parts.size(),
            (from, to) -> oneByOne(inverses.subList(from, to), parts.subList(from, to)));
  }

  @Override
  LayerwiseFisher<Block> with(List<Block> others) {
    return new BlockDiagonalFisher(network(), others);
  }

  @Override
  public Representation representation() {
    return Representation.BLOCK_DIAGONAL;
  }

  /**
   * One layer's block.
   *
   * @param kernels to solve with it
   * @param layer the layer
   * @param matrix F_l [units · columns, units · columns]
   */
  record Block(Kernels kernels, AffineLayer layer, NDArray matrix) implements LayerBlock<Block> {

    private static double numbers(AffineLayer layer) {
      return (double) layer.size() * layer.size();
    }

    @Override
    public NDArray multiply(NDArray v) {
      return matrix.matMul(v.reshape(-1, 1)).reshape(v.getShape());
    }

    /** The inverse of the damped block by conjugate gradients. */
    private DampedInverse iterativeInverse(double damping) {
      return v -> kernels.conjugateGradients(v.reshape(-1), matrix, damping).reshape(v.getShape());
    }

    @Override
    public FisherMatrix.DampedInverse dampedInverse(double damping) {
      NDArray factor = kernels.cholesky(MatrixMath.damped(matrix, damping));
      return FisherMatrix.DampedInverse.holding(
          v -> kernels.choleskySolve(v.reshape(-1, 1), factor).reshape(v.getShape()), factor);
    }

    @Override
    public double trace() {
      return MatrixMath.trace(matrix);
    }

    @Override
    public double squaredNorm() {
      return MatrixMath.dot(matrix, matrix);
    }

    @Override
    public NDArray diagonal() {
      return MatrixMath.diagonal(matrix).reshape(layer.units(), layer.columns());
    }

    @Override
    public NDArray dense() {
      return matrix;
    }

    @Override
    public Block plus(Block other) {
      return new Block(kernels, layer, matrix.add(other.matrix));
    }

    @Override
    public Block scaled(double factor) {
      return new Block(kernels, layer, matrix.mul(factor));
    }

    @Override
    public MatrixEntries entries() {
      return FlatOrder.entries(layer, () -> matrix);
    }

    @Override
    public List<NDArray> arrays() {
      return List.of(matrix);
    }
  }
}
