package palimpsest.learning;

/** What joins the current batch: images of the past, by their numbers. */
public interface Rehearsal {

  /** Remembers nothing. */
  Rehearsal NONE =
      new Rehearsal() {
        @Override
        public int[] recall(int most) {
          return new int[0];
        }

        @Override
        public void offer(int... images) {}
      };

  /**
   * Different remembered images, drawn at random.
   *
   * @param most how many are wanted; fewer come if fewer are remembered
   */
  int[] recall(int most);

  /** Shows images that may be remembered. */
  void offer(int... images);
}
