package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;

class FiguresTest {

  @Test
  void taskAccuracyHasALineATaskFromTheUntrainedNetworkOn() {
    XYPlot plot = Figures.taskAccuracy(Runs.curves("EWC", 4, 7), ChartTheme.LIGHT).getXYPlot();
    XYDataset curves = plot.getDataset();

    assertThat(curves.getSeriesCount()).isEqualTo(3);
    assertThat(curves.getSeriesKey(1).toString()).isEqualTo("Letters");
    assertThat(curves.getItemCount(1)).isEqualTo(8);
    assertThat(curves.getXValue(1, 0)).isZero();
    assertThat(curves.getYValue(1, 0)).isEqualTo(3);
    assertThat(curves.getXValue(1, 7)).isEqualTo(7);
    assertThat(curves.getYValue(0, 7)).isEqualTo(47.5);
    assertThat((Object) plot.getDomainMarkers(Layer.BACKGROUND))
        .asInstanceOf(COLLECTION)
        .hasSize(3);
    assertThat(plot.getDomainAxis().getRange().getUpperBound()).isBetween(12.0, 12.5);
  }

  @Test
  void tasksWhoseNamesDoNotFitAreNumbered() {
    List<String> names =
        IntStream.rangeClosed(1, 15).mapToObj(task -> "Permutation " + task).toList();
    assertThat(labels(names, 4000))
        .startsWith("learning Permutation 1", "Permutation 2")
        .hasSize(15);
    assertThat(labels(names, 900)).startsWith("task 1", "2", "3").endsWith("14", "15").hasSize(15);
    assertThat(labels(names, 150))
        .as("numbers apart from one another, none cut")
        .startsWith("2", "4")
        .hasSizeBetween(2, 8)
        .allMatch(label -> label.matches("[0-9]+"));
  }

  /** The labels of tasks with an epoch each, on an axis of so many pixels. */
  private static List<String> labels(List<String> names, int width) {
    TaskAxis axis = new TaskAxis(names, RunLength.of(names.size(), 1));
    axis.setRange(0, names.size());
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    List<String> labels = new ArrayList<>();
    for (Object tick :
        axis.refreshTicks(
            graphics,
            new AxisState(),
            new Rectangle2D.Double(0, 0, width, 20),
            RectangleEdge.TOP)) {
      labels.add(((NumberTick) tick).getText());
    }
    graphics.dispose();
    return labels;
  }

  @Test
  void taskAccuracyOfManyConfigurationsHasNoTwoAlike() {
    List<LearningCurves> runs =
        IntStream.range(0, Figures.MOST_TOLD_APART)
            .mapToObj(place -> Runs.curves("Run " + place, 2, 6))
            .toList();
    JFreeChart chart = Figures.taskAccuracy(runs, ChartTheme.PRINT);
    AbstractXYItemRenderer renderer = (AbstractXYItemRenderer) chart.getXYPlot().getRenderer();
    List<List<Object>> looks =
        IntStream.range(0, chart.getXYPlot().getSeriesCount())
            .mapToObj(curve ->
                List.<Object>of(
                    renderer.getSeriesPaint(curve),
                    renderer.getSeriesStroke(curve),
                    corners(renderer.getSeriesShape(curve))))
            .toList();
    assertThat(looks).hasSize(3 * Figures.MOST_TOLD_APART).doesNotHaveDuplicates();
    LegendItemCollection legend = chart.getLegend().getSources()[0].getLegendItems();
    List<List<Object>> keys =
        IntStream.range(0, legend.getItemCount())
            .mapToObj(legend::get)
            .map(item ->
                List.<Object>of(
                    item.getLinePaint(),
                    item.getLineStroke(),
                    item.isShapeVisible() ? corners(item.getShape()) : ""))
            .toList();
    assertThat(keys).hasSize(Figures.MOST_TOLD_APART + 3).doesNotHaveDuplicates();
  }

