package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** A memory whose images, known by their numbers, join the current batch. */
public interface Rehearsal extends Part {

  /** Remembers nothing. */
  Rehearsal NONE = (task, batchSize) -> Recall.NOTHING;

  /**
   * Recalls images for a batch.
   *
   * @param task position of the task being learned
   * @param batchSize current images of the batch
   */
  Recall recall(int task, int batchSize);

  /**
   * Told after each step of a batch, with the batch's images of the current task.
   *
   * @param current their numbers
   */
  default void stepMade(int... current) {}

  /**
   * Told after the last step of a batch, with its images of the current task.
   *
   * @param firstEpoch whether the task has not shown these images before
   * @param logits gives the logits of the current images before the step that used them last, [K,
   *     n]; of all classes, competing or not
   * @param current their numbers
   */
  default void batchTrained(boolean firstEpoch, Supplier<NDArray> logits, int... current) {}
}
