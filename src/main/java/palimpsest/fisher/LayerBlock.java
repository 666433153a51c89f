package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One layer's share of a Fisher matrix that couples no layers. Vectors are matrices V = [W b],
 * [units, columns].
 *
 * @param <B> the kind of block itself
 */
interface LayerBlock<B extends LayerBlock<B>> {

  /** The block times a vector. */
  NDArray multiply(NDArray v);

  /** The inverse of the damped block. */
  FisherMatrix.DampedInverse dampedInverse(double damping);

  /** The sum of the diagonal. */
  double trace();

  /** The sum of the squared entries. */
  double squaredNorm();

  /** The diagonal, as a matrix like V. */
  NDArray diagonal();

  /** Every entry, rows and columns in the order of V read row by row. */
  NDArray dense();

  /** The sum of two blocks of one layer. */
  B plus(B other);

  /** The block times a number. */
  B scaled(double factor);

  /** The entries in plain arrays, in the flat order of the layer's parameters. */
  MatrixEntries entries();

  /** The arrays that the block is made of. */
  List<NDArray> arrays();
}
