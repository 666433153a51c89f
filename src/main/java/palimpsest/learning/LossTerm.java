package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A term that joins the cross-entropy and depends on the weights through the logits alone. */
public interface LossTerm extends Part {

  /** The term of one step. */
  @FunctionalInterface
  interface OfStep {

    /**
     * Its derivative with respect to the logits of some of the step's images.
     *
     * @param images [C, H, W, to − from], their pixels as training scales them
     * @param logits [K, to − from], of all classes, competing or not
     * @param from the first image's place in the step, from 0
     * @param to behind the last
     * @return [K, to − from], which the caller may write over
     */
    NDArray cotangents(NDArray images, NDArray logits, int from, int to);
  }

  /**
   * Looks at the images of a step, before it is made.
   *
   * @param batch the images
   * @return null if it adds nothing to this step
   */
  @Nullable OfStep prepare(StepBatch batch);
}
