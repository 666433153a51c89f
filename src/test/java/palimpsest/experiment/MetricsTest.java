package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Offset<Double> ROUNDING = within(1e-12);

  private final RunResult whole =
      MadeUpRuns.result(
          MadeUpRuns.spec(1),
          new double[] {0.90, 0.10, 0.20},
          new double[] {0.95, 0.80, 0.25},
          new double[] {0.30, 0.50, 0.70});

  @Test
  void numbersAreThoseReckonedByHand() {
    Metrics metrics = Metrics.of(whole);
    assertThat(metrics.averageAccuracy()).isCloseTo((0.3 + 0.5 + 0.7) / 3, ROUNDING);
    assertThat(metrics.averageAccuracyAfter(0)).isCloseTo((0.9 + 0.1 + 0.2) / 3, ROUNDING);
    assertThat(metrics.seenAccuracyAfter(0)).isCloseTo(0.9, ROUNDING);
    assertThat(metrics.seenAccuracyAfter(1)).isCloseTo((0.95 + 0.8) / 2, ROUNDING);
    assertThat(metrics.averageIncrementalAccuracy()).isCloseTo((0.9 + 0.875 + 0.5) / 3, ROUNDING);
    assertThat(metrics.forgettingByTask()).containsExactly(new double[] {0.65, 0.3}, ROUNDING);
    assertThat(metrics.forgetting()).isCloseTo(0.475, ROUNDING);
    assertThat(metrics.backwardTransfer()).isCloseTo((-0.6 - 0.3) / 2, ROUNDING);
    assertThat(metrics.forwardTransfer()).isCloseTo((0.05 + 0.1) / 2, ROUNDING);
    assertThat(metrics.plasticity()).isCloseTo(0.8, ROUNDING);
    assertThat(metrics.intransigence(new double[] {0.95, 0.9, 0.7})).isCloseTo(0.05, ROUNDING);
  }

  @Test
  void onlyTheLastEpochOfATaskCounts() {
    RunResult twoEpochs =
        MadeUpRuns.result(
            MadeUpRuns.spec(2),
            new double[] {0.99, 0, 0},
            new double[] {0.90, 0.10, 0.20},
            new double[] {0.99, 0.99, 0},
            new double[] {0.95, 0.80, 0.25},
            new double[] {0.99, 0.99, 0.99},
            new double[] {0.30, 0.50, 0.70});
    assertThat(Metrics.of(twoEpochs).accuracyMatrix())
        .isDeepEqualTo(Metrics.of(whole).accuracyMatrix());
  }

  @Test
  void anUnfinishedRunGivesNoNumberItDidNotEarn() {
    RunResult stopped =
        MadeUpRuns.result(
            MadeUpRuns.spec(2),
            new double[] {0.8, 0.1, 0.2},
            new double[] {0.9, 0.1, 0.2},
            new double[] {0.7, 0.6, 0.2});
    Metrics metrics = Metrics.of(stopped);
    assertThat(metrics.seenAccuracyAfter(0)).isCloseTo(0.9, ROUNDING);
    assertThat(metrics.accuracyMatrix()[1]).containsOnly(Double.NaN);
    assertThat(metrics.all()).noneMatch(Metric::isKnown);
  }

  @Test
  void aSingleTaskHasNothingToForgetAndNothingToTransfer() {
    ExperimentSpec spec = SpecDraft.of(MadeUpRuns.spec(1)).with(SpecField.TASKS, "1").toSpec();
    List<Metric> known =
        Metrics.of(MadeUpRuns.result(spec, new double[] {0.9})).all().stream()
            .filter(Metric::isKnown)
            .toList();
    assertThat(known)
        .extracting(Metric::key)
        .containsExactly("average-accuracy", "average-incremental-accuracy", "plasticity");
    assertThat(known).allMatch(metric -> metric.value() == 0.9);
  }

  @Test
  void aRunThatMeasuredNothingHasNoNumbers() {
    assertThat(Metrics.of(MadeUpRuns.result(MadeUpRuns.spec(1))).all()).noneMatch(Metric::isKnown);
  }

  @Test
  void intransigenceNeedsAReferenceForEveryTask() {
    Metrics metrics = Metrics.of(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.intransigence(new double[] {0.9}));
    assertThat(metrics.all(new double[] {0.95, 0.9, 0.7}).getLast().value())
        .isCloseTo(0.05, ROUNDING);
  }
}
