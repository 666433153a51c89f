package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;
import palimpsest.tensor.Scope;

/**
 * The Fisher information matrix of a network's parameters, F = (1/N) Σ_n J_nᵀ Λ_n J_n, in one of
 * its representations: a symmetric P × P matrix, however little of it is stored.
 *
 * <p>Vectors are flat, [P], in the order of {@link palimpsest.network.ParameterLayout}. Arrays that
 * come out belong to the caller's scope.
 */
public sealed interface FisherMatrix extends AutoCloseable permits DenseFisher, LayerwiseFisher {

  /**
   * The inverse of the damped matrix, prepared once and applied often. It is there as long as the
   * matrix and its own arrays are.
   */
  @FunctionalInterface
  interface DampedInverse {

    /**
     * The damped solve of a vector.
     *
     * @param v [P]
     * @return [P]
     */
    NDArray apply(NDArray v);

    /** The arrays that it holds beside the matrix's own. */
    default List<NDArray> arrays() {
      return List.of();
    }

    /** A rule that holds arrays. */
    static DampedInverse holding(UnaryOperator<NDArray> rule, NDArray... arrays) {
      List<NDArray> held = List.of(arrays);
      return new DampedInverse() {
        @Override
        public NDArray apply(NDArray v) {
          return rule.apply(v);
        }

        @Override
        public List<NDArray> arrays() {
          return held;
        }
      };
    }
  }

  /**
   * The gradient of a quadratic penalty, valid until the matrix changes or is closed. The caller
   * closes it, and makes it outside every scope if it is to outlive one.
   */
  @FunctionalInterface
  interface Pull extends AutoCloseable {

    /**
     * A vector with a multiple of F·(θ − θ*) added.
     *
     * @param sum [P]; stays as it is
     * @param theta θ [P]
     * @param anchor θ* [P]
     * @return [P]
     */
    NDArray addTo(NDArray sum, NDArray theta, NDArray anchor, double factor);

    /** Frees its own arrays. */
    @Override
    default void close() {}
  }

  /** Its representation. */
  Representation representation();

  /** The gradient of a quadratic penalty with this matrix, prepared once and added at each step. */
  default Pull pull() {
    return (sum, theta, anchor, factor) -> sum.add(multiply(theta.sub(anchor)).mul(factor));
  }

  /** (θ − θ*)ᵀ·F·(θ − θ*). */
  default double squaredLength(NDArray theta, NDArray anchor) {
    try (Scope _ = new Scope()) {
      NDArray displacement = theta.sub(anchor);
      return MatrixMath.dot(displacement, multiply(displacement));
    }
  }

  /**
   * F·v.
   *
   * @param v [P]
   * @return [P]
   */
  NDArray multiply(NDArray v);

  /**
   * vᵀ·F·v.
   *
   * @param v [P]
   */
  default double quadraticForm(NDArray v) {
    try (Scope _ = new Scope()) {
      return MatrixMath.dot(v, multiply(v));
    }
  }

  /**
   * The damped inverse: (F+λI)⁻¹, or for K-FAC the factored form that its class describes. It is
   * free to use as long as the scope in which it was made, or as its arrays are kept.
   *
   * @param damping λ, above 0
   */
  DampedInverse dampedInverse(double damping);

  /**
   * (F+λI)⁻¹ with nothing left out, for K-FAC, too.
   *
   * @param damping λ, above 0
   */
  default DampedInverse exactInverse(double damping) {
    return dampedInverse(damping);
  }

  /**
   * The damped solve of one vector.
   *
   * @param v [P]
   * @param damping λ, above 0
   * @return [P]
   */
  default NDArray solve(NDArray v, double damping) {
    return dampedInverse(damping).apply(v);
  }

  /** The sum of the diagonal. */
  double trace();

  /** The square root of the sum of all squared entries. */
  double frobeniusNorm();

  /**
   * The diagonal.
   *
   * @return [P]
   */
  NDArray diagonal();

  /**
   * Every entry written out.
   *
   * @return [P, P]
   */
  NDArray toDense();

  /**
   * The sum with another matrix of the same representation and network. Sums of K-FAC and EK-FAC
   * matrices keep their terms, for a sum of Kronecker products is not one.
   */
  FisherMatrix plus(FisherMatrix other);

  /**
   * A matrix of the same form and size in place of the sum with another one: the sum itself, except
   * for K-FAC, whose class says how.
   *
   * @throws IllegalStateException if there is none, as for EK-FAC
   */
  default FisherMatrix merged(FisherMatrix other) {
    return plus(other);
  }

  /**
   * (1−α)·F + α·F', a step of a moving average; for K-FAC that of the factors.
   *
   * @param share α, from 0 to 1
   * @throws IllegalStateException if there is none of the same form, as for EK-FAC
   */
  default FisherMatrix movedTowards(FisherMatrix other, double share) {
    return scaled(1 - share).merged(other.scaled(share));
  }

  /**
   * The matrix times a number.
   *
   * @param factor not negative
   */
  FisherMatrix scaled(double factor);

  /** The entries as plain arrays, for looking at and for files. */
  MatrixEntries entries();

  /**
   * The arrays that the matrix is made of, layer by layer: {@link Representation#restore} makes the
   * same matrix of them. They stay the matrix's own.
   */
  List<NDArray> arrays();

  /** A name that a person can read, such as "K-FAC, 2980 × 2980". */
  String name();

  /** Frees the native memory. */
  @Override
  void close();
}
