package palimpsest.learning;

import ai.djl.ndarray.NDArray;

/** A listener told after each step. */
public interface StepListener extends Part {

  /**
   * Told after each step.
   *
   * @param gradient the gradient of the loss before the step, without penalties and before any rule
   *     changed it [P]
   * @param before θ before the step [P]; this listener's own, to write over
   * @param after θ after it [P]; it changes with the next step
   */
  void stepMade(NDArray gradient, NDArray before, NDArray after);
}
