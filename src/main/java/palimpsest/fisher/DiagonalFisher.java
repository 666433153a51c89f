package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/** The diagonal of F; solve: v/(d+λ). */
public final class DiagonalFisher extends LayerwiseFisher<DiagonalFisher.Block> {

  private DiagonalFisher(Network network, List<Block> blocks) {
    super(network, blocks);
  }

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    double held = shape.parameters() * shape.bytes();
    double image =
        shape.sum(layer ->
            layer.isConvolution()
                ? shape.gradients(layer) + (double) layer.size() * shape.rows(layer)
                : (double) layer.units() * shape.rows(layer) + layer.units() + layer.columns());
    return new MatrixMemory(
        held,
        shape.means(shape.parameters(), 0, image, shape.bytes()) + 2 * held,
        held,
        0,
        held,
        shape.max(AffineLayer::size) * shape.bytes(),
        shape.max(AffineLayer::size),
        shape.max(AffineLayer::size),
        0);
  }

  /** The matrix that was made of one array a layer. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    return new DiagonalFisher(network, restored(network, arrays, Block::restore));
  }

  /** Measures it in one pass. */
  static FisherMatrix measure(FisherSample sample) {
    try (Scope scope = new Scope()) {
      List<NDArray> means = sample.layerMeans(LayerGradientMoments::squares);
      return new DiagonalFisher(sample.network(), blocks(sample.network(), means, Block::new))
          .keptBy(scope);
    }
  }

  @Override
  public Pull pull() {
    // Layer by layer it is rounded as version 0.1.0 did.
    return network().isScripted() ? new FlatPull(network(), diagonal()) : super.pull();
  }

  @Override
  LayerwiseFisher<Block> with(List<Block> others) {
    return new DiagonalFisher(network(), others);
  }

  @Override
  public Representation representation() {
    return Representation.DIAGONAL;
  }

  /**
   * The pull of all layers at once.
   *
   * @param diagonal d [P], its own
   */
  private record FlatPull(Network network, NDArray diagonal) implements Pull {

    @Override
    public NDArray addTo(NDArray sum, NDArray theta, NDArray anchor, double factor) {
      return network.workspace().stepKernels().addPull(sum, theta, anchor, diagonal, factor);
    }

    @Override
    public void close() {
      diagonal.close();
    }
  }

  /**
   * One layer's diagonal.
   *
   * @param layer the layer
   * @param values d [units, columns]
   */
  record Block(AffineLayer layer, NDArray values) implements LayerBlock<Block> {

    private static Block restore(AffineLayer layer, List<NDArray> arrays) {
      return new Block(layer, arrays.getFirst());
    }

    @Override
    public NDArray multiply(NDArray v) {
      return values.mul(v);
    }

    @Override
    public FisherMatrix.DampedInverse dampedInverse(double damping) {
      NDArray damped = values.add(damping);
      return FisherMatrix.DampedInverse.holding(v -> v.div(damped), damped);
    }

    @Override
    public double trace() {
      return MatrixMath.sum(values);
    }

    @Override
    public double squaredNorm() {
      return MatrixMath.dot(values, values);
    }

    @Override
    public NDArray diagonal() {
      return values;
    }

    @Override
    public NDArray dense() {
      return MatrixMath.diagonalMatrix(values);
    }

    @Override
    public Block plus(Block other) {
      return new Block(layer, values.add(other.values));
    }

    @Override
    public Block scaled(double factor) {
      return new Block(layer, values.mul(factor));
    }

    @Override
    public MatrixEntries entries() {
      return new MatrixEntries.Diagonal(FlatOrder.toFlat(layer, Numbers.of(values)));
    }

    @Override
    public List<NDArray> arrays() {
      return List.of(values);
    }
  }
}
