package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import palimpsest.network.AffineLayer;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;

/**
 * K-FAC: per layer the Kronecker product G ⊗ A, with A = (1/N) Σ_n Σ_t ããᵀ and G = (1/(N·T)) Σ ggᵀ
 * (Martens and Grosse, 2015, arXiv 1503.05671; Grosse and Martens, 2016, arXiv 1602.01407 for
 * convolutions). With V = [W b]: F·v is G V A.
 *
 * <p>Its damped solve is not (K+λI)⁻¹, which {@link #exactInverse} is, but factored: V ↦
 * (G+(√λ/π)I)⁻¹ V (A+π√λ I)⁻¹ with π = √((tr A/dim A)/(tr G/dim G)), and π = 1 where a trace is
 * zero, as in a dead layer. A sum of several terms spreads λ evenly over them and is solved by
 * conjugate gradients.
 */
public final class KfacFisher extends LayerwiseFisher<KfacFisher.Block> {

  private KfacFisher(Network network, List<Block> blocks) {
    super(network, blocks);
  }

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    double held = shape.sum(Factors::numbers) * shape.bytes();
    double largest = shape.max(layer -> Math.pow(Math.max(layer.units(), layer.columns()), 2));
    return new MatrixMemory(
        held,
        measuring(shape, shape.bytes()),
        2 * held,
        0,
        held,
        largest * shape.bytes(),
        largest,
        largest,
        0);
  }

  /**
   * Bytes of the eigenvectors of all factors and of the eigenvalues of their products, and at the
   * highest beside them while those of one layer are computed in float64.
   */
  static double solvingExactly(MeasuringShape shape) {
    double kept =
        shape.sum(layer -> Factors.numbers(layer) + (double) layer.units() * layer.columns());
    double computing = shape.max(layer -> 5 * Factors.numbers(layer));
    return kept * shape.bytes() + computing * Double.BYTES;
  }

  /**
   * Bytes at the highest while factors are measured.
   *
   * @param size bytes of a number of the factors
   */
  static double measuring(MeasuringShape shape, int size) {
    double sums =
        shape.sum(layer ->
            (double) layer.units() * layer.units()
                + (double) layer.tileColumns() * layer.tileColumns());
    double image =
        shape.sum(layer -> {
          double outputs = (double) layer.units() * layer.windows() * shape.rows(layer);
          double tiles = (double) layer.tileColumns() * layer.windows();
          double winners = (double) layer.entries() * layer.units() * layer.windows();
          return outputs + (size > shape.bytes() ? 2 * (outputs + tiles + winners) : 0);
        });
    return Math.max(
        shape.means(sums, 0, image, size), 2 * (sums + shape.sum(Factors::numbers)) * size);
  }

  /** The matrix that was made of two arrays a layer and term. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    Kernels kernels = network.workspace().kernels();
    return new KfacFisher(
        network,
        restored(
            network,
            arrays,
            (layer, own) ->
                new Block(
                    inGroups(own, 2)
                        .map(pair -> new Factors(kernels, layer, pair.get(0), pair.get(1)))
                        .toList())));
  }

  /** Measures it in one pass. */
  static FisherMatrix measure(FisherSample sample) {
    try (Scope scope = new Scope()) {
      List<Block> blocks = new ArrayList<>();
      for (Factors factors : factors(sample, sample.theta().getDataType())) {
        blocks.add(new Block(List.of(factors)));
      }
      return new KfacFisher(sample.network(), blocks).keptBy(scope);
    }
  }

  /**
   * Measures the factors of every layer.
   *
   * @param type the type in which they are summed up
   */
  static List<Factors> factors(FisherSample sample, DataType type) {
    List<NDArray> means =
        sample.means(stacked -> {
          List<NDArray> terms = new ArrayList<>();
          for (LayerGradientFactors factors : stacked.factors()) {
            terms.add(factors.toType(type).outputProducts());
            terms.add(inputs(factors, type));
          }
          return terms;
        });
    Kernels kernels = sample.network().workspace().kernels();
    List<Factors> factors = new ArrayList<>();
    for (AffineLayer layer : sample.network().affineLayers()) {
      int first = 2 * factors.size();
      NDArray g = means.get(first).div(layer.positions());
      NDArray a = layer.productsFromTiles(kernels, means.get(first + 1));
      factors.add(new Factors(kernels, layer, g, a));
    }
    return factors;
  }

  /** Σ of the products of tiles. */
  private static NDArray inputs(LayerGradientFactors factors, DataType type) {
    NDArray a = factors.inputs().toType(type, false).reshape(factors.layer().tileColumns(), -1);
    return a.matMul(a.transpose());
  }

  /**
   * One Kronecker product a layer in place of a sum of two, by traces: with ρ = √(tr G₁ tr A₂ / (tr
   * G₂ tr A₁)), A = A₁ + A₂/ρ and G = G₁ + ρG₂, which has the sum's trace and more beside it.
   */
  @Override
  public FisherMatrix merged(FisherMatrix other) {
    return pairwise(other, Factors::merged);
  }

  /** The moving average of the factors, A and G apart. */
  @Override
  public FisherMatrix movedTowards(FisherMatrix other, double share) {
    return pairwise(other, (own, next) -> own.movedTowards(next, share));
  }

  private FisherMatrix pairwise(FisherMatrix other, BinaryOperator<Factors> rule) {
    if (!(other instanceof KfacFisher same)) {
      throw new IllegalArgumentException("cannot add " + other.name() + " to " + name());
    }
    List<Block> both = new ArrayList<>();
    for (Block block : same.blocks()) {
      both.add(
          new Block(
              List.of(
                  rule.apply(
                      blocks().get(both.size()).terms().getFirst(), block.terms().getFirst()))));
    }
    return with(both);
  }

  @Override
  public DampedInverse exactInverse(double damping) {
    return together(map(block -> block.exactInverse(damping)));
  }

  @Override
  LayerwiseFisher<Block> with(List<Block> others) {
    return new KfacFisher(network(), others);
  }

  @Override
  public Representation representation() {
    return Representation.KFAC;
  }

  /**
   * The Kronecker factors of one layer.
   *
   * @param kernels for their Cholesky factors
   * @param layer the layer
   * @param g G [units, units]
   * @param a A [columns, columns]
   */
  record Factors(Kernels kernels, AffineLayer layer, NDArray g, NDArray a) {

    /** Numbers of a layer's factors. */
    static double numbers(AffineLayer layer) {
      return (double) layer.units() * layer.units() + (double) layer.columns() * layer.columns();
    }

    NDArray multiply(NDArray v) {
      return g.matMul(v).matMul(a);
    }

    /** The product times a number, in arrays of its own. */
    Factors scaled(double factor) {
      return new Factors(kernels, layer, g.mul(factor), a.duplicate());
    }

    /** One product for the sum of two; a product that is zero adds nothing. */
    Factors merged(Factors other) {
      double own = MatrixMath.trace(g) * MatrixMath.trace(other.a);
      double others = MatrixMath.trace(other.g) * MatrixMath.trace(a);
      if (MatrixMath.trace(other.g) == 0 || MatrixMath.trace(other.a) == 0) {
        return scaled(1);
      }
      if (own == 0 || others == 0) {
        return other.scaled(1);
      }
      double ratio = Math.sqrt(own / others);
      return new Factors(kernels, layer, g.add(other.g.mul(ratio)), a.add(other.a.div(ratio)));
    }

    /** (1−α) of both factors and α of others. */
    Factors movedTowards(Factors other, double share) {
      return new Factors(
          kernels,
          layer,
          g.mul(1 - share).add(other.g.mul(share)),
          a.mul(1 - share).add(other.a.mul(share)));
    }

    /** The product with damping spread over both factors. */
    Factors damped(double damping) {
      NDList damped = kernels.dampedFactors(g, a, damping);
      return new Factors(kernels, layer, damped.get(0), damped.get(1));
    }

    /** The inverse of this product, both factors being positive definite. */
    FisherMatrix.DampedInverse inverse() {
      NDArray rootG = kernels.cholesky(g);
      NDArray rootA = kernels.cholesky(a);
      return FisherMatrix.DampedInverse.holding(
          v ->
              kernels.choleskySolve(kernels.choleskySolve(v, rootG).transpose(), rootA).transpose(),
          rootG,
          rootA);
    }

    /** The inverse of this product plus λI. */
    FisherMatrix.DampedInverse exactInverse(double damping) {
      EkfacFisher.Term term = EkfacFisher.Term.of(this);
      FisherMatrix.DampedInverse inverse = term.dampedInverse(damping);
      return FisherMatrix.DampedInverse.holding(
          inverse::apply,
          Stream.concat(Stream.of(term.outputs(), term.inputs()), inverse.arrays().stream())
              .toArray(NDArray[]::new));
    }

    /** The sum of the products of entries with those of another term. */
    double inner(Factors other) {
      return MatrixMath.dot(g, other.g) * MatrixMath.dot(a, other.a);
    }
  }

  /**
   * One layer's sum of Kronecker products; as measured, it has one term.
   *
   * @param terms at least one
   */
  record Block(List<Factors> terms) implements LayerBlock<Block> {

    @Override
    public NDArray multiply(NDArray v) {
      return MatrixMath.total(terms, term -> term.multiply(v));
    }

    @Override
    public FisherMatrix.DampedInverse dampedInverse(double damping) {
      List<Factors> damped =
          terms.stream().map(term -> term.damped(damping / terms.size())).toList();
      return damped.size() == 1
          ? damped.getFirst().inverse()
          : v -> ConjugateGradients.solve(new Block(damped)::multiply, v);
    }

    /** (B+λI)⁻¹. */
    FisherMatrix.DampedInverse exactInverse(double damping) {
      return terms.size() == 1
          ? terms.getFirst().exactInverse(damping)
          : v -> ConjugateGradients.solve(x -> multiply(x).add(x.mul(damping)), v);
    }

    @Override
    public double trace() {
      return terms.stream()
          .mapToDouble(term -> MatrixMath.trace(term.g()) * MatrixMath.trace(term.a()))
          .sum();
    }

    @Override
    public double squaredNorm() {
      return terms.stream()
          .mapToDouble(left -> terms.stream().mapToDouble(left::inner).sum())
          .sum();
    }

    @Override
    public NDArray diagonal() {
      return MatrixMath.total(
          terms,
          term ->
              MatrixMath.diagonal(term.g())
                  .reshape(-1, 1)
                  .matMul(MatrixMath.diagonal(term.a()).reshape(1, -1)));
    }

    @Override
    public NDArray dense() {
      return MatrixMath.total(terms, term -> MatrixMath.kronecker(term.g(), term.a()));
    }

    @Override
    public Block plus(Block other) {
      return new Block(
          Stream.concat(terms.stream(), other.terms.stream()).map(t -> t.scaled(1)).toList());
    }

    @Override
    public Block scaled(double factor) {
      return new Block(terms.stream().map(term -> term.scaled(factor)).toList());
    }

    @Override
    public MatrixEntries entries() {
      AffineLayer layer = terms.getFirst().layer();
      if (terms.size() > 1) {
        return FlatOrder.entries(layer, this::dense);
      }
      return new MatrixEntries.Kronecker(
          Numbers.of(terms.getFirst().g()),
          Numbers.of(terms.getFirst().a()),
          layer.units(),
          layer.bias());
    }

    @Override
    public List<NDArray> arrays() {
      return terms.stream().flatMap(term -> Stream.of(term.g(), term.a())).toList();
    }
  }
}
