package palimpsest.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;

class MetricsTest {

  private static final Offset<Double> ROUNDING = within(1e-12);

  private final RunResult whole =
      MadeUpRuns.result(
          MadeUpRuns.spec(1),
          new double[] {0.90, 0.10, 0.20},
          new double[] {0.95, 0.80, 0.25},
          new double[] {0.30, 0.50, 0.70});

  /** Every metric of {@link #twoEpochs()}, worked out by hand. */
  private static final Map<String, Double> BY_HAND =
      Map.of(
          "average-accuracy", (0.3 + 0.5 + 0.7) / 3,
          "average-incremental-accuracy", (0.9 + (0.95 + 0.8) / 2 + 0.5) / 3,
          "average-anytime-accuracy",
              (0.8 + 0.9 + (0.6 + 0.7) / 2 + (0.95 + 0.8) / 2 + (0.2 + 0.6 + 0.4) / 3 + 0.5) / 6,
          "worst-case-accuracy", 0.7 / 3 + (2.0 / 3) * (0.2 + 0.5) / 2,
          "forgetting", ((0.95 - 0.3) + (0.8 - 0.5)) / 2,
          "stability-gap", ((0.9 - 0.6) + (0.95 - 0.2) + (0.8 - 0.5)) / 3,
          "backward-transfer", ((0.3 - 0.9) + (0.5 - 0.8)) / 2,
          "remembering", 1 - 0.45,
          "forward-transfer", ((0.1 - 0.05) + (0.25 - 0.15)) / 2,
          "plasticity", (0.9 + 0.8 + 0.7) / 3);

  private static RunResult twoEpochs() {
    return MadeUpRuns.result(
        MadeUpRuns.spec(2),
        new double[] {0.80, 0, 0},
        new double[] {0.90, 0.10, 0.20},
        new double[] {0.60, 0.70, 0},
        new double[] {0.95, 0.80, 0.25},
        new double[] {0.20, 0.60, 0.40},
        new double[] {0.30, 0.50, 0.70});
  }

  @Test
  void everyMetricOfTheRegistryIsTheNumberWorkedOutByHand() {
    Map<String, Double> values =
        Metrics.of(AccuracyHistory.of(twoEpochs())).stream()
            .collect(Collectors.toMap(MetricValue::key, MetricValue::value));
    assertThat(values.keySet()).isEqualTo(BY_HAND.keySet());
    BY_HAND.forEach((key, value) -> assertThat(values.get(key)).as(key).isCloseTo(value, ROUNDING));
  }

  /** The same run evaluated twice more, within the first epoch of the second and third task. */
  private static final Map<String, Double> WITHIN_EPOCHS =
      with(
          Map.of(
              "average-anytime-accuracy",
              (0.8
                      + 0.9
                      + (0.5 + 0.65) / 2
                      + (0.6 + 0.7) / 2
                      + (0.95 + 0.8) / 2
                      + (0.1 + 0.4 + 0.1) / 3
                      + (0.2 + 0.6 + 0.4) / 3
                      + 0.5)
                  / 8,
              "worst-case-accuracy",
              0.7 / 3 + (2.0 / 3) * (0.1 + 0.4) / 2,
              "stability-gap",
              ((0.9 - 0.5) + (0.95 - 0.1) + (0.8 - 0.4)) / 3));

  @Test
  void evaluationsWithinEpochsCountToo() {
    RunResult plain = twoEpochs();
    Scores scores =
        new Scores(
            plain.initial(),
            plain.epochs(),
            List.of(
                new BatchScores(1, 0, 2, 4, MadeUpRuns.scores(0.5, 0.65, 0)),
                new BatchScores(2, 0, 1, 4, MadeUpRuns.scores(0.1, 0.4, 0.1))));
    AccuracyHistory history = new AccuracyHistory(RunLength.of(plain), scores);
    Map<String, Double> values =
        Metrics.of(history).stream()
            .collect(Collectors.toMap(MetricValue::key, MetricValue::value));
    WITHIN_EPOCHS.forEach(
        (key, value) -> assertThat(values.get(key)).as(key).isCloseTo(value, ROUNDING));
    assertThat(history.moments()).isEqualTo("8 evaluations, some within tasks");
  }

  /** The same run evaluated at the ends of tasks alone. */
  private static final Map<String, Double> AT_TASK_ENDS =
      with(
          Map.of(
              "average-anytime-accuracy", (0.9 + (0.95 + 0.8) / 2 + 0.5) / 3,
              "worst-case-accuracy", 0.7 / 3 + (2.0 / 3) * (0.3 + 0.5) / 2,
              "stability-gap", ((0.9 - 0.95) + (0.95 - 0.3) + (0.8 - 0.5)) / 3));

  /** The same run evaluated on the tasks seen so far alone. */
  private static final Map<String, Double> ON_SEEN_TASKS =
      with(Map.of("forward-transfer", Double.NaN));

  private static Map<String, Double> with(Map<String, Double> others) {
    Map<String, Double> all = new HashMap<>(BY_HAND);
    all.putAll(others);
    return all;
  }

