package palimpsest.chart;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import palimpsest.experiment.RunLength;

/** Draws a figure of curves over epochs. */
final class CurveChart {

  private static final int MOST_DOTS = 60;

  /** The approximate number of markers on a curve. */
  private static final int MARKERS = 8;

  /** Points of all curves beyond which dots would cover each other, and take long to draw. */
  private static final int ALL_DOTS = 700;

  /** Names in a legend beyond which it is set smaller. */
  private static final int MOST_LARGE = 12;

  private static final Color CLEAR = new Color(0, 0, 0, 0);

  /** Room beside the first and last epoch, so that their dots are whole. */
  static final double MARGIN = 0.012;

  /** Space above the highest value. */
  static final double HEADROOM = 1.05;

  /** The factor between the outermost values and the ends of a logarithmic axis. */
  static final double LOG_MARGIN = 1.15;

  /**
   * Of a size that nothing else has: FXGraphics2D forgets its font at the end of a drawing and
   * takes an equal one at the beginning of the next for already set, so that names would be drawn
   * larger than they were measured, over each other.
   */
  private static final float CROWDED = 10.5f;

  private final CurveFigure figure;
  private final List<Curve> curves;
  private final ChartStyle style;
  private final ChartTheme theme;
  private final NumberAxis epochs = new NumberAxis("Epoch");
  private final ValueAxis values;
  private final XYPlot plot;

  CurveChart(CurveFigure figure, ChartStyle style) {
    this.figure = figure;
    this.style = style;
    theme = style.theme();
    curves = figure.shown();
    values = figure.state().logValues() ? new DecadeAxis(quantity()) : new NumberAxis(quantity());
    plot = new XYPlot(null, epochs, values, null);
    plot.setNotify(false);
    styleAxes();
    addCurves();
    addTaskBands();
    plot.setFixedLegendItems(legend());
  }

