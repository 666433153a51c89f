package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.tensor.Scope;

/**
 * The Fisher information matrix of a network's parameters, F = (1/N) Σ_n J_nᵀ Λ_n J_n, in one of
 * its representations: a symmetric P × P matrix, however little of it is stored.
 *
 * <p>Vectors are flat, [P], in the order of {@link palimpsest.network.ParameterLayout}. Arrays that
 * come out belong to the caller's scope.
 */
public sealed interface FisherMatrix extends AutoCloseable permits DenseFisher, LayerwiseFisher {

  /** The inverse of the damped matrix, prepared once and applied often. */
  @FunctionalInterface
  interface DampedInverse {

    /**
     * The damped solve of a vector.
     *
     * @param v [P]
     * @return [P]
     */
    NDArray apply(NDArray v);
  }

  /** Its representation. */
  Representation representation();

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
   * free to use as long as the scope in which it was made.
   *
   * @param damping λ, above 0
   */
  DampedInverse dampedInverse(double damping);

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