  private static RunResult evaluated(boolean atTaskEnds, boolean onSeenTasks) {
    RunResult all = twoEpochs();
    List<EpochScores> epochs =
        all.epochs().stream()
            .map(scores ->
                evaluated(
                    scores,
                    atTaskEnds && scores.epoch() == 0 ? 0 : onSeenTasks ? scores.task() + 1 : 3))
            .toList();
    List<TaskScore> initial =
        onSeenTasks ? Collections.nCopies(3, TaskScore.NOT_EVALUATED) : all.initial();
    return new RunResult(
        all.spec(),
        all.taskNames(),
        all.device(),
        new Scores(initial, epochs),
        all.ending(),
        all.seconds(),
        all.weights());
  }

  private static EpochScores evaluated(EpochScores scores, int tasks) {
    List<TaskScore> tests = new ArrayList<>();
    for (int task = 0; task < 3; task++) {
      tests.add(
          task < tasks
              ? new TaskScore(
                  1, scores.tests().get(task).accuracy(), 200, ConfusionMatrix.NOT_RECORDED)
              : TaskScore.NOT_EVALUATED);
    }
    return new EpochScores(scores.task(), scores.epoch(), 1, 1, Double.NaN, tests, 1);
  }

  private static void assertValues(RunResult result, Map<String, Double> expected) {
    for (MetricValue metric : Metrics.of(AccuracyHistory.of(result))) {
      double value = Objects.requireNonNull(expected.get(metric.key()));
      if (Double.isNaN(value)) {
        assertThat(metric.value()).as(metric.key()).isNaN();
      } else {
        assertThat(metric.value()).as(metric.key()).isCloseTo(value, ROUNDING);
      }
    }
  }

  @Test
  void metricsOfFewerEvaluationsAreTheNumbersWorkedOutByHand() {
    assertValues(evaluated(false, false), BY_HAND);
    assertValues(evaluated(true, false), AT_TASK_ENDS);
    assertValues(evaluated(false, true), ON_SEEN_TASKS);
    Map<String, Double> both = new HashMap<>(AT_TASK_ENDS);
    both.put("forward-transfer", Double.NaN);
    assertValues(evaluated(true, true), both);
  }

  @Test
  void everyMetricSaysWhatItWasComputedFromOrWhyThereIsNone() {
    String ends = "Computed from the evaluations at the ends of tasks";
    String images = ", on 200 test images of each task.";
    assertThat(basis(evaluated(false, false), "forgetting")).isEqualTo(ends + images);
    assertThat(basis(evaluated(false, false), "stability-gap"))
        .isEqualTo("Computed from 6 evaluations, one after every epoch" + images);
    assertThat(basis(evaluated(true, false), "stability-gap")).isEqualTo(ends + images);
    assertThat(basis(evaluated(false, true), "forward-transfer"))
        .isEqualTo("Not recorded: needs the accuracy on each task before it is learned.");
    assertThat(basis(whole, "forgetting")).as("of version 0.1.0").isEqualTo(ends + ".");
    assertThat(basis(MadeUpRuns.result(MadeUpRuns.spec(1), new double[] {0.9, 0, 0}), "forgetting"))
        .isEqualTo("Known once all tasks it needs are learned.");
    ExperimentSpec alone =
        SpecDraft.of(MadeUpRuns.spec(1)).with(ScenarioSettings.JOINED_TASKS, "1").toSpec();
    assertThat(basis(MadeUpRuns.result(alone, new double[] {0.9}), "forgetting"))
        .isEqualTo("Needs a second task.");
  }

