package palimpsest.learning;

import ai.djl.ndarray.NDArray;

/** A term that joins the loss to hold the weights of earlier tasks. */
public interface Penalty extends Part {

  /**
   * A gradient with the penalty's added.
   *
   * @param gradient of the loss [P]; stays as it is
   * @param theta θ [P]
   * @return [P]
   */
  NDArray addGradient(NDArray gradient, NDArray theta);

  /** The value at θ [P]. */
  double value(NDArray theta);
}
