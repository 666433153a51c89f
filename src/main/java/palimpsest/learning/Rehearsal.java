package palimpsest.learning;

/** A memory whose images, known by their numbers, join the current batch. */
public interface Rehearsal extends Part {

  /** Remembers nothing. */
  Rehearsal NONE =
      new Rehearsal() {
        @Override
        public int[] recall(int most) {
          return new int[0];
        }

        @Override
        public void stepMade(int... current) {}

        @Override
        public void batchTrained(boolean firstEpoch, int... current) {}
      };

  /**
   * Different remembered images, drawn at random.
   *
   * @param most the greatest number; fewer are returned if fewer are remembered
   */
  int[] recall(int most);

  /** Told after each step of a batch, with the batch's images of the current task. */
  void stepMade(int... current);

  /**
   * Told after the last step of a batch, with its images of the current task.
   *
   * @param firstEpoch whether the task has not shown these images before
   */
  void batchTrained(boolean firstEpoch, int... current);
}
