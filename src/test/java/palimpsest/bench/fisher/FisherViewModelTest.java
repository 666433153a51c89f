package palimpsest.bench.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixRaster;
import palimpsest.chart.MatrixRegion;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.MatrixValues;
import palimpsest.chart.Reduction;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

class FisherViewModelTest {

  private static final Executor AT_ONCE = Runnable::run;

  private final FisherViewModel viewer = new FisherViewModel(AT_ONCE, AT_ONCE, AT_ONCE, AT_ONCE);
  private final List<String> loads = new ArrayList<>();

  @Test
  void theLatestMatrixIsShownUntilAnEarlierOneIsChosen() {
    MatrixChoice first = choice(1, Representation.DENSE, 0);
    MatrixChoice second = choice(1, Representation.DENSE, 1);
    MatrixChoice third = choice(1, Representation.DENSE, 2);
    viewer.offer(List.of(first));
    assertThat(chosen(0)).isEqualTo(first);
    viewer.offer(List.of(first, second));
    assertThat(chosen(0)).isEqualTo(second);

    viewer.panes().getFirst().choiceProperty().set(first);
    viewer.offer(List.of(first, second, third));

    assertThat(viewer.choices()).hasSize(3);
    assertThat(chosen(0)).isEqualTo(first);
  }

  @Test
  void aRunWithoutMatricesShowsNoneOfAnotherRunUntilOneIsChosen() {
    viewer.visibleProperty().set(true);
    MatrixChoice others = choice(1, Representation.DENSE, 0);
    viewer.offer(List.of(others), 2, true, "Run 2 has none yet.");
    PaneContent paneContent = viewer.panes().getFirst().slot();
    assertThat(viewer.panes().getFirst().choiceProperty().get()).isNull();
    assertThat(paneContent.remarkProperty().get()).isEqualTo("Run 2 has none yet.");
    assertThat(loads).isEmpty();

    MatrixChoice own = choice(2, Representation.KFAC, 0);
    viewer.offer(List.of(others, own), 2, true, "");
    assertThat(chosen(0)).isEqualTo(own);
    assertThat(paneContent.remarkProperty().get()).isEmpty();

    viewer.panes().getFirst().choiceProperty().set(others);
    viewer.offer(List.of(others, own), 3, true, "Run 3 has none yet.");
    assertThat(chosen(0)).as("chosen, and the queue advanced by itself").isEqualTo(others);

    viewer.offer(List.of(others, own), 2, false, "");
    assertThat(chosen(0)).as("run 2 was opened").isEqualTo(own);
  }

  @Test
  void curvesAndColoursForBothSignsPutZeroIntoTheMiddleAndBack() {
    LevelsModel levels = viewer.levels();
    levels.curveProperty().set(GreyCurve.SYMMETRIC_LOG);
    assertThat(levels.greysProperty().get())
        .isEqualTo(new GreyScale(-0.1, 0.1, GreyCurve.SYMMETRIC_LOG));
    assertThat(levels.blackProperty().get()).isEqualTo("-0.1");
    levels.curveProperty().set(GreyCurve.LINEAR);
    assertThat(levels.greysProperty().get()).isEqualTo(GreyScale.INITIAL);

    levels.paletteProperty().set(MatrixPalette.BLUE_RED);
    assertThat(levels.greysProperty().get()).isEqualTo(GreyScale.symmetric(0.1));
    MatrixRaster raster =
        MatrixRaster.of(
            new MatrixEntries.Diagonal(new float[] {-0.5f, 0.25f}),
            MatrixRegion.whole(2),
            Reduction.LARGEST_MAGNITUDE);
    levels.inView(List.of(new MatrixValues.Part(raster, 0, 0, 2, 2)));
    levels.auto();
    assertThat(levels.greysProperty().get())
        .as("stays symmetric")
        .isEqualTo(GreyScale.symmetric(0.5));
    levels.curveProperty().set(GreyCurve.LOG);
    assertThat(levels.paletteProperty().get())
        .as("a logarithm has no place for two signs")
        .isEqualTo(MatrixPalette.GREY);
  }

