package palimpsest.learning;

/** Chooses the training images that are learned in a task's turn, where they are not its own. */
public interface LearnedImages extends Part {

  /**
   * Number of images of each epoch of a task's turn, from 1; known before any image was learned.
   *
   * @param task position of the task
   */
  int size(int task);

  /**
   * The numbers of the images of an epoch, as many as {@link #size} says; their order is drawn
   * later.
   *
   * @param task position of the task
   * @param epoch epoch of the task's turn, from 0
   */
  int[] numbers(int task, int epoch);

  /**
   * Position of the last task whose classes are being learned.
   *
   * @param task position of the task whose turn it is
   */
  default int latest(int task) {
    return task;
  }

  /**
   * Whether all turns are one: the optimizer keeps its averages and the schedule of the learning
   * rate spans them all.
   */
  default boolean continuous() {
    return false;
  }

  /** Whether each turn but the first begins with new weights. */
  default boolean startsAfresh() {
    return false;
  }
}