  /** What tells a shape from others. */
  private static String corners(Shape shape) {
    StringBuilder text = new StringBuilder();
    double[] point = new double[6];
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      text.append(at.currentSegment(point)).append(Arrays.toString(point));
    }
    return text.toString();
  }

  @Test
  void overlaysHaveALineARunEvenWhenTwoAreCalledAlike() {
    List<LearningCurves> runs = List.of(Runs.curves("Replay", 3, 9), Runs.curves("Replay", 3, 4));

    XYPlot loss = Figures.meanLoss(runs, ChartTheme.PRINT).getXYPlot();
    XYPlot accuracy = Figures.meanAccuracy(runs, ChartTheme.PRINT).getXYPlot();

    assertThat(loss.getDataset().getSeriesCount()).isEqualTo(2);
    assertThat(loss.getDataset().getSeriesKey(1).toString()).isEqualTo("Replay (2)");
    assertThat(loss.getDataset().getYValue(0, 0)).isEqualTo(3.4);
    assertThat(accuracy.getDataset().getYValue(0, 9))
        .isEqualTo(100 * runs.getFirst().epochs().getLast().meanAccuracy());
    assertThat(Figures.taskAccuracy(runs, ChartTheme.PRINT).getXYPlot().getSeriesCount())
        .isEqualTo(6);
  }

  @Test
  void runsOfDifferentLengthShareAnAxisButNoBands() {
    List<LearningCurves> runs = List.of(Runs.curves("Replay", 3, 9), Runs.curves("EWC", 5, 15));
    XYPlot plot = Figures.meanLoss(runs, ChartTheme.PRINT).getXYPlot();

    assertThat((Object) plot.getDomainMarkers(Layer.BACKGROUND)).isNull();
    assertThat(plot.getDomainAxis().getRange().getUpperBound()).isBetween(15.0, 15.5);
  }

  @Test
  void aLossThatRanOffToInfinityIsAGap() {
    LearningCurves curves = Runs.curves("EWC", 1, 2);
    EpochScores lost =
        new EpochScores(
            2,
            0,
            1,
            0.1,
            Double.NaN,
            List.of(new TaskScore(Double.POSITIVE_INFINITY, 0.1), new TaskScore(1, 0.1)),
            1);
    LearningCurves diverged =
        new LearningCurves(
            curves.label(),
            curves.spec(),
            curves.taskNames(),
            new Scores(
                curves.initial(),
                Stream.concat(curves.epochs().stream(), Stream.of(lost)).toList()));
    JFreeChart chart = Figures.meanLoss(List.of(diverged), ChartTheme.PRINT);

    assertThat(chart.getXYPlot().getDataset().getYValue(0, 3)).isNaN();
    assertThat(chart.getXYPlot().getRangeAxis().getRange().getUpperBound()).isLessThan(5);
  }

  @Test
  void aGroupIsOneCurveWithItsNumberOfRunsAndAVeil() {
    CurveGroup replay =
        new CurveGroup(
            "Replay",
            List.of(Runs.curves("a", 3, 9), Runs.curves("b", 3, 9, 7), Runs.curves("c", 3, 4)));
    CurveGroup single = new CurveGroup("EWC", List.of(Runs.curves("d", 3, 9)));

    Comparison comparison = new Comparison(List.of(replay, single), Band.DEVIATION, true);
    CurveFigure figure = (CurveFigure) Figures.meanAccuracy(comparison);
    XYPlot plot = figure.draw(ChartTheme.PRINT).getXYPlot();

    assertThat(plot.getDataset(0).getSeriesCount()).isEqualTo(2);
    assertThat(plot.getDataset(0).getSeriesKey(0).toString()).isEqualTo("Replay, n = 2–3");
    assertThat(plot.getDataset(0).getSeriesKey(1).toString()).isEqualTo("EWC, n = 1");
    assertThat(plot.getDataset(1).getSeriesCount()).isEqualTo(3);
    assertThat(((AbstractXYItemRenderer) plot.getRenderer(0)).getAnnotations().size()).isEqualTo(1);
    assertThat(plot.getRangeAxis().getLabel()).endsWith("± sd over seeds");
    assertThat(figure.draw(ChartTheme.PRINT).getXYPlot().getLegendItems().getItemCount())
        .isEqualTo(2);
  }

  @Test
  void twoGroupsOverTasksHaveAColourATaskAndDashesAGroup() {
    List<LearningCurves> runs = List.of(Runs.curves("Replay", 3, 9), Runs.curves("Natural", 3, 9));

    CurveFigure figure = (CurveFigure) Figures.taskAccuracy(Comparison.ofSingles(runs));

    assertThat(figure.curves()).extracting(Curve::colour).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(figure.curves()).extracting(Curve::dash).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(legend(figure)).containsExactly("Replay", "Natural", "Digits", "Letters", "Kana");
  }

  @Test
  void theHeatMapIsTheMeanOfTheRunsThatCameSoFar() {
    LearningCurves whole = Runs.curves("a", 3, 9);
    LearningCurves part = Runs.curves("b", 3, 7, 9);
    HeatMap map = (HeatMap) Figures.accuracyMatrix(new CurveGroup("EWC", List.of(whole, part)));

    assertThat(map.cells().get(1).get(0))
        .isEqualTo(
            Spread.of(
                100 * whole.epochs().get(5).tests().get(0).accuracy(),
                100 * part.epochs().get(5).tests().get(0).accuracy()));
    assertThat(map.cells().get(2).get(2).n()).isEqualTo(1);
    assertThat(map.draw(ChartTheme.DARK).createBufferedImage(300, 200).getWidth()).isEqualTo(300);
  }

  private static List<String> legend(CurveFigure figure) {
    LegendItemCollection items = figure.draw(ChartTheme.LIGHT).getXYPlot().getLegendItems();
    return IntStream.range(0, items.getItemCount()).mapToObj(i -> items.get(i).getLabel()).toList();
  }

  @ParameterizedTest
  @EnumSource(ChartTheme.class)
  void everyThemeShowsEveryCurveInItsColour(ChartTheme theme) {
    BufferedImage image =
        Figures.taskAccuracy(Runs.curves("EWC", 5, 15), theme).createBufferedImage(1400, 800);
    assertThat(new Color(image.getRGB(3, 3))).isEqualTo(theme.background());
    for (int task = 0; task < 3; task++) {
      assertThat(count(image, theme.colour(task))).as("pixels of task %d", task).isGreaterThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource(ChartTheme.class)
  void everyCurveAndTextStandsOutFromTheGround(ChartTheme theme) {
    for (Color colour : theme.palette()) {
      assertThat(contrast(colour, theme.background())).as("%s", colour).isGreaterThan(3);
    }
    assertThat(contrast(theme.text(), theme.background())).isGreaterThan(7);
    assertThat(contrast(theme.quietText(), theme.background())).isGreaterThan(4.5);
  }

  @ParameterizedTest
  @EnumSource(ChartTheme.class)
  void manyTasksHaveColoursInTheirOrder(ChartTheme theme) {
    for (int tasks : new int[] {9, 20, 64}) {
      double before = 0;
      for (int task = 0; task < tasks; task++) {
        Color colour = theme.colour(ChartTheme.placeOfTask(task, tasks));
        assertThat(contrast(colour, theme.background())).as("%s", colour).isGreaterThan(2.9);
        double lightness = contrast(colour, Color.BLACK);
        assertThat(lightness).as("task %d of %d", task, tasks).isGreaterThan(before);
        before = lightness;
      }
    }
    // More tasks than steps share some, and few tasks have colours of their own.
    assertThat(theme.colour(ChartTheme.placeOfTask(999, 1000)))
        .isEqualTo(theme.colour(ChartTheme.placeOfTask(8, 9)));
    assertThat(ChartTheme.placeOfTask(7, 8)).isEqualTo(7);
  }

  /** In every cell, whatever its value. */
  @ParameterizedTest
  @EnumSource(ChartTheme.class)
  void numbersOfAHeatMapStandOutFromTheirCells(ChartTheme theme) {
    for (double share = 0; share <= 1; share += 0.01) {
      assertThat(contrast(theme.textOnHeat(), theme.heat(share)))
          .as("share %s", share)
          .isGreaterThan(5.5);
    }
    assertThat(contrast(theme.heat(1), theme.heat(0))).isGreaterThan(2);
  }

  /** No grid line runs through them, however small the figure. */
  @Test
  void namesOfTasksStandAboveThePlot() {
    JFreeChart chart = Figures.taskAccuracy(Runs.curves("EWC", 5, 15), ChartTheme.LIGHT);
    ChartRenderingInfo info = new ChartRenderingInfo();
    BufferedImage image = chart.createBufferedImage(300, 130, info);
    Rectangle2D plot = info.getPlotInfo().getDataArea();
    XYPlot xy = chart.getXYPlot();
    assertThat(xy.getDomainAxis(1)).isInstanceOf(TaskAxis.class);
    assertThat(xy.getDomainAxisEdge(1)).isEqualTo(RectangleEdge.TOP);
    assertThat(plot.getMinY()).isGreaterThan(14);
    assertThat(image.getHeight()).isEqualTo(130);
  }

  @Test
  void manyCurvesNeverShareBothColourAndDashes() {
    assertThat(
            Stream.iterate(0, curve -> curve + 1)
                .limit(40)
                .map(curve ->
                    List.of(ChartTheme.LIGHT.colour(curve), ChartTheme.LIGHT.stroke(curve))))
        .doesNotHaveDuplicates();
  }

  private static long count(BufferedImage image, Color colour) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == colour.getRGB()) {
          count++;
        }
      }
    }
    return count;
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(Color colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    float[] parts = colour.getRGBColorComponents(null);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum +=
          weights[i]
              * (parts[i] <= 0.04045
                  ? parts[i] / 12.92
                  : Math.pow((parts[i] + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
