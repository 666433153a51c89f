package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;

class FigureStateTest {

  private static final CurveFigure MEANS =
      (CurveFigure)
          Figures.meanLoss(
              Comparison.ofSingles(
                  List.of(
                      Runs.curves("Replay", 3, 9),
                      Runs.curves("EWC", 3, 9),
                      Runs.curves("Fine-tuning", 3, 9))));
  private static final CurveFigure TASKS =
      (CurveFigure)
          Figures.taskAccuracy(
              Comparison.ofSingles(
                  List.of(Runs.curves("Replay", 3, 9), Runs.curves("Natural", 3, 9))));

  @Test
  void hiddenCurvesAreNotDrawnAndTheOthersKeepTheirColours() {
    CurveFigure figure = MEANS.with(FigureState.INITIAL.withHidden(List.of("group:Replay")));

    assertThat(figure.shown()).extracting(Curve::group).containsExactly("EWC", "Fine-tuning");
    assertThat(figure.shown()).extracting(Curve::colour).containsExactly(1, 2);
    assertThat(figure.entries())
        .extracting(LegendEntry::hidden)
        .containsExactly(true, false, false);
    assertThat(legend(figure)).containsExactly("EWC", "Fine-tuning");
  }

  @Test
  void aHiddenTaskOrGroupHidesItsCurves() {
    CurveFigure figure =
        TASKS.with(FigureState.INITIAL.withHidden(List.of("task:Letters", "group:Natural")));

    assertThat(figure.shown())
        .extracting(Curve::label)
        .containsExactly("Digits – Replay", "Kana – Replay");
  }

  @Test
  void namesOrderAndColoursAreThoseOfTheState() {
    CurveFigure figure =
        MEANS.with(
            FigureState.INITIAL
                .withOrder(List.of("group:Fine-tuning", "group:gone"))
                .withName("group:EWC", " Ours ")
                .withColour("group:Replay", 5));

    assertThat(figure.shown())
        .extracting(Curve::label)
        .containsExactly("Fine-tuning", "Replay", "Ours");
    assertThat(figure.shown()).extracting(Curve::colour).containsExactly(2, 5, 1);
    assertThat(legend(figure)).containsExactly("Fine-tuning", "Replay", "Ours");
    assertThat(figure.with(figure.state().withName("group:EWC", "")).shown().getLast().group())
        .isEqualTo("EWC");
  }

  @Test
  void theAxesShowWhatTheStateSays() {
    CurveFigure figure =
        MEANS.with(FigureState.INITIAL.withRanges(new AxisRange(2, 5), new AxisRange(0.5, 0.75)));
    XYPlot plot = figure.draw(ChartTheme.LIGHT).getXYPlot();

    assertThat(plot.getDomainAxis().getLowerBound()).isEqualTo(2);
    assertThat(plot.getDomainAxis().getUpperBound()).isEqualTo(5);
    assertThat(plot.getRangeAxis().getLowerBound()).isEqualTo(0.5);
    assertThat(plot.getDomainAxis(1).getRange()).isEqualTo(plot.getDomainAxis().getRange());
  }

  @Test
  void onALogarithmicAxisZeroIsAGapAndEverythingElseIsSeen() {
    CurveFigure accuracy =
        (CurveFigure) Figures.meanAccuracy(Comparison.ofSingles(List.of(Runs.curves("a", 3, 9))));
    CurveFigure figure = accuracy.with(FigureState.INITIAL.withLogValues(true));
    XYPlot plot = figure.draw(ChartTheme.LIGHT).getXYPlot();

    assertThat(plot.getRangeAxis()).isInstanceOf(LogAxis.class);
    double least =
        figure.shown().getFirst().points().stream()
            .mapToDouble(point -> point.spread().mean())
            .min()
            .orElseThrow();
    assertThat(plot.getRangeAxis().getLowerBound()).isPositive().isLessThan(least);
    CurveDataset zero =
        new CurveDataset(
            List.of(
                new Curve(
                    "a",
                    "a",
                    "",
                    "a",
                    1L,
                    "",
                    false,
                    0,
                    0,
                    false,
                    List.of(new CurvePoint(0, Spread.of(0)), new CurvePoint(1, Spread.of(2))))),
            true);
    assertThat(zero.getYValue(0, 0)).isNaN();
    assertThat(zero.getYValue(0, 1)).isEqualTo(2);
  }

  @Test
  void theWholeRangeIsThatOfTheCurvesShown() {
    LearningCurves calm = Runs.curves("calm", 3, 9);
    CurveFigure figure =
        (CurveFigure)
            Figures.meanLoss(Comparison.ofSingles(List.of(calm, Runs.spiked("spiked", 3, 9, 1e6))));

    assertThat(figure.wholeValues().to()).isGreaterThan(1e5);
    assertThat(
            figure.with(FigureState.INITIAL.withHidden(Set.of("group:spiked"))).wholeValues().to())
        .isLessThan(10);
  }

  @Test
  void zoomingKeepsThePointUnderThePointerAndNeverLeavesTheWhole() {
    AxisRange whole = new AxisRange(0, 100);
    AxisRange zoomed = whole.zoomed(0.5, 0.25, false, whole);
    assertThat(zoomed).isEqualTo(new AxisRange(12.5, 62.5));
    assertThat(zoomed.zoomed(100, 0.9, false, whole)).isEqualTo(whole);
    assertThat(zoomed.moved(5, false, whole)).isEqualTo(new AxisRange(50, 100));
    assertThat(zoomed.moved(-5, false, whole)).isEqualTo(new AxisRange(0, 50));
    AxisRange narrow = whole;
    for (int i = 0; i < 200; i++) {
      narrow = narrow.zoomed(0.5, 0.5, false, whole);
    }
    assertThat(narrow.length()).isCloseTo(1e-4, within(1e-9));
  }

  @Test
  void logarithmicRangesZoomByFactors() {
    AxisRange whole = new AxisRange(1, 10_000);
    AxisRange zoomed = whole.zoomed(0.5, 0.5, true, whole);
    assertThat(zoomed.from()).isCloseTo(10, within(1e-9));
    assertThat(zoomed.to()).isCloseTo(1000, within(1e-9));
    assertThat(zoomed.moved(0.5, true, whole).from()).isCloseTo(100, within(1e-6));
  }

  private static List<String> legend(CurveFigure figure) {
    LegendItemCollection items = figure.draw(ChartTheme.LIGHT).getXYPlot().getLegendItems();
    return IntStream.range(0, items.getItemCount()).mapToObj(i -> items.get(i).getLabel()).toList();
  }
}
