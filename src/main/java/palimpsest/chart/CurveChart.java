package palimpsest.chart;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYPolygonAnnotation;
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

/** Draws a figure of curves over epochs. */
final class CurveChart {

  private static final int MOST_DOTS = 60;

  /** Names in a legend beyond which it is set smaller. */
  private static final int MOST_LARGE = 12;

  private static final Color CLEAR = new Color(0, 0, 0, 0);

  /** Room beside the first and last epoch, so that their dots are whole. */
  private static final double MARGIN = 0.012;

  /** Room above the highest value, for the names of the bands. */
  private static final double HEADROOM = 1.18;

  /**
   * Of a size that nothing else has: FXGraphics2D forgets its font at the end of a drawing and
   * takes an equal one at the beginning of the next for already set, so that names would be drawn
   * larger than they were measured, over each other.
   */
  private static final float CROWDED = 10.5f;

  private final CurveFigure figure;
  private final ChartStyle style;
  private final ChartTheme theme;
  private final NumberAxis epochs = new NumberAxis("Epoch");
  private final NumberAxis values;
  private final XYPlot plot;

  CurveChart(CurveFigure figure, ChartStyle style) {
    this.figure = figure;
    this.style = style;
    theme = style.theme();
    values = new NumberAxis(quantity());
    plot = new XYPlot(null, epochs, values, null);
    plot.setNotify(false);
    styleAxes();
    addCurves();
    addTaskBands();
    plot.setFixedLegendItems(legend());
  }

  /** The figure. */
  JFreeChart chart() {
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    if (!style.isPaper()) {
      addLegend(chart);
    }
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(style.insets(4, 4, 4, 4));
    chart.setAntiAlias(true);
    chart.setTextAntiAlias(true);
    return chart;
  }

