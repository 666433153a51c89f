package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.GradientRule;

/**
 * The natural gradient (Amari, 1998): the damped solve of the batch's Fisher matrix.
 *
 * @param representation the representation of the matrix
 * @param damping λ, above 0
 * @param observer shown a matrix where it wants one; the matrix is freed after the batch
 */
record NaturalGradient(Representation representation, double damping, FisherObserver observer)
    implements GradientRule {

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    FisherSample sample = view.sample();
    FisherMatrix fisher = representation.measure(sample);
    if (observer.wantsBatchMatrix()) {
      observer.batchMeasured(representation, fisher::entries, sample.images().size());
    }
    return fisher.dampedInverse(damping)::apply;
  }
}
