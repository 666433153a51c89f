package palimpsest.chart;

import java.util.List;
import org.jfree.chart.JFreeChart;

/**
 * The matrix R of accuracies as a figure.
 *
 * @param group the runs it is the mean of
 * @param tasks names of the tasks in the order of learning
 * @param cells row i after task i, column j on task j, in per cent; n = 0 where no run came so far
 */
public record HeatMap(CurveGroup group, List<String> tasks, List<List<Spread>> cells)
    implements Figure {

  /** Copies the lists. */
  public HeatMap {
    tasks = List.copyOf(tasks);
    cells = cells.stream().map(List::copyOf).toList();
  }

  @Override
  public String title() {
    return "Accuracy after each task: " + group.label();
  }

  @Override
  public JFreeChart draw(ChartStyle style) {
    return new HeatMapChart(this, style).chart();
  }
}
