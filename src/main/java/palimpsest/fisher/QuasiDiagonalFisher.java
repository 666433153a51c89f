package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/**
 * The diagonal, and for every unit the entries between its weights and its bias.
 *
 * <p>It is not positive semi-definite, so a quadratic form can be negative. The damped solve is
 * that of an arrow matrix, one a unit, with λ added to every diagonal entry: b = (v_b − Σ c
 * v_w/d_w) / (d_b − Σ c²/d_w), then w = (v_w − c b)/d_w. A layer without bias is plain diagonal.
 */
public final class QuasiDiagonalFisher extends LayerwiseFisher<QuasiDiagonalFisher.Block> {

  private QuasiDiagonalFisher(Network network, List<Block> blocks) {
    super(network, blocks);
  }

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    double numbers = 2 * shape.parameters();
    double image =
        shape.sum(layer ->
            layer.isConvolution()
                ? shape.gradients(layer) + 2.0 * layer.size() * shape.rows(layer)
                : 2.0 * layer.units() * shape.rows(layer) + 2.0 * layer.units() + layer.columns());
    return new MatrixMemory(
        numbers * shape.bytes(),
        shape.means(numbers, 0, image, shape.bytes()) + 2 * numbers * shape.bytes(),
        numbers * shape.bytes(),
        0,
        numbers * shape.bytes(),
        shape.max(AffineLayer::size) * shape.bytes(),
        shape.max(AffineLayer::size),
        shape.max(AffineLayer::size),
        0);
  }

  /** The matrix that was made of two arrays a layer. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    return new QuasiDiagonalFisher(network, restored(network, arrays, Block::restore));
  }

  /** Measures it in one pass. */
  static FisherMatrix measure(FisherSample sample) {
    try (Scope scope = new Scope()) {
      List<NDArray> means =
          sample.gradientMeans(
              false,
              moments -> {
                List<NDArray> terms = new ArrayList<>();
                for (LayerGradientMoments gradients : moments.layers()) {
                  terms.add(gradients.squares());
                  terms.add(
                      gradients.layer().bias()
                          ? gradients.couplings()
                          : sample.network().workspace().zeros(0));
                }
                return terms;
              });
      List<Block> blocks = new ArrayList<>();
      for (AffineLayer layer : sample.network().affineLayers()) {
        int first = 2 * blocks.size();
        blocks.add(new Block(layer, means.get(first), means.get(first + 1)));
      }
      return new QuasiDiagonalFisher(sample.network(), blocks).keptBy(scope);
    }
  }

  @Override
  LayerwiseFisher<Block> with(List<Block> others) {
    return new QuasiDiagonalFisher(network(), others);
  }

  @Override
  public Representation representation() {
    return Representation.QUASI_DIAGONAL;
  }

  /**
   * One layer's diagonal and couplings.
   *
   * @param layer the layer
   * @param values d [units, columns]
   * @param couplings c [units, inputs]; empty if the layer has no bias
   */
  record Block(AffineLayer layer, NDArray values, NDArray couplings) implements LayerBlock<Block> {

    private static Block restore(AffineLayer layer, List<NDArray> arrays) {
      return new Block(layer, arrays.get(0), arrays.get(1));
    }

    @Override
    public NDArray multiply(NDArray v) {
      NDArray product = values.mul(v);
      if (!layer.bias()) {
        return product;
      }
      NDArray w = weights(product).add(couplings.mul(bias(v)));
      NDArray b = bias(product).add(couplings.mul(weights(v)).sum(new int[] {1}, true));
      return w.concat(b, 1);
    }

    @Override
    public FisherMatrix.DampedInverse dampedInverse(double damping) {
      NDArray damped = values.add(damping);
      if (!layer.bias()) {
        return FisherMatrix.DampedInverse.holding(v -> v.div(damped), damped);
      }
      NDArray diagonal = weights(damped);
      NDArray ratio = couplings.div(diagonal);
      NDArray pivot = bias(damped).sub(couplings.mul(ratio).sum(new int[] {1}, true));
      return FisherMatrix.DampedInverse.holding(
          v -> {
            NDArray b = bias(v).sub(ratio.mul(weights(v)).sum(new int[] {1}, true)).div(pivot);
            NDArray w = weights(v).sub(couplings.mul(b)).div(diagonal);
            return w.concat(b, 1);
          },
          diagonal,
          ratio,
          pivot);
    }

    @Override
    public double trace() {
      return MatrixMath.sum(values);
    }

    @Override
    public double squaredNorm() {
      double diagonal = MatrixMath.dot(values, values);
      return layer.bias() ? diagonal + 2 * MatrixMath.dot(couplings, couplings) : diagonal;
    }

    @Override
    public NDArray diagonal() {
      return values;
    }

    @Override
    public NDArray dense() {
      NDArray matrix = MatrixMath.diagonalMatrix(values);
      for (int unit = 0; layer.bias() && unit < layer.units(); unit++) {
        int first = unit * layer.columns();
        int bias = first + layer.inputs();
        NDArray row = couplings.get(unit);
        matrix.get(bias + ", " + first + ":" + bias).addi(row);
        matrix.get(first + ":" + bias + ", " + bias).addi(row);
      }
      return matrix;
    }

    @Override
    public Block plus(Block other) {
      return new Block(layer, values.add(other.values), couplings.add(other.couplings));
    }

    @Override
    public Block scaled(double factor) {
      return new Block(layer, values.mul(factor), couplings.mul(factor));
    }

    @Override
    public MatrixEntries entries() {
      Numbers diagonal = FlatOrder.toFlat(layer, Numbers.of(values));
      return layer.bias()
          ? new MatrixEntries.Arrow(diagonal, Numbers.of(couplings), layer.inputs())
          : new MatrixEntries.Diagonal(diagonal);
    }

    @Override
    public List<NDArray> arrays() {
      return List.of(values, couplings);
    }

    private NDArray weights(NDArray v) {
      return v.get(":, :" + layer.inputs());
    }

    private NDArray bias(NDArray v) {
      return v.get(":, " + layer.inputs() + ":");
    }
  }
}
