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

        @Override
        public int[] contents() {
          return new int[0];
        }

        @Override
        public long offered() {
          return 0;
        }

        @Override
        public void restore(int[] images, long offered) {}
      };

  /**
   * Different remembered images, drawn at random.
   *
   * @param most how many are wanted; fewer come if fewer are remembered
   */
  int[] recall(int most);

  /** Shows images that may be remembered. */
  void offer(int... images);

  /** The images that it remembers now, in its own order. */
  int[] contents();

  /** How many images it was offered so far. */
  long offered();

  /**
   * Remembers what it remembered before.
   *
   * @param images what {@link #contents} gave
   * @param offered what {@link #offered} gave
   */
  void restore(int[] images, long offered);
}
