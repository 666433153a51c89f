package palimpsest.chart;

import java.awt.Font;
import java.awt.Paint;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;
import palimpsest.text.NumberText;

/** Draws R: one hue from the ground to full colour, and the number in every cell. */
final class HeatMapChart {

  /** Part of a cell that is filled, so that neighbours do not touch. */
  private static final double FILLED = 0.96;

  /** Beyond this many tasks the scatter no longer fits under the mean. */
  private static final int MOST_WITH_SCATTER = 8;

  private final HeatMap map;
  private final ChartStyle style;
  private final ChartTheme theme;

  HeatMapChart(HeatMap map, ChartStyle style) {
    this.map = map;
    this.style = style;
    theme = style.theme();
  }

  JFreeChart chart() {
    String[] names = map.tasks().toArray(String[]::new);
    SymbolAxis tested = axis("Test accuracy on (%)" + scatter(), names);
    SymbolAxis trained = axis("after learning", names);
    trained.setInverted(true);
    XYPlot plot = new XYPlot(cells(), tested, trained, renderer());
    plot.setNotify(false);
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(style.insets(4, 4, 4, 12));
    writeNumbers(plot);
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(style.insets(4, 4, 4, 4));
    chart.setAntiAlias(true);
    chart.setTextAntiAlias(true);
    return chart;
  }

  private String scatter() {
    return map.group().members().size() > 1 ? " ± sd over seeds, " + map.group().count() : "";
  }

  private SymbolAxis axis(String label, String[] names) {
    SymbolAxis axis = new SymbolAxis(label, names);
    axis.setGridBandsVisible(false);
    axis.setLabelFont(style.labels());
    axis.setLabelPaint(theme.quietText());
    axis.setTickLabelFont(style.ticks(String.join("", names)));
    axis.setLabelInsets(style.insets(3, 3, 3, 3));
    axis.setTickLabelInsets(style.insets(2, 4, 2, 4));
    axis.setTickLabelPaint(theme.text());
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    axis.setRange(-0.5, Math.max(1, names.length) - 0.5);
    return axis;
  }

  private DefaultXYZDataset cells() {
    int tasks = map.tasks().size();
    double[][] columns = new double[3][tasks * tasks];
    for (int row = 0; row < tasks; row++) {
      for (int column = 0; column < tasks; column++) {
        int cell = row * tasks + column;
        columns[0][cell] = column;
        columns[1][cell] = row;
        columns[2][cell] = map.cells().get(row).get(column).mean();
      }
    }
    DefaultXYZDataset cells = new DefaultXYZDataset();
    cells.addSeries("R", columns);
    return cells;
  }

  private XYBlockRenderer renderer() {
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setBlockWidth(FILLED);
    renderer.setBlockHeight(FILLED);
    renderer.setPaintScale(
        new PaintScale() {
          @Override
          public double getLowerBound() {
            return 0;
          }

          @Override
          public double getUpperBound() {
            return 100;
          }

          @Override
          public Paint getPaint(double value) {
            return Double.isFinite(value) ? theme.heat(value / 100) : theme.band();
          }
        });
    return renderer;
  }

  private void writeNumbers(XYPlot plot) {
    boolean roomy = map.tasks().size() <= MOST_WITH_SCATTER;
    for (int row = 0; row < map.cells().size(); row++) {
      List<Spread> line = map.cells().get(row);
      for (int column = 0; column < line.size(); column++) {
        Spread spread = line.get(column);
        boolean scattered = roomy && Double.isFinite(spread.deviation());
        String mean = NumberText.fixed(spread.mean(), 1);
        TextAnchor place = scattered ? TextAnchor.BOTTOM_CENTER : TextAnchor.CENTER;
        write(plot, mean, column, row, style.labels()).setTextAnchor(place);
        if (scattered) {
          String deviation = "± " + NumberText.fixed(spread.deviation(), 1);
          write(plot, deviation, column, row, style.ticks()).setTextAnchor(TextAnchor.TOP_CENTER);
        }
      }
    }
  }

  private XYTextAnnotation write(XYPlot plot, String text, double x, double y, Font font) {
    XYTextAnnotation note = new XYTextAnnotation(text, x, y);
    note.setFont(font);
    note.setPaint(theme.textOnHeat());
    plot.addAnnotation(note);
    return note;
  }
}
