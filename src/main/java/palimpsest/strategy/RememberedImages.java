package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;
import palimpsest.learning.state.Stateful;

/** Remembered training images, each in a slot, with what a method wants to know of them. */
interface RememberedImages extends Stateful {

  /** Images that are remembered now. */
  int size();

  /** The number of the image in a slot. */
  int image(int slot);

  /**
   * The logits that the image of a slot had in the step that inserted it [K].
   *
   * @throws IllegalStateException if those are not remembered
   */
  double[] logits(int slot);

  /**
   * Different slots, drawn at random.
   *
   * @param most the greatest number; fewer are returned if fewer are filled
   */
  int[] draw(int most);

  /**
   * Different slots with images of earlier tasks, drawn at random.
   *
   * @param task position of the task being learned
   * @param most the greatest number; fewer are returned if fewer are filled
   */
  int[] drawEarlier(int task, int most);

  /**
   * Offers images to be remembered.
   *
   * @param images their numbers
   * @param logits gives their logits [K, n]
   */
  void offer(int[] images, Supplier<NDArray> logits);

  /**
   * Offers images of which no logits are remembered.
   *
   * @param images their numbers
   */
  default void offer(int... images) {
    offer(
        images,
        () -> {
          throw new IllegalStateException("no logits are remembered");
        });
  }
}
