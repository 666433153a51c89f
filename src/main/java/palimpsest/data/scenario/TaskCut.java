package palimpsest.data.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import palimpsest.data.TaskSize;

/**
 * A task before its images are read.
 *
 * @param name its name
 * @param number its number in the scenario, from 0, by which random numbers belong to it
 * @param parts the sources of its images
 */
public record TaskCut(String name, int number, List<TaskPart> parts) {

  /** Copies the list. */
  public TaskCut {
    parts = List.copyOf(parts);
  }

  /** Its labels, ascending. */
  public int[] labels() {
    return parts.stream()
        .flatMapToInt(part -> Arrays.stream(part.labels()))
        .distinct()
        .sorted()
        .toArray();
  }

  /**
   * About the numbers of its images, as if the classes of a set were equally large.
   *
   * @param sets the sets
   */
  public TaskSize size(List<SetShape> sets) {
    double training = 0;
    double test = 0;
    for (TaskPart part : parts) {
      SetShape set = sets.get(part.set());
      double share = (double) part.classes().length / Math.max(1, set.classes().size());
      training += share * set.size().training();
      test += share * set.size().test();
    }
    return new TaskSize((int) Math.round(training), (int) Math.round(test));
  }

  /**
   * The task to which a set belongs: it has all images of the set and no others, and no other task
   * has any of them. Of such a set, only the images that limits leave need be kept.
   *
   * @param tasks all tasks
   * @param set the set's position
   * @param classes the number of its classes
   */
  public static Optional<TaskCut> whole(List<TaskCut> tasks, int set, int classes) {
    List<TaskCut> users =
        tasks.stream()
            .filter(task -> task.parts().stream().anyMatch(part -> part.set() == set))
            .toList();
    return users.size() == 1
            && users.getFirst().parts().size() == 1
            && users.getFirst().parts().getFirst().classes().length == classes
        ? Optional.of(users.getFirst())
        : Optional.empty();
  }
}
