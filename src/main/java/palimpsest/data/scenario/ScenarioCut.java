package palimpsest.data.scenario;

import java.util.List;
import palimpsest.problem.Problem;

/**
 * A scenario before its images are read.
 *
 * @param tasks all tasks, in order
 * @param outputs classes in all, K
 */
public record ScenarioCut(List<TaskCut> tasks, int outputs) {

  /**
   * Makes sure that it has tasks.
   *
   * @param numbers the numbers of the tasks
   * @throws Problem if there are none of them, one comes twice, or one is missing
   */
  public void requireTasks(List<Integer> numbers) {
    if (numbers.isEmpty()
        || numbers.stream().distinct().count() != numbers.size()
        || numbers.stream().anyMatch(number -> number < 0 || number >= tasks.size())) {
      throw Problem.badValue(
          "tasks",
          numbers,
          "all, or a list of different task numbers from 0 to %,d".formatted(tasks.size() - 1));
    }
  }

  /** Copies the list. */
  public ScenarioCut {
    tasks = List.copyOf(tasks);
  }
}
