package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherSample;

/** A rule that changes the gradient before the optimizer sees it. */
public interface GradientRule extends Part {

  /**
   * Looks at a combined batch, at the weights before its steps.
   *
   * @param sample the network at those weights, and the batch's images
   * @return the function applied to the gradient [P] of each of the batch's steps
   */
  UnaryOperator<NDArray> prepare(FisherSample sample);
}
