package palimpsest.chart;

import org.jfree.chart.JFreeChart;

/** The numbers of a figure, from which it can be drawn in any theme and written as a table. */
public sealed interface Figure permits CurveFigure, HeatMap {

  /** Draws the figure; the chart is its caller's own. */
  JFreeChart draw(ChartStyle style);

  /** Draws the figure for a window. */
  default JFreeChart draw(ChartTheme theme) {
    return draw(ChartStyle.screen(theme));
  }

  /** Its subject, for a title. */
  String title();

  /** Whether its curves have names to be told beside it. */
  default boolean hasLegend() {
    return this instanceof CurveFigure;
  }
}
