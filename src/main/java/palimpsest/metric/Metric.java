package palimpsest.metric;

/**
 * A number that sums a run up, computed from its scores alone, so that every run ever stored has
 * it.
 */
public interface Metric {

  /** The name in files, such as {@code backward-transfer}. */
  String key();

  /** The name in tables, such as Backward transfer. */
  String label();

  /** The meaning in a sentence, for someone who does not know the metric. */
  String meaning();

  /**
   * The formula. R[i][j] is the accuracy on task j after task i, T the last task, a_j the accuracy
   * on task j at an evaluation.
   */
  String formula();

  /** The publication that defines it. */
  String source();

  /** Whether it is computed from every evaluation, not only from those at the ends of tasks. */
  default boolean usesEveryEvaluation() {
    return false;
  }

  /** The accuracies that it needs, to follow "needs". */
  default String needs() {
    return "the accuracy on each task seen so far at the end of every task";
  }

  /** Whether a smaller number is the better one. */
  default boolean lowerIsBetter() {
    return false;
  }

  /**
   * The number.
   *
   * @return a share from −1 to 1; NaN where the run has not come far enough, or where an accuracy
   *     that it needs was not measured
   */
  double of(AccuracyHistory history);
}
