package palimpsest.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import palimpsest.experiment.RunLength;

/**
 * Names the tasks above the plot, each over the epochs in which it is learned, where no grid line
 * or curve crosses them. Where a name is longer than its stretch, all are called by their numbers,
 * from 1, as many as fit.
 */
@SuppressWarnings("serial") // never written as an object
final class TaskAxis extends NumberAxis {

  private static final double GAP = 6;

  private final List<String> names;
  private final RunLength length;

  TaskAxis(List<String> names, RunLength length) {
    super(null);
    this.names = List.copyOf(names);
    this.length = length;
    setAxisLineVisible(false);
    setTickMarksVisible(false);
  }

  @Override
  @SuppressWarnings("rawtypes") // as JFreeChart declares it
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> ticks = new ArrayList<>();
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    double pixels = area.getWidth() / getRange().getLength();
    boolean named =
        IntStream.range(0, length.tasks())
            .allMatch(
                task -> metrics.stringWidth(names.get(task)) + GAP <= length.epochs(task) * pixels);
    // Every so many tasks a number has room, where those between stay blank.
    double shortest =
        IntStream.range(0, length.tasks()).mapToDouble(length::epochs).min().orElse(1) * pixels;
    int widest = metrics.stringWidth(Integer.toString(length.tasks()));
    int step = named ? 1 : step((widest + GAP) / Math.max(shortest, 1e-9));
    for (int task = 0; task < length.tasks(); task++) {
      double from = Math.max(length.before(task), getRange().getLowerBound());
      double to = Math.min(length.before(task + 1), getRange().getUpperBound());
      String name = named ? names.get(task) : Integer.toString(task + 1);
      boolean wanted = named || (task + 1) % step == 0 || (task == 0 && step > 2);
      // At the edges of a part that is shown, a stretch may be cut.
      double room = (to - from) * pixels * (named ? 1 : step);
      if (to <= from || !wanted || metrics.stringWidth(name) > room) {
        continue;
      }
      String first = (named ? "learning " : "task ") + name;
      double width = (to - from) * pixels - GAP;
      ticks.add(
          new NumberTick(
              (from + to) / 2,
              task == 0 && metrics.stringWidth(first) <= width ? first : name,
              TextAnchor.BOTTOM_CENTER,
              TextAnchor.BOTTOM_CENTER,
              0));
    }
    return ticks;
  }

  /** The least of 1, 2, 5, 10, 20, 50 … that is not less. */
  private static int step(double least) {
    int step = 1;
    for (int power = 1; step < least && power < 10_000; power *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        step = step < least ? digit * power : step;
      }
    }
    return step;
  }
}