  private void addLegend(JFreeChart chart) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    boolean crowded = plot.getLegendItems().getItemCount() > MOST_LARGE;
    legend.setItemFont(crowded ? style.ticks().deriveFont(CROWDED) : style.labels());
    legend.setItemPaint(theme.text());
    legend.setBackgroundPaint(theme.background());
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(crowded ? 1 : 2, 4, crowded ? 1 : 2, 14));
    legend.setMargin(new RectangleInsets(2, 36, 2, 4));
    chart.addLegend(legend);
  }

  /** What the axis is called, with the meaning of the veil where one is drawn. */
  private String quantity() {
    boolean veiled =
        figure.curves().stream()
            .flatMap(curve -> curve.points().stream())
            .anyMatch(point -> Double.isFinite(figure.band().reach(point.spread())));
    return veiled
        ? "%s ± %s over seeds".formatted(figure.quantity(), figure.band().key())
        : figure.quantity();
  }

  private void styleAxes() {
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setRangeGridlineStroke(style.line(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(style.insets(4, 4, 4, 12));
    for (NumberAxis axis : List.of(epochs, values)) {
      axis.setLabelFont(style.labels());
      axis.setLabelPaint(theme.quietText());
      axis.setTickLabelFont(style.ticks());
      axis.setTickLabelPaint(theme.quietText());
      axis.setAxisLinePaint(theme.grid());
      axis.setTickMarkPaint(theme.grid());
      axis.setLabelInsets(style.insets(3, 3, 3, 3));
      axis.setTickLabelInsets(style.insets(2, 4, 2, 4));
    }
    epochs.setStandardTickUnits(wholeNumbers());
    values.setAxisLineVisible(false);
    values.setTickMarksVisible(false);
    values.setTickLabelInsets(style.insets(6, 4, 6, 4));
    int last = figure.runs().stream().mapToInt(Course::plannedEpochs).reduce(1, Math::max);
    epochs.setRange(-MARGIN * last, (1 + MARGIN) * last);
    if (figure.percent()) {
      values.setRange(-2.5, 109);
      values.setTickUnit(new NumberTickUnit(20));
    } else {
      values.setRange(0, HEADROOM * highest());
    }
  }

  /** The largest value that is drawn, veils included. */
  private double highest() {
    double highest = 0;
    for (Curve curve : figure.curves()) {
      for (CurvePoint point : curve.points()) {
        double reach = figure.band().reach(point.spread());
        double top = point.spread().mean() + (Double.isFinite(reach) ? reach : 0);
        highest = top > highest ? top : highest;
      }
    }
    return highest > 0 ? highest : 1;
  }

  /** Thin lines lie below the means, and veils below them all. */
  private void addCurves() {
    CurveDataset means =
        new CurveDataset(figure.curves().stream().filter(curve -> !curve.thin()).toList());
    CurveDataset singles = new CurveDataset(figure.curves().stream().filter(Curve::thin).toList());
    XYLineAndShapeRenderer strong = renderer();
    XYLineAndShapeRenderer faint = renderer();
    for (int i = 0; i < means.getSeriesCount(); i++) {
      Curve curve = means.curve(i);
      strong.setSeriesPaint(i, theme.colour(curve.colour()));
      strong.setSeriesStroke(i, style.stroke(curve.dash()));
      strong.setSeriesShapesVisible(i, curve.points().size() <= MOST_DOTS);
      veil(curve, strong);
    }
    for (int i = 0; i < singles.getSeriesCount(); i++) {
      Curve curve = singles.curve(i);
      faint.setSeriesPaint(i, withAlpha(theme.colour(curve.colour()), 140));
      faint.setSeriesStroke(i, style.line(0.8));
      faint.setSeriesShapesVisible(i, false);
    }
    // The first data set is drawn last.
    plot.setDataset(0, means);
    plot.setRenderer(0, strong);
    plot.setDataset(1, singles);
    plot.setRenderer(1, faint);
  }

  private XYLineAndShapeRenderer renderer() {
    double radius = 2.5 * style.unit();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDefaultShape(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
    renderer.setAutoPopulateSeriesShape(false);
    return renderer;
  }

  /** A polygon for each stretch of epochs that has a scatter: it never bridges a gap. */
  private void veil(Curve curve, XYLineAndShapeRenderer renderer) {
    List<CurvePoint> stretch = new ArrayList<>();
    for (CurvePoint point : curve.points()) {
      if (Double.isFinite(figure.band().reach(point.spread()))) {
        stretch.add(point);
      } else {
        veil(stretch, curve, renderer);
        stretch.clear();
      }
    }
    veil(stretch, curve, renderer);
  }

  private void veil(List<CurvePoint> stretch, Curve curve, XYLineAndShapeRenderer renderer) {
    int count = stretch.size();
    if (count < 2) {
      return;
    }
    double[] outline = new double[4 * count];
    for (int i = 0; i < count; i++) {
      Spread spread = stretch.get(i).spread();
      double reach = figure.band().reach(spread);
      int back = 4 * count - 2 - 2 * i;
      outline[2 * i] = stretch.get(i).epoch();
      outline[2 * i + 1] = spread.mean() + reach;
      outline[back] = stretch.get(i).epoch();
      outline[back + 1] = spread.mean() - reach;
    }
    Color paint = withAlpha(theme.colour(curve.colour()), 48);
    renderer.addAnnotation(new XYPolygonAnnotation(outline, null, null, paint), Layer.BACKGROUND);
  }

  private LegendItemCollection legend() {
    LegendItemCollection items = new LegendItemCollection();
    CurveDataset means = (CurveDataset) plot.getDataset(0);
    if (!figure.byTask()) {
      for (int i = 0; i < means.getSeriesCount(); i++) {
        Curve curve = means.curve(i);
        items.add(
            legendItem(
                means.getSeriesKey(i), style.stroke(curve.dash()), theme.colour(curve.colour())));
      }
      return items;
    }
    Map<String, LegendItem> tasks = new LinkedHashMap<>();
    Map<Integer, LegendItem> groups = new LinkedHashMap<>();
    for (int i = 0; i < means.getSeriesCount(); i++) {
      Curve curve = means.curve(i);
      tasks.putIfAbsent(
          curve.task(), legendItem(curve.task(), style.stroke(0), theme.colour(curve.colour())));
      String group = means.getSeriesKey(i).substring(curve.task().length() + Figures.OF.length());
      groups.putIfAbsent(curve.dash(), legendItem(group, style.stroke(curve.dash()), theme.text()));
    }
    groups.values().forEach(items::add);
    tasks.values().forEach(items::add);
    return items;
  }

  private LegendItem legendItem(String label, Stroke stroke, Paint paint) {
    double half = 13 * style.unit();
    return new LegendItem(
        label, null, null, null, new Line2D.Double(-half, 0, half, 0), stroke, paint);
  }

  private static Color withAlpha(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /** The stretches of the tasks, if all runs have them in common. */
  private void addTaskBands() {
    List<Course> runs =
        figure.runs().stream().filter(course -> !course.taskNames().isEmpty()).toList();
    if (runs.isEmpty() || !runs.stream().allMatch(runs.getFirst()::hasBandsOf)) {
      return;
    }
    Course course = runs.getFirst();
    for (int task = 0; task < course.taskNames().size(); task++) {
      double start = (double) task * course.epochsPerTask();
      Color paint = task % 2 == 0 ? CLEAR : theme.band();
      IntervalMarker band = new IntervalMarker(start, start + course.epochsPerTask(), paint);
      band.setAlpha(1);
      String name = (task == 0 ? "learning " : "") + course.taskNames().get(task);
      band.setLabel(name);
      band.setLabelFont(style.ticks(name));
      band.setLabelPaint(theme.quietText());
      band.setLabelBackgroundColor(CLEAR);
      band.setLabelAnchor(RectangleAnchor.TOP);
      band.setLabelTextAnchor(TextAnchor.TOP_CENTER);
      band.setLabelOffsetType(LengthAdjustmentType.CONTRACT);
      band.setLabelOffset(style.insets(3, 3, 3, 3));
      plot.addDomainMarker(band, Layer.BACKGROUND);
    }
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
