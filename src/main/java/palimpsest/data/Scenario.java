package palimpsest.data;

import java.util.List;

/**
 * Tasks in the order in which they are learned, with one head for the classes of all.
 *
 * @param name what it is called
 * @param tasks the tasks in order
 * @param outputs classes in all, K
 */
public record Scenario(String name, List<Task> tasks, int outputs) {

  /** Copies the list of tasks. */
  public Scenario {
    tasks = List.copyOf(tasks);
  }
}