  @Test
  void zoomIsSaidInPlainWords() {
    assertThat(new Viewport(1 / 7.0, 0, 0).zoomText()).isEqualTo("14 %");
    assertThat(new Viewport(0.042, 0, 0).zoomText()).isEqualTo("4.2 %");
    assertThat(new Viewport(1, 0, 0).zoomText()).isEqualTo("1×");
    assertThat(new Viewport(7, 0, 0).zoomText()).isEqualTo("7×");
    assertThat(new Viewport(1.5625, 0, 0).zoomText()).isEqualTo("1.6×");
    assertThat(new Viewport(64, 0, 0).zoomText()).isEqualTo("64×");
  }

  @Test
  void onADenseScreenEntriesArePutOnItsOwnPixels() {
    Viewport plain = Viewport.fitting(2980, 800, 500, 1);
    Viewport dense = Viewport.fitting(2980, 800, 500, 2);
    assertThat(dense.scale()).isCloseTo(plain.scale(), within(1e-3));
    assertThat(dense.entriesPerPixel()).isCloseTo(plain.entriesPerPixel() / 2, within(1e-2));
    assertThat(Viewport.fitting(400, 800, 500, 2).scale()).as("two pixels an entry").isEqualTo(1);
    assertThat(Viewport.fitting(700, 800, 500, 2).scale()).as("one pixel").isEqualTo(0.5);
    assertThat(plain.on(2).scale()).isCloseTo(plain.scale(), within(1e-3));
  }

  @Test
  void nothingIsReadUntilThePageIsSeenAndThenOnlyWhatIsOnTheScreen() {
    viewer.offer(
        List.of(
            choice(1, Representation.DENSE, 0),
            choice(1, Representation.DENSE, 1),
            choice(1, Representation.DENSE, 2)));
    assertThat(loads).isEmpty();

    viewer.visibleProperty().set(true);
    assertThat(loads).containsExactly("1 DENSE 2");

    viewer.showPanes(2);
    assertThat(loads).containsExactly("1 DENSE 2", "1 DENSE 1");
    viewer.showPanes(1);
    assertThat(viewer.panes().get(1).matrix()).as("let go of").isNull();
  }

  @Test
  void anOfferOfTheSameMatricesReadsNothingAgain() {
    viewer.visibleProperty().set(true);
    viewer.offer(List.of(choice(1, Representation.DENSE, 0)));
    viewer.offer(List.of(choice(1, Representation.DENSE, 0)));
    viewer.offer(List.of(choice(0, Representation.DENSE, 0), choice(1, Representation.DENSE, 0)));
    assertThat(loads).containsExactly("1 DENSE 0");
  }

