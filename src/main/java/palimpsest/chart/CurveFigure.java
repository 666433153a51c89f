package palimpsest.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jfree.chart.JFreeChart;

/**
 * A figure of curves over epochs.
 *
 * @param quantity the quantity and unit on the vertical axis
 * @param percent whether the axis goes from 0 to 100
 * @param runs the runs behind the curves, from which the axis and the bands of tasks follow
 * @param band the measure of spread shown by the band around each mean
 * @param curves all curves, in the order in which they were made
 * @param byTask whether colours tell tasks and dashes tell groups, and the legend says just that
 * @param state zoom and hidden curves
 */
public record CurveFigure(
    String quantity,
    boolean percent,
    List<LearningCurves> runs,
    Band band,
    List<Curve> curves,
    boolean byTask,
    FigureState state)
    implements Figure {

  /** Copies the lists. */
  public CurveFigure {
    runs = List.copyOf(runs);
    curves = List.copyOf(curves);
  }

  /** The same figure looked at otherwise. */
  public CurveFigure with(FigureState other) {
    return new CurveFigure(quantity, percent, runs, band, curves, byTask, other);
  }

  /** The entries of the legend, hidden ones too, with the names and in the order of the state. */
  public List<LegendEntry> entries() {
    Map<String, LegendEntry> groups = new LinkedHashMap<>();
    Map<String, LegendEntry> tasks = new LinkedHashMap<>();
    for (Curve curve : curves) {
      if (curve.thin()) {
        continue;
      }
      boolean ofTask = !curve.task().isEmpty();
      if (!ofTask || byTask) {
        groups.putIfAbsent(curve.groupKey(), groupEntry(curve));
      }
      if (ofTask) {
        tasks.putIfAbsent(curve.taskKey(), taskEntry(curve));
      }
    }
    List<LegendEntry> entries = new ArrayList<>(state.arrange(List.copyOf(groups.values())));
    entries.addAll(state.arrange(List.copyOf(tasks.values())));
    return entries;
  }

  private LegendEntry groupEntry(Curve curve) {
    return new LegendEntry(
        curve.groupKey(),
        curve.group(),
        curve.count(),
        byTask ? -1 : curve.colour(),
        curve.dash(),
        false);
  }

  private LegendEntry taskEntry(Curve curve) {
    return new LegendEntry(
        curve.taskKey(),
        curve.task(),
        byTask || curve.alone() ? "" : curve.count(),
        curve.colour(),
        byTask ? 0 : curve.dash(),
        false);
  }

  /** The curves that are drawn, with the names and colours and in the order of the state. */
  public List<Curve> shown() {
    List<LegendEntry> entries = entries();
    Map<String, LegendEntry> byKey = new LinkedHashMap<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (LegendEntry entry : entries) {
      byKey.put(entry.key(), entry);
      places.put(entry.key(), places.size());
    }
    return curves.stream()
        .filter(curve -> !isHidden(curve))
        .sorted(
            Comparator.comparingInt((Curve curve) -> places.getOrDefault(curve.groupKey(), -1))
                .thenComparingInt(curve -> places.getOrDefault(curve.taskKey(), -1)))
        .map(curve -> styled(curve, byKey))
        .toList();
  }

  private boolean isHidden(Curve curve) {
    return state.hidden().contains(curve.groupKey()) || state.hidden().contains(curve.taskKey());
  }

  private static Curve styled(Curve curve, Map<String, LegendEntry> entries) {
    LegendEntry group = entries.get(curve.groupKey());
    LegendEntry task = entries.get(curve.taskKey());
    LegendEntry coloured = task == null ? group : task;
    return curve.styled(
        group == null ? curve.group() : group.name(),
        task == null ? curve.task() : task.name(),
        coloured == null || coloured.colour() < 0 ? curve.colour() : coloured.colour());
  }

  /** The epochs at which a curve that is drawn has a point. */
  NavigableSet<Double> epochs() {
    NavigableSet<Double> epochs = new TreeSet<>();
    for (Curve curve : curves) {
      if (!isHidden(curve)) {
        curve.points().forEach(point -> epochs.add(point.epoch()));
      }
    }
    return epochs;
  }

  /** All epochs that the axis can show. */
  public AxisRange wholeEpochs() {
    int last = runs.stream().mapToInt(LearningCurves::plannedEpochs).reduce(1, Math::max);
    return new AxisRange(-CurveChart.MARGIN * last, (1 + CurveChart.MARGIN) * last);
  }

  /** All values that the axis can show: the curves that are drawn, with their bands. */
  public AxisRange wholeValues() {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    for (Curve curve : shown()) {
      for (CurvePoint point : curve.points()) {
        double mean = point.spread().mean();
        double reach = band.reach(point.spread());
        double top = mean + (Double.isFinite(reach) ? reach : 0);
        highest = top > highest ? top : highest;
        lowest = mean > 0 && mean < lowest ? mean : lowest;
      }
    }
    if (state.logValues()) {
      double from = Double.isInfinite(lowest) ? (percent ? 1 : 0.1) : lowest;
      double to = percent ? 100 : Math.max(highest, from);
      return new AxisRange(
          from / CurveChart.LOG_MARGIN, Math.max(to, from) * CurveChart.LOG_MARGIN);
    }
    return percent
        ? new AxisRange(-2.5, 102.5)
        : new AxisRange(0, highest > 0 ? CurveChart.HEADROOM * highest : 1);
  }

  /** The epochs that are shown. */
  public AxisRange shownEpochs() {
    AxisRange chosen = state.epochs();
    return chosen == null ? wholeEpochs() : chosen.within(wholeEpochs());
  }

  /** The values that are shown. */
  public AxisRange shownValues() {
    AxisRange chosen = state.values();
    return chosen == null || (state.logValues() && chosen.from() <= 0) ? wholeValues() : chosen;
  }

  @Override
  public String title() {
    return quantity.replaceFirst(" \\([^)]*\\)$", "");
  }

  @Override
  public JFreeChart draw(ChartStyle style) {
    return new CurveChart(this, style).chart();
  }

  /** Draws the figure for a window without a legend, which then stands beside it. */
  public JFreeChart drawBare(ChartTheme theme) {
    return new CurveChart(this, ChartStyle.screen(theme)).bareChart();
  }
}
