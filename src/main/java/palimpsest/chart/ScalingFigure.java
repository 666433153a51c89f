package palimpsest.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import palimpsest.speed.ScalingAxis;
import palimpsest.speed.ScalingPoint;
import palimpsest.speed.ScalingReport;

/** Cost over size on two logarithmic axes: a panel for each thing that grows. */
public final class ScalingFigure {

  private static final int COLUMNS = 2;
  private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private final ScalingReport report;

  /** The figure of what was measured. */
  public ScalingFigure(ScalingReport report) {
    this.report = report;
  }

  /** Draws all panels into the rectangle from 0, 0 to width, height. */
  public void draw(Graphics2D graphics, int width, int height) {
    ChartTheme theme = ChartTheme.PRINT;
    graphics.setColor(theme.background());
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    List<JFreeChart> panels = new ArrayList<>();
    for (ScalingAxis axis : ScalingAxis.values()) {
      List<ScalingReport.Curve> curves =
          report.curves().stream()
              .filter(curve -> curve.axis() == axis)
              .filter(curve -> curve.work() == ScalingPoint.Work.FISHER)
              .toList();
      if (!curves.isEmpty()) {
        panels.add(panel(axis, curves, theme));
      }
    }
    int rows = Math.max(1, (panels.size() + COLUMNS - 1) / COLUMNS);
    double wide = (double) width / Math.min(COLUMNS, Math.max(1, panels.size()));
    double high = (double) height / rows;
    for (int i = 0; i < panels.size(); i++) {
      double left = i % COLUMNS * wide;
      int row = i / COLUMNS;
      panels.get(i).draw(graphics, new Rectangle2D.Double(left, row * high, wide, high));
    }
  }

  private static JFreeChart panel(
      ScalingAxis axis, List<ScalingReport.Curve> curves, ChartTheme theme) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    for (int i = 0; i < curves.size(); i++) {
      ScalingReport.Curve curve = curves.get(i);
      XYSeries series = new XYSeries(curve.representation().label());
      curve.points().forEach(point -> series.add(point.size(), point.seconds()));
      data.addSeries(series);
      renderer.setSeriesPaint(i, theme.colour(i));
      renderer.setSeriesStroke(i, theme.stroke(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    }
    XYPlot plot =
        new XYPlot(data, axis(axis.label(), theme), axis("seconds a matrix", theme), renderer);
    plot.setBackgroundPaint(theme.background());
    plot.setDomainGridlinePaint(theme.grid());
    plot.setRangeGridlinePaint(theme.grid());
    plot.setOutlineVisible(false);
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, true);
    chart.setBackgroundPaint(theme.background());
    chart.getLegend().setItemFont(TICKS);
    chart.getLegend().setFrame(BlockBorder.NONE);
    chart.setTitle(new TextTitle("Fisher matrix, " + axis.label() + " growing", LABELS));
    chart.setPadding(new RectangleInsets(6, 6, 6, 6));
    return chart;
  }

  private static LogAxis axis(String label, ChartTheme theme) {
    LogAxis axis = new DecadeAxis(label);
    axis.setLabelFont(LABELS);
    axis.setLabelPaint(theme.quietText());
    axis.setTickLabelFont(TICKS);
    axis.setTickLabelPaint(theme.quietText());
    return axis;
  }
}