  private static String basis(RunResult result, String key) {
    return Metrics.of(AccuracyHistory.of(result)).stream()
        .filter(metric -> metric.key().equals(key))
        .map(MetricValue::basis)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasMeasuredBeforeATaskWasLearnedCountsAsItsBestWhereItWasMeasured() {
    RunResult lucky =
        MadeUpRuns.result(
            MadeUpRuns.spec(1),
            new double[] {0.9, 0.85, 0.2},
            new double[] {0.7, 0.8, 0.25},
            new double[] {0.3, 0.5, 0.7});
    assertThat(AccuracyHistory.of(lucky).forgettingByTask())
        .containsExactly(new double[] {0.9 - 0.3, 0.85 - 0.5}, ROUNDING);
    RunResult lost =
        MadeUpRuns.result(
            MadeUpRuns.spec(1),
            new double[] {Double.NaN, Double.NaN, Double.NaN},
            new double[] {0.7, 0.8, 0.25},
            new double[] {0.3, 0.5, 0.7});
    assertThat(AccuracyHistory.of(lost).forgettingByTask())
        .as("a row that is missing may have held the best")
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void everyMetricOfTheRegistrySaysWhatItMeansAndStandsInTheHelp() throws IOException {
    String help = Files.readString(Path.of("src/site/markdown/evaluation.md"));
    for (Metric metric : Metrics.ALL) {
      assertThat(metric.key()).matches("[a-z-]+");
      assertThat(metric.meaning()).endsWith(".");
      assertThat(metric.formula()).isNotBlank().doesNotEndWith(".");
      assertThat(metric.source()).matches(".+ \\d{4}, arXiv \\d{4}\\.\\d{5}");
      assertThat(help).as("a row of the help").contains("| " + metric.label() + " |");
    }
    assertThat(Metrics.ALL.stream().map(Metric::key)).doesNotHaveDuplicates();
  }

  @Test
  void meansAfterATaskAreThoseWorkedOutByHand() {
    AccuracyHistory history = AccuracyHistory.of(whole);
    assertThat(history.averageAccuracyAfter(0)).isCloseTo((0.9 + 0.1 + 0.2) / 3, ROUNDING);
    assertThat(history.seenAccuracyAfter(0)).isCloseTo(0.9, ROUNDING);
    assertThat(history.seenAccuracyAfter(1)).isCloseTo((0.95 + 0.8) / 2, ROUNDING);
    assertThat(history.forgettingByTask()).containsExactly(new double[] {0.65, 0.3}, ROUNDING);
  }

  @Test
  void onlyTheLastEpochOfATaskCountsForTheMatrix() {
    assertThat(AccuracyHistory.of(twoEpochs()).accuracyMatrix())
        .isDeepEqualTo(AccuracyHistory.of(whole).accuracyMatrix());
  }

  @Test
  void anUnfinishedRunGivesNoNumberItDidNotEarn() {
    RunResult stopped =
        MadeUpRuns.result(
            MadeUpRuns.spec(2),
            new double[] {0.8, 0.1, 0.2},
            new double[] {0.9, 0.1, 0.2},
            new double[] {0.7, 0.6, 0.2});
    AccuracyHistory history = AccuracyHistory.of(stopped);
    assertThat(history.seenAccuracyAfter(0)).isCloseTo(0.9, ROUNDING);
    assertThat(history.accuracyMatrix()[1]).containsOnly(Double.NaN);
    assertThat(Metrics.of(history)).noneMatch(MetricValue::isKnown);
  }

  @Test
  void aSingleTaskHasNothingToForgetAndNothingToTransfer() {
    ExperimentSpec spec =
        SpecDraft.of(MadeUpRuns.spec(1)).with(ScenarioSettings.JOINED_TASKS, "1").toSpec();
    List<MetricValue> known =
        Metrics.of(AccuracyHistory.of(MadeUpRuns.result(spec, new double[] {0.9}))).stream()
            .filter(MetricValue::isKnown)
            .toList();
    assertThat(known)
        .extracting(MetricValue::key)
        .containsExactly(
            "average-accuracy",
            "average-incremental-accuracy",
            "average-anytime-accuracy",
            "worst-case-accuracy",
            "plasticity");
    assertThat(known).allMatch(metric -> metric.value() == 0.9);
  }

  @Test
  void aRunThatMeasuredNothingHasNoNumbers() {
    assertThat(Metrics.of(AccuracyHistory.of(MadeUpRuns.result(MadeUpRuns.spec(1)))))
        .noneMatch(MetricValue::isKnown);
  }

  @Test
  void scoresThatCannotBeOfTheRunAreLeftUnknown() {
    EpochScores foreign =
        new EpochScores(2_000_000_000, 0, 1, 1, 1, MadeUpRuns.scores(0.5, 0.5), 1);
    EpochScores shorter = new EpochScores(0, 0, 1, 1, 1, MadeUpRuns.scores(0.5), 1);
    AccuracyHistory history =
        new AccuracyHistory(
            RunLength.of(2, 1), new Scores(MadeUpRuns.scores(0.1), List.of(foreign, shorter)));
    assertThat(Metrics.of(history)).noneMatch(MetricValue::isKnown);
  }

  @Test
  void intransigenceNeedsAReferenceForEveryTask() {
    AccuracyHistory history = AccuracyHistory.of(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intransigence.of(history, new double[] {0.9}));
    assertThat(Intransigence.of(history, new double[] {0.95, 0.9, 0.7})).isCloseTo(0.05, ROUNDING);
  }

  @Test
  void theMatrixHoldsTheLastEpochOfEachTaskHoweverManyEachHas() {
    List<EpochScores> epochs = new ArrayList<>();
    double[][] accuracies = {{0.1, 0}, {0.2, 0}, {0.3, 0}, {0.25, 0.9}};
    for (int i = 0; i < accuracies.length; i++) {
      int task = i < 3 ? 0 : 1;
      epochs.add(
          new EpochScores(
              task, i - 3 * task, 1, 0.5, Double.NaN, MadeUpRuns.scores(accuracies[i]), 1));
    }
    AccuracyHistory history =
        new AccuracyHistory(
            new RunLength(List.of(3, 1)), new Scores(MadeUpRuns.scores(0.1, 0.1), epochs));
    assertThat(history.accuracyMatrix())
        .isDeepEqualTo(new double[][] {accuracies[2], accuracies[3]});
  }
}
