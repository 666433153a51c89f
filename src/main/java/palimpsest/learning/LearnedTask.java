package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A task that was just learned.
 *
 * @param position position of the task
 * @param last whether no other task follows
 * @param theta the weights reached, θ [P]; they change with the next step
 * @param images its training images; fetching them throws {@link MeasurementCancelled} when the run
 *     is to leave
 * @param batches positions of its images in batches of the training's size, in random order
 */
public record LearnedTask(
    int position, boolean last, NDArray theta, LabelledImages images, List<int[]> batches) {

  /** Copies the list. */
  public LearnedTask {
    batches = List.copyOf(batches);
  }
}
