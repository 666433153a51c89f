package palimpsest.data.scenario;

import java.util.stream.IntStream;

/** The labels of a task's classes in the one head of a scenario. */
final class ClassLabels {

  private ClassLabels() {}

  /**
   * The labels of a task's classes.
   *
   * @param rule with domains, each task has the same labels
   * @param before classes of the tasks before it
   * @param count classes of the task
   */
  static int[] of(Incremental rule, int before, int count) {
    int first = rule == Incremental.DOMAIN ? 0 : before;
    return IntStream.range(first, first + count).toArray();
  }

  /** Every class of a set. */
  static int[] all(SetShape set) {
    return IntStream.range(0, set.classes().size()).toArray();
  }
}
