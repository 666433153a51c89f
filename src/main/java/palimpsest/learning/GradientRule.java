package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherSample;

/** A rule that changes the gradient before the optimizer sees it. */
public interface GradientRule extends Part {

  /** Images that a gradient for a rule is computed of at once, at most. */
  int CHUNK = 256;

  /** The part of a run that a rule may look at before the steps of a batch. */
  interface View {

    /** Position of the task being learned. */
    int task();

    /** The network at the weights before the steps, and all images of the batch. */
    FisherSample sample();

    /** The origins of these images: 0 for a current image, else for a recalled one [N]. */
    int[] sources();

    /** The weights θ [P]; they change with every step. */
    NDArray theta();

    /**
     * The gradient of the mean cross-entropy over other images, at the weights of the moment; no
     * more than {@link #CHUNK} images are computed at once.
     *
     * @param images their numbers, at least one
     * @return [P]
     */
    NDArray gradient(int... images);
  }

  /**
   * Looks at a batch, at the weights before its steps.
   *
   * @return the function applied to the gradient [P] of each of the batch's steps, which it leaves
   *     as it is
   */
  UnaryOperator<NDArray> prepare(View view);

  /** Steps that are made with each batch; the highest of all rules counts. */
  default int passes() {
    return 1;
  }
}
