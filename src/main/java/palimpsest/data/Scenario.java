package palimpsest.data;

import java.util.List;
import java.util.function.Supplier;

/**
 * Tasks in the order in which they are learned, with one head for the classes of all.
 *
 * @param name its name
 * @param tasks the tasks in order
 * @param outputs classes in all, K
 * @param data the record of the data read; the first call may wait until the digests are computed
 */
public record Scenario(String name, List<Task> tasks, int outputs, Supplier<DataRecord> data) {

  /** Copies the list of tasks. */
  public Scenario {
    tasks = List.copyOf(tasks);
  }

  /** Tasks of unknown origin. */
  public Scenario(String name, List<Task> tasks, int outputs) {
    this(name, tasks, outputs, () -> DataRecord.NOT_RECORDED);
  }
}
