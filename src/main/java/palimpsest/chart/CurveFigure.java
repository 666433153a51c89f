package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.LengthAdjustmentType;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Puts curves over epochs together into one figure in one look. */
final class CurveFigure {

  private static final int MOST_DOTS = 60;
  private static final Color CLEAR = new Color(0, 0, 0, 0);

  /** Room beside the first and last epoch, so that their dots are whole. */
  private static final double MARGIN = 0.012;

  private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private final ChartTheme theme;
  private final XYSeriesCollection curves = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
  private final NumberAxis epochs = new NumberAxis("Epoch");
  private final NumberAxis values;
  private final XYPlot plot;
  private int lastEpoch = 1;

  CurveFigure(String valueLabel, ChartTheme theme) {
    this.theme = theme;
    values = new NumberAxis(valueLabel);
    plot = new XYPlot(curves, epochs, values, renderer);
    plot.setNotify(false);
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(4, 4, 4, 12));
    for (NumberAxis axis : List.of(epochs, values)) {
      axis.setLabelFont(LABELS);
      axis.setLabelPaint(theme.quietText());
      axis.setTickLabelFont(TICKS);
      axis.setTickLabelPaint(theme.quietText());
      axis.setAxisLinePaint(theme.grid());
      axis.setTickMarkPaint(theme.grid());
    }
    epochs.setStandardTickUnits(wholeNumbers());
    values.setAutoRangeIncludesZero(true);
    values.setAxisLineVisible(false);
    values.setTickMarksVisible(false);
    values.setUpperMargin(0.18);
    values.setTickLabelInsets(new RectangleInsets(6, 4, 6, 4));
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setLegendLine(new Line2D.Double(-13, 0, 13, 0));
    renderer.setDefaultShape(new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    renderer.setAutoPopulateSeriesShape(false);
  }

  /** An empty curve, numbered if another is called alike; its points come in epoch order. */
  XYSeries series(String label) {
    String unique = label;
    for (int copy = 2; curves.getSeriesIndex(unique) >= 0; copy++) {
      unique = label + " (" + copy + ")";
    }
    XYSeries series = new XYSeries(unique, false, true);
    series.setNotify(false);
    return series;
  }

  /** Values from 0 to 100, with room for whole dots below and the names of the bands above. */
  CurveFigure percent() {
    values.setRange(-2.5, 109);
    values.setTickUnit(new NumberTickUnit(20));
    return this;
  }

  /** Bands of a run's tasks. */
  CurveFigure bands(Course course) {
    epochsUpTo(course.plannedEpochs());
    for (int task = 0; task < course.taskNames().size(); task++) {
      double start = (double) task * course.epochsPerTask();
      Color paint = task % 2 == 0 ? CLEAR : theme.band();
      IntervalMarker band = new IntervalMarker(start, start + course.epochsPerTask(), paint);
      band.setAlpha(1);
      band.setLabel((task == 0 ? "learning " : "") + course.taskNames().get(task));
      band.setLabelFont(TICKS);
      band.setLabelPaint(theme.quietText());
      band.setLabelBackgroundColor(CLEAR);
      band.setLabelAnchor(RectangleAnchor.TOP);
      band.setLabelTextAnchor(TextAnchor.TOP_CENTER);
      band.setLabelOffsetType(LengthAdjustmentType.CONTRACT);
      band.setLabelOffset(new RectangleInsets(3, 3, 3, 3));
      plot.addDomainMarker(band, Layer.BACKGROUND);
    }
    return this;
  }

  /** Bands that several runs have in common, if they have. */
  CurveFigure bands(List<Course> courses) {
    for (Course course : courses) {
      epochsUpTo(course.plannedEpochs());
    }
    if (!courses.isEmpty() && courses.stream().allMatch(courses.getFirst()::hasBandsOf)) {
      bands(courses.getFirst());
    }
    return this;
  }

  /**
   * Adds a curve.
   *
   * @param colour its colour's place in the palette
   * @param dash its dash pattern's place
   */
  void curve(XYSeries curve, int colour, int dash) {
    int index = curves.getSeriesCount();
    curves.addSeries(curve);
    renderer.setSeriesPaint(index, theme.colour(colour));
    renderer.setSeriesStroke(index, theme.stroke(dash));
    renderer.setSeriesShapesVisible(index, curve.getItemCount() <= MOST_DOTS);
  }

  /** The figure. */
  JFreeChart chart() {
    epochs.setRange(-MARGIN * lastEpoch, (1 + MARGIN) * lastEpoch);
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(LABELS);
    legend.setItemPaint(theme.text());
    legend.setBackgroundPaint(theme.background());
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    legend.setMargin(new RectangleInsets(2, 36, 2, 4));
    chart.addLegend(legend);
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(new RectangleInsets(4, 4, 4, 4));
    chart.setAntiAlias(true);
    chart.setTextAntiAlias(true);
    return chart;
  }

  private void epochsUpTo(int last) {
    lastEpoch = Math.max(lastEpoch, last);
  }

  private static TickUnits wholeNumbers() {
    NumberFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.UK));
    TickUnits units = new TickUnits();
    for (int power = 1; power <= 100_000_000; power *= 10) {
      for (int step : new int[] {1, 2, 5}) {
        units.add(new NumberTickUnit((double) step * power, format));
      }
    }
    return units;
  }
}
