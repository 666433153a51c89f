package palimpsest.data.scenario;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Each image set is a task. */
public final class JoinedSets implements ScenarioType {

  @Override
  public String key() {
    return "joined";
  }

  @Override
  public String label() {
    return "Dataset sequence";
  }

  @Override
  public String help() {
    return "Each image set is a task, learned one after the other: the notebook's fellowship.";
  }

  @Override
  public String source() {
    return "The reference notebook";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ScenarioSettings.JOINED_TASKS,
        ScenarioSettings.INCREMENTAL,
        ScenarioSettings.ACTIVE,
        ScenarioSettings.TESTED,
        ScenarioSettings.BLUR);
  }

  @Override
  public ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random) {
    Incremental rule = incremental(values);
    TaskCut[] tasks = new TaskCut[sets.size()];
    int before = 0;
    int most = 0;
    for (int set : order(values, sets.size())) {
      int classes = sets.get(set).classes().size();
      int[] labels = ClassLabels.of(rule, before, classes);
      tasks[set] =
          new TaskCut(
              sets.get(set).label(),
              set,
              List.of(TaskPart.plain(set, ClassLabels.all(sets.get(set)), labels)));
      before += classes;
      most = Math.max(most, classes);
    }
    return new ScenarioCut(List.of(tasks), rule == Incremental.DOMAIN ? most : before);
  }

  /** Labels follow the order of learning; the head has room for the sets that are not learned. */
  private static Set<Integer> order(SettingValues values, int count) {
    Set<Integer> order = new LinkedHashSet<>();
    values.get(ScenarioSettings.JOINED_TASKS).stream()
        .filter(set -> set >= 0 && set < count)
        .forEach(order::add);
    for (int set = 0; set < count; set++) {
      order.add(set);
    }
    return order;
  }
}
