package palimpsest.learning;

/**
 * A part of a strategy. One that remembers anything between batches is {@link
 * palimpsest.learning.state.Stateful} as well.
 */
public interface Part extends AutoCloseable {

  /**
   * Told before the first batch of a task; once more where a run is resumed before that batch, not
   * where it is resumed within the task.
   *
   * @param position position of the task
   */
  default void beginTask(int position) {}

  /**
   * Told after the last batch of a task. All parts measure what they need before any of them
   * changes: if one is cancelled, the task ends once more when the run is resumed.
   *
   * @return the action that changes the part
   * @throws MeasurementCancelled if the run is to leave; nothing has changed then
   */
  default Runnable endTask(LearnedTask task) {
    return () -> {};
  }

  /** Frees what it holds. */
  @Override
  default void close() {}
}
