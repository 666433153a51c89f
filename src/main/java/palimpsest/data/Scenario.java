package palimpsest.data;

import java.util.List;
import java.util.function.Supplier;

/**
 * Tasks in the order in which they are learned, with one head for the classes of all.
 *
 * @param name what it is called
 * @param tasks the tasks in order
 * @param outputs classes in all, K
 * @param data what was read; the first to ask may have to wait until its digests are computed
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
