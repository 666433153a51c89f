package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import palimpsest.data.PixelMap;

/** Scenarios whose tasks are all images of the sets, each task with another map of the pixels. */
final class TransformedSets {

  private TransformedSets() {}

  /**
   * Cuts sets into tasks.
   *
   * @param count number of tasks
   * @param names the name of each task
   * @param maps makes the map of each task
   */
  static ScenarioCut cut(
      Incremental rule,
      List<SetShape> sets,
      int count,
      IntFunction<String> names,
      IntFunction<Supplier<PixelMap>> maps) {
    int classes = sets.stream().mapToInt(set -> set.classes().size()).sum();
    List<TaskCut> tasks = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      Supplier<PixelMap> map = maps.apply(task);
      List<TaskPart> parts = new ArrayList<>();
      int before = task * classes;
      int first = 0;
      for (int set = 0; set < sets.size(); set++) {
        int own = sets.get(set).classes().size();
        int[] labels =
            ClassLabels.of(Incremental.CLASS, rule == Incremental.DOMAIN ? first : before, own);
        parts.add(new TaskPart(set, ClassLabels.all(sets.get(set)), labels, map));
        first += own;
        before += own;
      }
      tasks.add(new TaskCut(names.apply(task), task, parts));
    }
    return new ScenarioCut(tasks, rule == Incremental.DOMAIN ? classes : count * classes);
  }
}
