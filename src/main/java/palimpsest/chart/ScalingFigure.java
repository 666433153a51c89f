package palimpsest.chart;

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
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import palimpsest.speed.ScalingAxis;
import palimpsest.speed.ScalingPoint;
import palimpsest.speed.ScalingReport;

/** Cost over size on two logarithmic axes: a panel for each thing that grows. */
public final class ScalingFigure implements PaperDrawing {

  private static final int COLUMNS = 2;

  /** Height of a panel over its width. */
  private static final double SHAPE = 0.75;

  private final List<JFreeChart> panels = new ArrayList<>();
  private final ChartStyle style;
  private final double width;

  /** The figure of what was measured. */
  public ScalingFigure(ScalingReport report, PrintStyle print) {
    style = print.look();
    width = print.widthInPoints();
    for (ScalingAxis axis : ScalingAxis.values()) {
      List<ScalingReport.Curve> curves =
          report.curves().stream()
              .filter(curve -> curve.axis() == axis)
              .filter(curve -> curve.work() == ScalingPoint.Work.FISHER)
              .toList();
      if (!curves.isEmpty()) {
        panels.add(panel(axis, curves));
      }
    }
  }

  @Override
  public double width() {
    return width;
  }

  @Override
  public double height() {
    return rows() * SHAPE * panelWidth();
  }

  private int rows() {
    return Math.max(1, Math.ceilDiv(panels.size(), COLUMNS));
  }

  private double panelWidth() {
    return width / Math.min(COLUMNS, Math.max(1, panels.size()));
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setColor(style.theme().background());
    graphics.fill(new Rectangle2D.Double(0, 0, width, height()));
    double wide = panelWidth();
    double high = SHAPE * wide;
    for (int i = 0; i < panels.size(); i++) {
      int column = i % COLUMNS;
      int row = i / COLUMNS;
      panels.get(i).draw(graphics, new Rectangle2D.Double(column * wide, row * high, wide, high));
    }
  }

  private JFreeChart panel(ScalingAxis axis, List<ScalingReport.Curve> curves) {
    ChartTheme theme = style.theme();
    double radius = 2.5 * style.unit();
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    for (int i = 0; i < curves.size(); i++) {
      ScalingReport.Curve curve = curves.get(i);
      XYSeries series = new XYSeries(curve.representation().label());
      curve.points().forEach(point -> series.add(point.size(), point.seconds()));
      data.addSeries(series);
      renderer.setSeriesPaint(i, theme.colour(i));
      renderer.setSeriesStroke(i, style.stroke(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
    }
    XYPlot plot = new XYPlot(data, axis(axis.label()), axis("seconds per matrix"), renderer);
    plot.setBackgroundPaint(theme.background());
    plot.setDomainGridlinePaint(theme.grid());
    plot.setRangeGridlinePaint(theme.grid());
    plot.setOutlineVisible(false);
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, true);
    chart.setBackgroundPaint(theme.background());
    chart.getLegend().setItemFont(style.ticks());
    chart.getLegend().setFrame(BlockBorder.NONE);
    chart.setTitle(new TextTitle("Fisher matrix, " + axis.label() + " growing", style.labels()));
    chart.setPadding(style.insets(6, 6, 6, 6));
    return chart;
  }

  private LogAxis axis(String label) {
    ChartTheme theme = style.theme();
    LogAxis axis = new DecadeAxis(label);
    axis.setLabelFont(style.labels());
    axis.setLabelPaint(theme.quietText());
    axis.setTickLabelFont(style.ticks());
    axis.setTickLabelPaint(theme.quietText());
    return axis;
  }
}
