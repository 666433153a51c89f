package palimpsest.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.ShortNames;

/**
 * One curve of a figure, with all that a table says of it.
 *
 * @param key tells its group from the others, whatever it is called
 * @param group the label of its group
 * @param count the number of runs behind its group's mean, such as {@code n = 3}; empty if unknown
 * @param method the method of its runs
 * @param seed the seed if it is one run's; null for a mean over several
 * @param task name of the task tested; empty for a mean over tasks
 * @param alone whether its group is the only one and need not be named beside the task
 * @param colour place of its colour in the palette
 * @param dash place of its dash pattern
 * @param thin whether it is a single run behind its group's mean
 * @param points its points in epoch order
 */
public record Curve(
    String key,
    String group,
    String count,
    String method,
    @Nullable Long seed,
    String task,
    boolean alone,
    int colour,
    int dash,
    boolean thin,
    List<CurvePoint> points) {

  /** Copies the list. */
  public Curve {
    points = List.copyOf(points);
  }

  /** The name on one line, with the number of its runs or its seed. */
  public String label() {
    String counted = count.isEmpty() ? group : group + ", " + count;
    String name = task.isEmpty() ? counted : alone ? task : task + Figures.OF + counted;
    return thin ? name + ShortNames.SEPARATOR + "seed %d".formatted(seed) : name;
  }

  /** The same curve with other names and another colour. */
  Curve styled(String otherGroup, String otherTask, int otherColour) {
    return new Curve(
        key, otherGroup, count, method, seed, otherTask, alone, otherColour, dash, thin, points);
  }

  /** The key of the legend's entry for its group. */
  String groupKey() {
    return CurveGroup.legendKey(key);
  }

  /** The key of the legend's entry for its task. */
  String taskKey() {
    return "task:" + task;
  }
}
