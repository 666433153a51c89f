package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import palimpsest.network.AffineLayer;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workers;

/**
 * EK-FAC: K-FAC's eigenvectors U_G and U_A with the second moments measured along them, D = (1/N)
 * Σ_{n,k} (U_Gᵀ ∇W_{nk} U_A)∘² (George et al., 2018, arXiv 1806.03884). Solve:
 * U_G[(U_GᵀVU_A)/(D+λ)]U_Aᵀ; a sum of several terms is solved by conjugate gradients.
 */
public final class EkfacFisher extends LayerwiseFisher<EkfacFisher.Block> {

  private EkfacFisher(Network network, List<Block> blocks) {
    super(network, blocks);
  }

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    double bases = shape.sum(KfacFisher.Factors::numbers);
    double held = (bases + shape.parameters()) * shape.bytes();
    double largest = shape.max(layer -> Math.pow(Math.max(layer.units(), layer.columns()), 2));
    double tiles =
        shape.sum(layer ->
            (double) layer.units() * layer.units()
                + (double) layer.tileColumns() * layer.tileColumns());
    double copies =
        shape.sum(layer ->
            (double) layer.units() * layer.units()
                + (layer.isConvolution() ? (double) layer.columns() * layer.columns() : 0));
    // Sums, factors, eigenvectors and what LAPACK works in, in float64; the last in our precision.
    double eigenvectors =
        (tiles + copies + bases + 2 * largest + shape.parameters()) * Double.BYTES + held;
    double image =
        shape.sum(layer -> {
          double outputs = (double) layer.units() * shape.rows(layer);
          return layer.isConvolution()
              ? shape.gradients(layer) + 4 * outputs * layer.columns()
              : 3 * outputs + 3.0 * layer.columns();
        });
    double moments = held + shape.means(shape.parameters(), 0, image, shape.bytes());
    return new MatrixMemory(
        held,
        Math.max(
            Math.max(KfacFisher.measuring(shape, Double.BYTES), moments)
                + (Double.BYTES * largest < MatrixMemory.KEPT ? eigenvectors : 0),
            eigenvectors),
        shape.parameters() * shape.bytes(),
        0,
        held,
        0,
        largest,
        largest,
        0);
  }

  /** The matrix that was made of three arrays a layer and term. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    return new EkfacFisher(
        network,
        restored(
            network,
            arrays,
            (layer, own) ->
                new Block(
                    inGroups(own, 3)
                        .map(three -> new Term(layer, three.get(0), three.get(1), three.get(2)))
                        .toList())));
  }

  /** Measures it in two passes: first the factors, then D along their eigenvectors. */
  static FisherMatrix measure(FisherSample sample) {
    try (Scope scope = new Scope()) {
      List<Basis> bases = bases(sample);
      bases.forEach(basis -> Workers.shared(List.of(basis.outputs(), basis.inputs())));
      Iterator<Basis> next = bases.iterator();
      List<NDArray> moments =
          sample.means(stacked -> {
            List<NDArray> terms = new ArrayList<>();
            for (LayerGradientFactors factors : stacked.factors()) {
              Basis basis = bases.get(terms.size());
              terms.add(
                  new LayerGradientMoments(factors)
                      .rotatedSquares(basis.outputs(), basis.inputs()));
            }
            return terms;
          });
      List<Block> blocks =
          blocks(sample.network(), moments, (layer, d) -> new Block(List.of(next.next().term(d))));
      return new EkfacFisher(sample.network(), blocks).keptBy(scope);
    }
  }

  /**
   * The eigenvectors of the factors. Both are computed in float64 whatever the precision of the
   * run: where eigenvalues are close, the least rounding of a factor turns its eigenvectors, and D
   * depends on where they point.
   */
  private static List<Basis> bases(FisherSample sample) {
    Kernels kernels = sample.network().workspace().kernels();
    DataType type = sample.theta().getDataType();
    List<Basis> bases = new ArrayList<>();
    for (KfacFisher.Factors factors : KfacFisher.factors(sample, DataType.FLOAT64)) {
      Kernels.Eigen g = kernels.eigh(factors.g());
      Kernels.Eigen a = kernels.eigh(factors.a());
      bases.add(Basis.of(factors.layer(), g, a, type));
    }
    return bases;
  }

  /** There is none: the two have eigenvectors of their own. */
  @Override
  public FisherMatrix merged(FisherMatrix other) {
    throw new IllegalStateException("the sum of two EK-FAC matrices is not one");
  }

  @Override
  LayerwiseFisher<Block> with(List<Block> others) {
    return new EkfacFisher(network(), others);
  }

  @Override
  public Representation representation() {
    return Representation.EKFAC;
  }

  /**
   * The eigenvectors of a layer's factors.
   *
   * @param layer the layer
   * @param outputs U_G [units, units], eigenvectors in columns
   * @param inputs U_A [columns, columns], eigenvectors in columns
   */
  private record Basis(AffineLayer layer, NDArray outputs, NDArray inputs) {

    /** The eigenvectors, in a type. */
    static Basis of(AffineLayer layer, Kernels.Eigen g, Kernels.Eigen a, DataType type) {
      return new Basis(layer, g.vectors().toType(type, false), a.vectors().toType(type, false));
    }

    /** The diagonal matrix D [units, columns] in this basis. */
    Term term(NDArray moments) {
      return new Term(layer, outputs, inputs, moments);
    }
  }

  /**
   * A diagonal matrix in a Kronecker product of two bases.
   *
   * @param layer the layer
   * @param outputs U_G [units, units], eigenvectors in columns
   * @param inputs U_A [columns, columns], eigenvectors in columns
   * @param moments D [units, columns]
   */
  record Term(AffineLayer layer, NDArray outputs, NDArray inputs, NDArray moments) {

    /**
     * A Kronecker product itself: D holds the products of its factors' eigenvalues. What rounding
     * made negative is 0. Eigenvectors are computed in float64, as for every basis here.
     */
    static Term of(KfacFisher.Factors product) {
      DataType type = product.g().getDataType();
      Kernels.Eigen g = product.kernels().eigh(product.g().toType(DataType.FLOAT64, false));
      Kernels.Eigen a = product.kernels().eigh(product.a().toType(DataType.FLOAT64, false));
      NDArray values =
          g.values().maximum(0).reshape(-1, 1).matMul(a.values().maximum(0).reshape(1, -1));
      return Basis.of(product.layer(), g, a, type).term(values.toType(type, false));
    }

    /** (T+λI)⁻¹, with the arrays that it holds beside the term's own. */
    FisherMatrix.DampedInverse dampedInverse(double damping) {
      NDArray damped = moments.add(damping);
      return FisherMatrix.DampedInverse.holding(v -> fromBasis(toBasis(v).div(damped)), damped);
    }

    /** The term times a number, in arrays of its own. */
    Term scaled(double factor) {
      return new Term(layer, outputs.duplicate(), inputs.duplicate(), moments.mul(factor));
    }

    NDArray toBasis(NDArray v) {
      return outputs.transpose().matMul(v).matMul(inputs);
    }

    NDArray fromBasis(NDArray v) {
      return outputs.matMul(v).matMul(inputs.transpose());
    }

    NDArray multiply(NDArray v) {
      return fromBasis(toBasis(v).mul(moments));
    }

    /** The sum of the products of entries with those of another term. */
    double inner(Term other) {
      try (Scope _ = new Scope()) {
        NDArray overlapG = outputs.transpose().matMul(other.outputs).square();
        NDArray overlapA = other.inputs.transpose().matMul(inputs).square();
        return MatrixMath.dot(moments, overlapG.matMul(other.moments).matMul(overlapA));
      }
    }

    NDArray diagonal() {
      return outputs.square().matMul(moments).matMul(inputs.square().transpose());
    }

    NDArray dense() {
      NDArray basis = MatrixMath.kronecker(outputs, inputs);
      return basis.mul(moments.reshape(1, -1)).matMul(basis.transpose());
    }
  }

  /**
   * One layer's sum of terms; as measured, it has one.
   *
   * @param terms at least one
   */
  record Block(List<Term> terms) implements LayerBlock<Block> {

    @Override
    public NDArray multiply(NDArray v) {
      return MatrixMath.total(terms, term -> term.multiply(v));
    }

    @Override
    public FisherMatrix.DampedInverse dampedInverse(double damping) {
      if (terms.size() > 1) {
        return v -> ConjugateGradients.solve(x -> multiply(x).add(x.mul(damping)), v);
      }
      return terms.getFirst().dampedInverse(damping);
    }

    @Override
    public double trace() {
      return terms.stream().mapToDouble(term -> MatrixMath.sum(term.moments())).sum();
    }

    @Override
    public double squaredNorm() {
      return terms.stream()
          .mapToDouble(left -> terms.stream().mapToDouble(left::inner).sum())
          .sum();
    }

    @Override
    public NDArray diagonal() {
      return MatrixMath.total(terms, Term::diagonal);
    }

    @Override
    public NDArray dense() {
      return MatrixMath.total(terms, Term::dense);
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
      Term term = terms.getFirst();
      return new EigenEntries(
          Numbers.of(term.outputs()),
          Numbers.of(term.inputs()),
          Numbers.of(term.moments()),
          layer.units(),
          layer.bias());
    }

    @Override
    public List<NDArray> arrays() {
      return terms.stream()
          .flatMap(term -> Stream.of(term.outputs(), term.inputs(), term.moments()))
          .toList();
    }
  }
}