  /** The figure with its legend. */
  JFreeChart chart() {
    JFreeChart chart = bareChart();
    if (!style.isPaper()) {
      addLegend(chart);
    }
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

  /** The figure without its legend. */
  JFreeChart bareChart() {
    JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(style.insets(4, 4, 4, 4));
    chart.setAntiAlias(true);
    chart.setTextAntiAlias(true);
    return chart;
  }

  /** The name of the axis, with the meaning of the band where one is drawn. */
  private String quantity() {
    boolean banded =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .anyMatch(point -> Double.isFinite(figure.band().reach(point.spread())));
    return banded
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
    for (ValueAxis axis : List.of(epochs, values)) {
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
    show(figure.shownEpochs(), epochs);
    show(figure.shownValues(), values);
    if (values instanceof NumberAxis axis && figure.percent() && figure.state().values() == null) {
      axis.setTickUnit(new NumberTickUnit(20));
    }
  }

  private static void show(AxisRange range, ValueAxis axis) {
    axis.setRange(range.from(), range.to());
  }

  /** Thin lines lie below the means, and bands below them all. */
  private void addCurves() {
    boolean log = figure.state().logValues();
    CurveDataset means =
        new CurveDataset(curves.stream().filter(curve -> !curve.thin()).toList(), log);
    CurveDataset singles = new CurveDataset(curves.stream().filter(Curve::thin).toList(), log);
    long dots = means.getSeriesCount() * visiblePoints(means);
    // Among markers that tell groups apart, a dot that only shows a point would be one more.
    boolean marked = curves.stream().anyMatch(c -> marker(c.dash()) > 0);
    CurveRenderer strong = renderer();
    CurveRenderer faint = renderer();
    for (int i = 0; i < means.getSeriesCount(); i++) {
      Curve curve = means.curve(i);
      strong.setSeriesPaint(i, theme.colour(curve.colour()));
      strong.setSeriesStroke(i, style.stroke(curve.dash()));
      int marker = marker(curve.dash());
      strong.setSeriesShape(i, Markers.of(marker, radius()));
      strong.setSeriesShapesVisible(
          i, marked ? marker > 0 : dots <= ALL_DOTS && visiblePoints(curve) <= MOST_DOTS);
      strong.setMarkerStep(i, marker > 0 ? Math.ceilDiv(visiblePoints(curve), MARKERS) : 1);
      band(curve, strong);
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

  private long visiblePoints(CurveDataset of) {
    long most = 0;
    for (int i = 0; i < of.getSeriesCount(); i++) {
      most = Math.max(most, visiblePoints(of.curve(i)));
    }
    return most;
  }

  private long visiblePoints(Curve curve) {
    AxisRange shown = figure.shownEpochs();
    return curve.points().stream()
        .filter(point -> point.epoch() >= shown.from() && point.epoch() <= shown.to())
        .count();
  }

  private CurveRenderer renderer() {
    CurveRenderer renderer = new CurveRenderer();
    renderer.setDefaultShape(Markers.of(0, radius()));
    renderer.setAutoPopulateSeriesShape(false);
    return renderer;
  }

  private double radius() {
    return 2.5 * style.unit();
  }

  /** The marker of a group whose dashes another one has, too; where colours tell groups, 0. */
  private int marker(int dash) {
    return figure.byTask() ? dash / ChartTheme.dashes() : 0;
  }

  /** A polygon for each stretch of epochs that has a scatter: it never bridges a gap. */
  private void band(Curve curve, AbstractXYItemRenderer renderer) {
    List<CurvePoint> stretch = new ArrayList<>();
    for (CurvePoint point : curve.points()) {
      if (Double.isFinite(figure.band().reach(point.spread()))) {
        stretch.add(point);
      } else {
        band(stretch, curve, renderer);
        stretch.clear();
      }
    }
    band(stretch, curve, renderer);
  }

  private void band(List<CurvePoint> stretch, Curve curve, AbstractXYItemRenderer renderer) {
    int count = stretch.size();
    if (count < 2) {
      return;
    }
    // A logarithmic axis has no place for 0 and less.
    double lowest =
        figure.state().logValues() ? values.getRange().getLowerBound() : Double.NEGATIVE_INFINITY;
    double[] outline = new double[4 * count];
    for (int i = 0; i < count; i++) {
      Spread spread = stretch.get(i).spread();
      double reach = figure.band().reach(spread);
      int back = 4 * count - 2 - 2 * i;
      outline[2 * i] = stretch.get(i).epoch();
      outline[2 * i + 1] = Math.max(spread.mean() + reach, lowest);
      outline[back] = stretch.get(i).epoch();
      outline[back + 1] = Math.max(spread.mean() - reach, lowest);
    }
    Color paint = withAlpha(theme.colour(curve.colour()), 48);
    renderer.addAnnotation(new XYPolygonAnnotation(outline, null, null, paint), Layer.BACKGROUND);
  }

  private LegendItemCollection legend() {
    LegendItemCollection items = new LegendItemCollection();
    for (LegendEntry entry : figure.entries()) {
      if (!entry.hidden()) {
        Color colour = entry.colour() < 0 ? theme.text() : theme.colour(entry.colour());
        items.add(
            legendItem(entry.label(), style.stroke(entry.dash()), colour, marker(entry.dash())));
      }
    }
    return items;
  }

  private LegendItem legendItem(String label, Stroke stroke, Paint paint, int marker) {
    double half = 13 * style.unit();
    return new LegendItem(
        label,
        null,
        null,
        null,
        marker > 0,
        Markers.of(marker, radius()),
        true,
        paint,
        false,
        paint,
        stroke,
        true,
        new Line2D.Double(-half, 0, half, 0),
        stroke,
        paint);
  }

  private static Color withAlpha(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /** The stretches of the tasks, if all runs have them in common. */
  private void addTaskBands() {
    List<LearningCurves> runs =
        figure.runs().stream().filter(curves -> !curves.taskNames().isEmpty()).toList();
    if (runs.isEmpty() || !runs.stream().allMatch(runs.getFirst()::hasBandsOf)) {
      return;
    }
    LearningCurves curves = runs.getFirst();
    RunLength length = curves.length();
    for (int task = 0; task < length.tasks(); task++) {
      double start = length.before(task);
      Color paint = task % 2 == 0 ? CLEAR : theme.band();
      IntervalMarker band = new IntervalMarker(start, start + length.epochs(task), paint);
      band.setAlpha(1);
      plot.addDomainMarker(band, Layer.BACKGROUND);
    }
    List<String> names = names(curves);
    TaskAxis tasks = new TaskAxis(names, length);
    tasks.setTickLabelFont(style.ticks(String.join("", names)));
    tasks.setTickLabelInsets(style.insets(2, 4, 2, 4));
    tasks.setTickLabelPaint(theme.quietText());
    show(figure.shownEpochs(), tasks);
    plot.setDomainAxis(1, tasks);
    plot.setDomainAxisLocation(1, AxisLocation.TOP_OR_LEFT);
  }

  /** The names of the tasks as the legend has them. */
  private List<String> names(LearningCurves curves) {
    return curves.taskNames().stream()
        .map(task -> figure.state().names().getOrDefault("task:" + task, task))
        .toList();
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
