package palimpsest.learning;

/**
 * Losses and accuracies of batches.
 *
 * @param current images of the current task
 * @param replayed remembered images
 */
public record CurrentAndReplayed(EvaluationSums current, EvaluationSums replayed) {

  /** No images. */
  public static final CurrentAndReplayed NONE =
      new CurrentAndReplayed(EvaluationSums.NONE, EvaluationSums.NONE);

  /** These batches and others together. */
  public CurrentAndReplayed plus(CurrentAndReplayed other) {
    return new CurrentAndReplayed(current.plus(other.current), replayed.plus(other.replayed));
  }

  /** Current and replayed images together. */
  public EvaluationSums all() {
    return current.plus(replayed);
  }
}