  @Test
  void theLatestChoiceWinsOverOneStillBeingRead() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    FisherViewModel slow = new FisherViewModel(waiting::add, AT_ONCE, AT_ONCE, AT_ONCE);
    slow.visibleProperty().set(true);
    MatrixChoice first = choice(1, Representation.DENSE, 0);
    MatrixChoice second = choice(1, Representation.DIAGONAL, 0);
    slow.offer(List.of(first, second));
    slow.panes().getFirst().choiceProperty().set(first);
    while (!waiting.isEmpty()) {
      waiting.removeLast().run();
    }
    FisherSnapshot shown = Objects.requireNonNull(slow.panes().getFirst().matrix());
    assertThat(shown.representation()).isEqualTo(Representation.DENSE);
    assertThat(loads).containsExactly("1 DENSE 0");
  }

  @Test
  void aMatrixThatCannotBeReadSaysWhy() {
    viewer.visibleProperty().set(true);
    viewer.offer(
        List.of(
            new MatrixChoice(
                1,
                "Run",
                Representation.DENSE,
                0,
                "after task 1",
                () -> {
                  throw new Problem("There is no file fisher.npz.");
                })));
    PaneContent paneContent = viewer.panes().getFirst().slot();
    assertThat(paneContent.remarkProperty().get()).isEqualTo("There is no file fisher.npz.");
    assertThat(paneContent.contentProperty().get()).isNull();
  }

  @Test
  void sideBySideShowsUpToThreeRepresentationsOfOneTaskFromSeveralRuns() {
    viewer.visibleProperty().set(true);
    viewer.offer(
        List.of(
            choice(1, Representation.DIAGONAL, 0),
            choice(1, Representation.DIAGONAL, 1),
            choice(2, Representation.KFAC, 0),
            choice(2, Representation.KFAC, 1),
            choice(3, Representation.DENSE, 0),
            choice(3, Representation.DENSE, 1)));
    viewer.sideBySide();

    assertThat(viewer.paneCountProperty().get()).isEqualTo(3);
    assertThat(chosen(0).representation()).isEqualTo(Representation.DENSE);
    assertThat(chosen(1).representation()).isEqualTo(Representation.DIAGONAL);
    assertThat(chosen(2).representation()).isEqualTo(Representation.KFAC);
    assertThat(viewer.panes()).allMatch(pane -> pane.choiceProperty().get().task() == 1);

    viewer.stepTask(-1);
    assertThat(viewer.panes()).allMatch(pane -> pane.choiceProperty().get().task() == 0);
    assertThat(chosen(1).representation()).isEqualTo(Representation.DIAGONAL);
    viewer.stepTask(-1);
    assertThat(chosen(0).task()).as("there is no earlier one").isZero();
  }

  @Test
  void aMatrixMeasuredInPassingTakesThePlaceOfTheOneBefore() {
    viewer.visibleProperty().set(true);
    viewer.offer(List.of(choice(1, Representation.DENSE, 0)));
    viewer.showLive(snapshot(Representation.KFAC, 1, 0.5f));
    assertThat(value(0)).isEqualTo(0.5f);
    viewer.showLive(snapshot(Representation.KFAC, 1, 0.75f));
    assertThat(viewer.choices()).hasSize(2);
    assertThat(value(0)).isEqualTo(0.75f);
    assertThat(chosen(0).runLabel()).isEqualTo("Live");

    viewer.endLive();
    assertThat(viewer.choices()).hasSize(1);
    assertThat(value(0)).isEqualTo(0.25f);
  }

  @Test
  void pointingReadsParameterNamesAndTheValuesOfEveryPane() {
    viewer.visibleProperty().set(true);
    viewer.offer(
        List.of(choice(1, Representation.DIAGONAL, 0), choice(1, Representation.DENSE, 0)));

    viewer.pointAt(1, 4);
    assertThat(viewer.readingProperty().get())
        .contains("row 1", "fc.weight[0,1]", "column 4", "fc.bias[0]", "value 0.25");
    viewer.pointAt(6, 0);
    assertThat(viewer.readingProperty().get()).isEmpty();
    viewer.pointAt(-1, 0);
    assertThat(viewer.readingProperty().get()).isEmpty();

    viewer.toggleDifference();
    viewer.pointAt(2, 3);
    assertThat(viewer.readingProperty().get()).contains("A 0.25", "B 0", "A − B 0.25");
  }

  @Test
  void theDifferenceComesWithRelativeErrorAndCosine() {
    Deque<Runnable> numbers = new ArrayDeque<>();
    FisherViewModel slow = new FisherViewModel(AT_ONCE, AT_ONCE, numbers::add, AT_ONCE);
    slow.visibleProperty().set(true);
    slow.offer(List.of(choice(1, Representation.DIAGONAL, 0), choice(1, Representation.DENSE, 0)));
    slow.toggleDifference();

    assertThat(slow.difference().comparisonProperty().get()).isEqualTo("computing…");
    while (!numbers.isEmpty()) {
      numbers.removeFirst().run();
    }
    // A is 36 times 0.25, B its diagonal: √30 / √36 and 6 / (6 √6).
    assertThat(slow.difference().comparisonProperty().get())
        .isEqualTo("‖A − B‖ / ‖A‖ = 0.9129\ncosine 0.4082");

    slow.toggleDifference();
    assertThat(slow.difference().slot().contentProperty().get()).isNull();
    assertThat(slow.difference().comparisonProperty().get()).isEmpty();
  }

  @Test
  void matricesOfDifferentNetworksHaveNoDifference() {
    viewer.visibleProperty().set(true);
    viewer.offer(
        List.of(
            new MatrixChoice(
                2,
                "Small",
                Representation.DIAGONAL,
                0,
                "after task 1",
                () -> snapshot(new MatrixEntries.Diagonal(new float[4]))),
            choice(1, Representation.DENSE, 0)));
    viewer.toggleDifference();
    assertThat(viewer.difference().slot().contentProperty().get()).isNull();
    assertThat(viewer.difference().slot().remarkProperty().get()).contains("6 × 6", "4 × 4");
  }

  @Test
  void aRangeThatMakesNoSenseIsComplainedOfAndTheLastOneStays() {
    LevelsModel levels = viewer.levels();
    levels.whiteProperty().set("0.5");
    assertThat(levels.greysProperty().get()).isEqualTo(new GreyScale(0, 0.5));

    levels.blackProperty().set("dark");
    assertThat(levels.errorProperty().get()).contains("Lower end is \"dark\"", "a number");
    assertThat(levels.greysProperty().get()).isEqualTo(new GreyScale(0, 0.5));
    levels.curveProperty().set(GreyCurve.LOG);
    levels.blackProperty().set("-3");
    levels.whiteProperty().set("-2");
    assertThat(levels.errorProperty().get())
        .contains("A logarithmic scale cannot end at −2: its upper end must be larger than 0.");

    levels.reset();
    assertThat(levels.errorProperty().get()).isEmpty();
    assertThat(levels.whiteProperty().get()).isEqualTo("0.1");

    levels.percentileProperty().set("140");
    assertThat(levels.errorProperty().get()).contains("140", "at most 100");
  }

  @Test
  void anEndOfTheRangeThatPassesTheOtherMovesItAlong() {
    LevelsModel levels = viewer.levels();
    levels.blackProperty().set("0.5");
    assertThat(levels.greysProperty().get()).isEqualTo(new GreyScale(0.5, 0.6));
    assertThat(levels.whiteProperty().get()).isEqualTo("0.6");
    assertThat(levels.errorProperty().get()).isEmpty();
    levels.whiteProperty().set("0.25");
    assertThat(levels.greysProperty().get().max()).isEqualTo(0.25);
    assertThat(levels.blackProperty().get()).isEqualTo("0.15");
  }

  @Test
  void coloursScaleAndRangeComeBackAsTheyWere() {
    for (MatrixPalette palette : MatrixPalette.values()) {
      for (GreyScale range :
          List.of(
              new GreyScale(0, 0.003),
              new GreyScale(-0.5, 2, GreyCurve.SYMMETRIC_LOG),
              new GreyScale(-0.01, 0.01, GreyCurve.SYMMETRIC_LOG))) {
        LevelsModel levels = new LevelsModel(Runnable::run, Runnable::run, Runnable::run);
        levels.restore(range, palette);
        assertThat(levels.greysProperty().get()).isEqualTo(range);
        assertThat(levels.paletteProperty().get()).isEqualTo(palette);
        assertThat(levels.curveProperty().get()).isEqualTo(range.curve());
      }
    }
  }

  @Test
  void autoFitsTheRangeToThePercentileOfWhatIsInView() {
    LevelsModel levels = viewer.levels();
    float[] diagonal = new float[200];
    for (int i = 0; i < 200; i++) {
      diagonal[i] = (i + 1) / 1000f;
    }
    MatrixRaster raster =
        MatrixRaster.of(
            new MatrixEntries.Diagonal(diagonal), MatrixRegion.whole(200), Reduction.MEAN);
    levels.inView(List.of(new MatrixValues.Part(raster, 0, 0, 200, 200)));
    levels.auto();

    assertThat(levels.greysProperty().get().min()).isZero();
    assertThat(levels.greysProperty().get().max()).isCloseTo(0.199, within(1e-6));
    assertThat(levels.whiteProperty().get()).isEqualTo("0.199");

    levels.percentileProperty().set("50");
    levels.curveProperty().set(GreyCurve.LOG);
    levels.auto();
    assertThat(levels.greysProperty().get().max()).isCloseTo(0.101, within(1e-6));
    assertThat(levels.greysProperty().get().curve()).isEqualTo(GreyCurve.LOG);

    levels.inView(List.of(new MatrixValues.Part(raster, 0, 0, 50, 50)));
    levels.auto();
    assertThat(levels.greysProperty().get().max()).isCloseTo(0.026, within(1e-6));
  }

  @Test
  void theRangeOfTheDifferenceIsThatOfTheWholeUntilAnotherIsAskedFor() {
    LevelsModel levels = viewer.levels();
    MatrixRaster raster =
        MatrixRaster.of(
            new MatrixEntries.Diagonal(new float[] {-0.5f, 0.25f}),
            MatrixRegion.whole(2),
            Reduction.LARGEST_MAGNITUDE);
    List<MatrixValues.Part> parts = List.of(new MatrixValues.Part(raster, 0, 0, 2, 2));
    levels.differenceShown(
        new MatrixSource.Entries(new MatrixEntries.Diagonal(new float[] {2, -0.5f, 0.25f})));
    assertThat(levels.differenceGreysProperty().get()).isEqualTo(GreyScale.symmetric(2));
    levels.differenceInView(parts);
    assertThat(levels.differenceGreysProperty().get())
        .as("after a zoom its colours mean what they meant")
        .isEqualTo(GreyScale.symmetric(2));

    levels.auto();
    assertThat(levels.differenceGreysProperty().get())
        .as("asked for")
        .isEqualTo(GreyScale.symmetric(0.5));
    levels.limitProperty().set("0.1");
    levels.differenceShown(
        new MatrixSource.Entries(new MatrixEntries.Diagonal(new float[] {3, 0, 0})));
    assertThat(levels.differenceGreysProperty().get())
        .as("chosen")
        .isEqualTo(GreyScale.symmetric(0.1));
  }

  @Test
  void liveMatricesAreAskedForOnlyWhileSomebodyLooks() {
    List<String> asked = new ArrayList<>();
    boolean[] wanted = {false};
    ObjectProperty<Integer> seconds = new SimpleObjectProperty<>(5);
    LiveRequests live = new LiveRequests(seconds, () -> asked.add("matrix"), () -> wanted[0]);
    long second = 1_000_000_000L;
    live.tick(0);
    assertThat(asked).isEmpty();
    wanted[0] = true;
    live.tick(second);
    live.tick(5 * second);
    assertThat(asked).hasSize(1);
    live.tick(6 * second);
    assertThat(asked).hasSize(2);
    seconds.set(0);
    live.tick(60 * second);
    assertThat(asked).hasSize(2);
    seconds.set(1);
    live.tick(61 * second);
    live.tick(62 * second);
    assertThat(asked).hasSize(4);
  }

  @Test
  void zoomingKeepsWhatIsUnderThePointerThere() {
    Viewport view = Viewport.fitting(2980, 800, 500, 1);
    assertThat(view.scale()).isCloseTo(500.0 / 2980, within(1e-4));
    assertThat(view.scale() * 2980).as("it fits").isLessThanOrEqualTo(500);

    Viewport zoomed = view.zoomedAbout(300, 200, 40, 0.01);

    assertThat(zoomed.columnAt(300)).isEqualTo(view.columnAt(300));
    assertThat(zoomed.rowAt(200)).isEqualTo(view.rowAt(200));
    assertThat(zoomed.zoomedAbout(0, 0, 1e9, 0.01).scale()).isEqualTo(Viewport.LARGEST);
    assertThat(zoomed.zoomedAbout(0, 0, 1e-9, 0.01).scale()).isEqualTo(0.01);
  }

  @Test
  void theMatrixFollowsTheHandButNeverOutOfSight() {
    Viewport view = new Viewport(2, 10, 10);
    assertThat(view.panned(8, -4)).isEqualTo(new Viewport(2, 6, 12));

    Viewport far = view.panned(1e6, -1e6).heldNear(100, 400, 300);
    assertThat(far.xOf(0)).isEqualTo(200);
    assertThat(far.yOf(100)).isEqualTo(150);
  }

  private MatrixChoice chosen(int pane) {
    return Objects.requireNonNull(viewer.panes().get(pane).choiceProperty().get());
  }

  private float value(int pane) {
    return Objects.requireNonNull(viewer.panes().get(pane).matrix()).entries().at(0, 0);
  }

  private MatrixChoice choice(long run, Representation representation, int task) {
    return new MatrixChoice(
        run,
        "Run " + run,
        representation,
        task,
        "after task " + (task + 1),
        () -> {
          loads.add("%d %s %d".formatted(run, representation, task));
          return snapshot(representation, task, 0.25f);
        });
  }

  private static FisherSnapshot snapshot(Representation representation, int task, float value) {
    float[] values = new float[representation == Representation.DIAGONAL ? 6 : 36];
    Arrays.fill(values, value);
    return new FisherSnapshot(
        representation,
        task,
        "after task " + (task + 1),
        10,
        false,
        layout(),
        representation == Representation.DIAGONAL
            ? new MatrixEntries.Diagonal(values)
            : new MatrixEntries.Full(6, values));
  }

  private static FisherSnapshot snapshot(MatrixEntries entries) {
    return new FisherSnapshot(
        Representation.DIAGONAL, 0, "after task 1", 10, false, layout(), entries);
  }

  private static ParameterLayout layout() {
    return new ParameterLayout(
        List.of(
            new ParameterLayout.Tensor("fc", "weight", List.of(2, 2), 0),
            new ParameterLayout.Tensor("fc", "bias", List.of(2), 4)));
  }
}
