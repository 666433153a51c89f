package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.Representation;
import palimpsest.fisher.Sample;

/** What becomes of the gradient before the step. */
@FunctionalInterface
public interface Preconditioner {

  /** Leaves every gradient as it is. */
  Preconditioner NONE = sample -> UnaryOperator.identity();

  /**
   * Looks at a combined batch, at the weights before its steps.
   *
   * @param sample the network at those weights, and the batch's images
   * @return what becomes of the gradient [P] of each of the batch's steps
   */
  UnaryOperator<NDArray> prepare(Sample sample);

  /**
   * The natural gradient (Amari, 1998): the damped solve of the batch's Fisher matrix.
   *
   * @param representation how the matrix is represented
   * @param damping λ, above 0
   * @param observer shown every matrix as it is measured, with the number of images it averages
   *     over; the matrix is freed after the batch
   */
  static Preconditioner natural(
      Representation representation, double damping, ObjIntConsumer<FisherMatrix> observer) {
    return sample -> {
      FisherMatrix fisher = representation.measure(sample);
      observer.accept(fisher, sample.images().size());
      return fisher.dampedInverse(damping)::apply;
    };
  }
}
