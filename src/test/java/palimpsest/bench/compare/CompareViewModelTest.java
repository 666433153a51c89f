package palimpsest.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.archive.RunState;
import palimpsest.bench.session.EndedRuns;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.Band;
import palimpsest.chart.Curve;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.CurvePoint;
import palimpsest.chart.Spread;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.export.MeanTable;
import palimpsest.strategy.Strategies;

/** The comparison without a window. */
class CompareViewModelTest {

  private static final int EPOCHS = 3;

  @TempDir static Path folder;
  private static Archive archive;
  private static List<ArchivedRun> runs;

  private final List<List<Long>> asked = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<String> errors = new ArrayList<>();
  private CompareViewModel model;

  @BeforeAll
  static void makeRuns() {
    archive = MadeUpArchive.of(folder, 60, EPOCHS);
    runs = archive.runs();
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  @BeforeEach
  void openPage() {
    model =
        new CompareViewModel(
            this::scores, new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    model.setRuns(runs);
    work();
  }

  private Map<Long, Scores> scores(Collection<Long> ids) {
    asked.add(List.copyOf(ids));
    return archive.scores(ids);
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static List<Long> ids(int from, int to) {
    return runs.subList(from, to).stream().map(ArchivedRun::id).toList();
  }

  private CurveFigure figure() {
    work();
    assertThat(model.comparedProperty().get().figure()).isInstanceOf(CurveFigure.class);
    return (CurveFigure) Objects.requireNonNull(model.comparedProperty().get().figure());
  }

  @Test
  void whatWasChosenIsChosenAgainAtTheNextStart() {
    model.choose(ids(3, 8));
    String memory = model.choices().memory();
    model.choose(List.of());
    CompareViewModel next =
        new CompareViewModel(
            this::scores, new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    next.choices().recall("x " + memory + " 99999999999999999999999 -4");
    next.setRuns(runs);
    work();
    assertThat(next.choices().chosen())
        .extracting(ArchivedRun::id)
        .containsExactlyElementsOf(ids(3, 8));
  }

  @Test
  void namesOfTheLegendAreThoseOfTableAndFile() {
    model.choose(ids(0, 10));
    figure();
    String key = model.figure().entries().getFirst().key();
    model.figure().rename(key, "Ours");
    assertThat(figure().curves().getFirst().group()).isEqualTo("Ours");
    assertThat(model.comparedProperty().get().table().rows().getFirst().label()).isEqualTo("Ours");
    model.figure().toggle(key);
    model.kindProperty().set(FigureKind.MEAN_LOSS);
    figure();
    CurveFigure loss = Objects.requireNonNull(model.figure().figureProperty().get());
    assertThat(loss.shown()).extracting(Curve::group).containsExactly("Replay");
    model.choose(ids(0, 15));
    figure();
    assertThat(model.figure().entries().getFirst().name()).isEqualTo("Ours");
  }

  @Test
  void runsQueuedTogetherAreOfferedForComparisonWhenTheLastHasEnded() {
    List<List<Long>> offered = new ArrayList<>();
    EndedRuns ended = new EndedRuns(offered::add);
    List<ArchivedRun> three = runs.subList(0, 3);
    ended.queueIs(three);
    ended.archiveRead(runs);
    assertThat(offered).isEmpty();
    ended.queueIs(three.subList(2, 3));
    ended.queueIs(List.of());
    ended.archiveRead(List.of(underWay(three.getFirst(), 0.5), three.get(1), three.get(2)));
    assertThat(offered).isEmpty();
    ended.archiveRead(runs);
    assertThat(offered).containsExactly(ids(0, 3));
    ended.archiveRead(runs);
    ended.queueIs(runs.subList(5, 6));
    ended.queueIs(List.of());
    ended.archiveRead(runs);
    assertThat(offered).hasSize(1);
  }

  @Test
  void runsThatDifferOnlyInTheirSeedAreOneLineOfTheList() {
    assertThat(model.choices().shown()).hasSize(12).allMatch(group -> group.runs().size() == 5);
    assertThat(model.choices().shown())
        .extracting(GroupChoice::label)
        .doesNotHaveDuplicates()
        .contains("Fine-tuning", "Night shift 1");
    assertThat(model.comparedProperty().get().runs()).isEmpty();
    assertThat(model.comparedProperty().get().figure()).isNull();
  }

  @Test
  void theMeanOfAConfigurationIsThatOfAllItsSeedsAtEveryEpoch() {
    model.choose(ids(0, 10));
    List<Curve> curves = figure().curves();
    assertThat(curves).hasSize(2);
    for (int group = 0; group < 2; group++) {
      List<CurvePoint> points = curves.get(group).points();
      assertThat(points).hasSize(3 * EPOCHS + 1);
      for (int epoch = 0; epoch < 3 * EPOCHS; epoch++) {
        List<Double> values = new ArrayList<>();
        for (long id : ids(5 * group, 5 * group + 5)) {
          EpochScores scores =
              Objects.requireNonNull(archive.scores(List.of(id)).get(id)).epochs().get(epoch);
          double sum = 0;
          for (TaskScore test : scores.tests()) {
            sum += test.accuracy();
          }
          values.add(100 * sum / 3);
        }
        assertSpread(points.get(epoch + 1).spread(), values);
      }
    }
  }

  @Test
  void theTableAgreesWithASlowReckoningFromTheScores() {
    model.choose(ids(0, 60));
    work();
    List<MeanTable.Row> rows = model.comparedProperty().get().table().rows();
    assertThat(rows).hasSize(12);
    for (int place = 0; place < 12; place++) {
      MeanTable.Row row = rows.get(place);
      assertThat(row.count()).isEqualTo("5");
      List<Double> average = new ArrayList<>();
      List<Double> forgetting = new ArrayList<>();
      for (long id : ids(5 * place, 5 * place + 5)) {
        List<EpochScores> epochs =
            Objects.requireNonNull(archive.scores(List.of(id)).get(id)).epochs();
        average.add(100 * last(epochs, 2).stream().mapToDouble(d -> d).sum() / 3);
        double digits = Math.max(last(epochs, 0).get(0), last(epochs, 1).get(0));
        double letters = Math.max(last(epochs, 0).get(1), last(epochs, 1).get(1));
        forgetting.add(
            100 * (digits - last(epochs, 2).get(0) + letters - last(epochs, 2).get(1)) / 2);
      }
      assertSpread(row.values().get(column("Average accuracy")), average);
      assertSpread(row.values().get(column("Forgetting")), forgetting);
    }
  }

  private int column(String name) {
    return model.comparedProperty().get().table().columns().stream()
        .map(MeanTable.Column::name)
        .toList()
        .indexOf(name);
  }

  /** Accuracy on each task after the last epoch of one. */
  private static List<Double> last(List<EpochScores> epochs, int task) {
    return epochs.get(EPOCHS * (task + 1) - 1).tests().stream().map(TaskScore::accuracy).toList();
  }

  /** Compares with the textbook's formulas, written out. */
  private static void assertSpread(Spread spread, List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.size();
    double squares = 0;
    for (double value : values) {
      squares += Math.pow(value - mean, 2);
    }
    double deviation = Math.sqrt(squares / (values.size() - 1));
    assertThat(spread.n()).isEqualTo(values.size());
    assertThat(spread.mean()).isCloseTo(mean, within(1e-9));
    assertThat(spread.deviation()).isCloseTo(deviation, within(1e-9));
    assertThat(spread.error()).isCloseTo(deviation / Math.sqrt(values.size()), within(1e-9));
  }

  @Test
  void aRunThatIsOverIsReadOnceHoweverOftenTheFigureChanges() {
    model.choose(ids(0, 5));
    work();
    model.kindProperty().set(FigureKind.MEAN_LOSS);
    model.bandProperty().set(Band.NONE);
    work();
    model.choose(ids(0, 10));
    work();
    assertThat(asked).containsExactly(ids(0, 5), ids(5, 10));
  }

  @Test
  void onlyTheLatestChoiceIsReckoned() {
    model.choose(ids(0, 5));
    model.choose(ids(0, 10));
    model.choose(ids(0, 15));
    work();
    assertThat(asked).containsExactly(ids(0, 15));
    assertThat(model.comparedProperty().get().groups()).hasSize(3);
  }

  @Test
  void bandAndSingleSeedsReachTheFigure() {
    model.choose(ids(0, 5));
    assertThat(figure().band()).isEqualTo(Band.DEVIATION);
    assertThat(figure().curves()).hasSize(1);
    model.bandProperty().set(Band.ERROR);
    model.seedsProperty().set(true);
    assertThat(figure().band()).isEqualTo(Band.ERROR);
    assertThat(figure().curves()).hasSize(6).filteredOn(Curve::thin).hasSize(5);
  }

  @Test
  void ungroupedEveryRunIsItsOwnCurveUnderItsSeed() {
    model.choose(ids(0, 10));
    model.groupedProperty().set(false);
    assertThat(figure().curves()).hasSize(10).noneMatch(Curve::thin);
    assertThat(model.comparedProperty().get().labels())
        .doesNotHaveDuplicates()
        .contains("Fine-tuning · seed 1", "Replay · seed 5");
    assertThat(figure().band()).isEqualTo(Band.NONE);
  }

  @Test
  void taskAccuracySetsReplayAgainstNaturalReplayUnlessToldOtherwise() {
    model.choose(ids(0, 60));
    model.kindProperty().set(FigureKind.TASK_ACCURACY);
    assertThat(figure().curves()).hasSize(6);
    ComparisonResult comparisonResult = model.comparedProperty().get();
    assertThat(comparisonResult.first()).startsWith("Replay");
    assertThat(comparisonResult.groups())
        .filteredOn(group -> group.label().equals(comparisonResult.second()))
        .allMatch(group ->
            group.members().getFirst().spec().strategy().equals(Strategies.NATURAL_REPLAY));
    model.firstProperty().set("Fine-tuning");
    model.secondProperty().set("Night shift 1");
    work();
    assertThat(model.comparedProperty().get().first()).isEqualTo("Fine-tuning");
    assertThat(model.comparedProperty().get().second()).isEqualTo("Night shift 1");
  }

  @Test
  void theFilterHidesButDoesNotTakeAway() {
    model.choose(ids(0, 5));
    model.choices().filterProperty().set("natural  K-FAC seed");
    assertThat(model.choices().shown())
        .isNotEmpty()
        .allMatch(group -> group.label().startsWith("Natural replay, K-FAC"));
    model.choices().chooseShown();
    work();
    assertThat(model.comparedProperty().get().labels()).contains("Fine-tuning").hasSize(2);
    model.choices().filterProperty().set("no such run");
    assertThat(model.choices().shown()).isEmpty();
    assertThat(model.choices().chosen()).hasSize(10);
    model.choices().chooseNone();
    work();
    assertThat(model.comparedProperty().get().runs()).isEmpty();
  }

  @Test
  void aConfigurationIsChosenWholeAndCountsWhatIsChosenOfIt() {
    GroupChoice group = model.choices().shown().getFirst();
    model.choices().toggle(group);
    assertThat(group.chosenProperty().get()).isEqualTo(5);
    group.runs().getFirst().chosenProperty().set(false);
    assertThat(group.chosenProperty().get()).isEqualTo(4);
    work();
    assertThat(model.comparedProperty().get().table().rows().getFirst().count()).isEqualTo("4");
    model.choices().toggle(group);
    assertThat(group.chosenProperty().get()).isEqualTo(5);
    model.choices().toggle(group);
    assertThat(model.choices().chosen()).isEmpty();
  }

  @Test
  void whatWasChosenBeforeTheRunsCameIsChosenWhenTheyCome() {
    CompareViewModel early =
        new CompareViewModel(
            this::scores, new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    early.choose(ids(0, 5));
    work();
    assertThat(early.comparedProperty().get().runs()).isEmpty();
    early.setRuns(runs);
    work();
    assertThat(early.comparedProperty().get().runs()).hasSize(5);
  }

  @Test
  void aDeletedRunLeavesTheComparisonAndARestoredOneComesBack() {
    model.choose(ids(0, 10));
    work();
    model.setRuns(runs.subList(5, 60));
    work();
    assertThat(model.comparedProperty().get().labels()).hasSize(1);
    model.setRuns(runs);
    work();
    assertThat(model.comparedProperty().get().labels()).hasSize(2);
  }

  @Test
  void aRunUnderWayIsReadAgainWhileTheListStaysAsItIs() {
    List<ArchivedRun> before = new ArrayList<>(runs);
    before.set(0, underWay(runs.getFirst(), 0.3));
    model.setRuns(before);
    model.choose(ids(0, 5));
    work();
    assertThat(asked).containsExactly(ids(0, 5));
    GroupChoice line = model.choices().shown().getFirst();
    before.set(0, underWay(runs.getFirst(), 0.4));
    model.setRuns(before);
    work();
    assertThat(asked).containsExactly(ids(0, 5), ids(0, 1));
    assertThat(model.choices().shown().getFirst()).isSameAs(line);
  }

  @Test
  void aRunThatEndedBeforeAnythingWasMeasuredCannotBeChosenAndSaysWhy() {
    List<ArchivedRun> some = new ArrayList<>(runs);
    some.set(0, standing(runs.getFirst(), RunState.FAILED, 0.01, "The disk is full."));
    List<Long> without = ids(0, 1);
    CompareViewModel partly =
        new CompareViewModel(
            ids -> {
              Map<Long, Scores> scores = new HashMap<>(scores(ids));
              without.forEach(id -> scores.replace(id, Scores.NONE));
              return scores;
            },
            new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    partly.setRuns(some);
    work();
    assertThat(asked).as("only the doubtful one is looked up").containsExactly(ids(0, 1));
    GroupChoice group = partly.choices().shown().getFirst();
    RunChoice failed = group.runs().getFirst();
    assertThat(failed.isChoosable()).isFalse();
    assertThat(failed.hindrance())
        .isEqualTo(
            "Nothing to draw: run %d failed before the end of its first epoch. The disk is full."
                .formatted(failed.run().id()));
    assertThat(group.hindrance()).startsWith("1 of 5 runs ended");
    assertThat(partly.choices().choosableProperty().get()).isEqualTo(59);

    partly.choices().toggle(group);
    assertThat(group.chosenProperty().get()).isEqualTo(4);
    partly.choices().toggle(failed);
    partly.choices().chooseShown();
    assertThat(partly.choices().chosen()).hasSize(59);
    partly.choices().toggle(group);
    assertThat(group.chosenProperty().get()).as("all that could be chosen were").isZero();

    some.set(0, standing(runs.getFirst(), RunState.RUNNING, 0.01, ""));
    partly.setRuns(some);
    work();
    assertThat(partly.choices().choosableProperty().get()).as("it continued").isEqualTo(60);
  }

  private static ArchivedRun underWay(ArchivedRun run, double done) {
    return standing(run, RunState.RUNNING, done, "");
  }

  private static ArchivedRun standing(ArchivedRun run, RunState state, double done, String reason) {
    return new ArchivedRun(
        run.id(),
        run.spec(),
        state,
        run.created(),
        run.started(),
        null,
        reason,
        run.taskNames(),
        run.data(),
        run.device(),
        done,
        run.seconds(),
        Map.of(),
        run.notes(),
        run.tags(),
        false);
  }

  @Test
  void runsThatHaveNotLearnedAllTheirTasksCountForCurvesButNotForMetrics() {
    CompareViewModel half =
        new CompareViewModel(
            ids -> {
              Map<Long, Scores> scores = archive.scores(ids);
              long first = Collections.min(scores.keySet());
              Scores whole = scores.getOrDefault(first, Scores.NONE);
              scores.put(first, new Scores(whole.initial(), whole.epochs().subList(0, 4)));
              return scores;
            },
            new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    half.setRuns(runs);
    half.choose(ids(0, 5));
    work();
    ComparisonResult comparisonResult = half.comparedProperty().get();
    assertThat(comparisonResult.table().rows().getFirst().count()).isEqualTo("4 of 5");
    CurveFigure figure = (CurveFigure) Objects.requireNonNull(comparisonResult.figure());
    List<CurvePoint> points = figure.curves().getFirst().points();
    assertThat(points).hasSize(3 * EPOCHS + 1);
    assertThat(points.get(4).spread().n()).isEqualTo(5);
    assertThat(points.get(5).spread().n()).isEqualTo(4);
  }

  @Test
  void whatCannotBeReadIsSaid() {
    CompareViewModel broken =
        new CompareViewModel(
            ids -> {
              throw new palimpsest.problem.Problem("The disk is gone.");
            },
            new BackgroundExecutor(waiting::add, Runnable::run, errors::add));
    broken.setRuns(runs);
    broken.choose(ids(0, 5));
    work();
    assertThat(errors).containsExactly("The disk is gone.");
  }
}
