package palimpsest.chart;

import java.util.List;
import org.jfree.chart.JFreeChart;

/**
 * A figure of curves over epochs.
 *
 * @param quantity what the curves show and in which unit, as on the axis
 * @param percent whether the axis goes from 0 to 100
 * @param runs the runs behind the curves, from which the axis and the bands of tasks follow
 * @param band what the veil around each mean shows
 * @param curves the curves, in the order of the legend
 * @param byTask whether colours tell tasks and dashes tell groups, and the legend says just that
 */
public record CurveFigure(
    String quantity,
    boolean percent,
    List<Course> runs,
    Band band,
    List<Curve> curves,
    boolean byTask)
    implements Figure {

  /** Copies the lists. */
  public CurveFigure {
    runs = List.copyOf(runs);
    curves = List.copyOf(curves);
  }

  @Override
  public JFreeChart draw(ChartStyle style) {
    return new CurveChart(this, style).chart();
  }
}
