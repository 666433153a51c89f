package palimpsest.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import palimpsest.experiment.RunLength;

/**
 * Names the tasks above the plot, each over the epochs in which it is learned, where no grid line
 * or curve crosses them. A name that is longer than its stretch is cut.
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
    for (int task = 0; task < length.tasks(); task++) {
      double from = Math.max(length.before(task), getRange().getLowerBound());
      double to = Math.min(length.before(task + 1), getRange().getUpperBound());
      double width = (to - from) * pixels - GAP;
      String first = "learning " + names.get(task);
      String name =
          task == 0 && metrics.stringWidth(first) <= width
              ? first
              : fitting(names.get(task), width, metrics);
      if (!name.isEmpty()) {
        ticks.add(
            new NumberTick(
                (from + to) / 2, name, TextAnchor.BOTTOM_CENTER, TextAnchor.BOTTOM_CENTER, 0));
      }
    }
    return ticks;
  }

  private static String fitting(String name, double width, FontMetrics metrics) {
    if (width <= 0 || metrics.stringWidth(name) <= width) {
      return width <= 0 ? "" : name;
    }
    for (int letters = name.length() - 1; letters > 0; letters--) {
      String cut = name.substring(0, letters) + "…";
      if (metrics.stringWidth(cut) <= width) {
        return cut;
      }
    }
    return "";
  }
}
