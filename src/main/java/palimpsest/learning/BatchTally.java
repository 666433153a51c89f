package palimpsest.learning;

/**
 * What batches brought.
 *
 * @param current images of the current task
 * @param replayed remembered images
 */
public record BatchTally(Tally current, Tally replayed) {

  /** No images. */
  public static final BatchTally NONE = new BatchTally(Tally.NONE, Tally.NONE);

  /** These batches and others together. */
  public BatchTally plus(BatchTally other) {
    return new BatchTally(current.plus(other.current), replayed.plus(other.replayed));
  }

  /** Current and replayed images together. */
  public Tally all() {
    return current.plus(replayed);
  }
}
