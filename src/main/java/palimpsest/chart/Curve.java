package palimpsest.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One curve of a figure, with all that a table says of it.
 *
 * @param label what the legend calls it
 * @param group what its group is called
 * @param method the method of its runs
 * @param seed the seed if it is one run's; null for a mean over several
 * @param task name of the task tested; empty for a mean over tasks
 * @param colour place of its colour in the palette
 * @param dash place of its dash pattern
 * @param thin whether it is a single run behind its group's mean
 * @param points its points in epoch order
 */
public record Curve(
    String label,
    String group,
    String method,
    @Nullable Long seed,
    String task,
    int colour,
    int dash,
    boolean thin,
    List<CurvePoint> points) {

  /** Copies the list. */
  public Curve {
    points = List.copyOf(points);
  }
}
