package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

class CurveGroupTest {

  private static final SpecDraft KFAC =
      SpecDraft.initial()
          .with(Strategies.ALL.choice(), "ewc")
          .with(FisherSettings.REPRESENTATION, "k-fac")
          .with(TaskLength.EPOCHS, "2");
  private static final SpecDraft REPLAY = KFAC.with(Strategies.ALL.choice(), "replay");

  @Test
  void meanAndDeviationAgreeWithTheirDefinitionInFiftyDigits() {
    Random random = new Random(7);
    for (int n = 2; n < 40; n++) {
      double[] values = random.doubles(n, 90, 90.001).toArray();
      Spread spread = Spread.of(values);

      MathContext digits = new MathContext(50);
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal pairs = BigDecimal.ZERO;
      for (double a : values) {
        sum = sum.add(new BigDecimal(a));
        for (double b : values) {
          pairs = pairs.add(new BigDecimal(a).subtract(new BigDecimal(b)).pow(2));
        }
      }
      // Half the mean square over all pairs of different members: no mean is needed.
      double deviation =
          pairs.divide(new BigDecimal(2L * n * (n - 1)), digits).sqrt(digits).doubleValue();
      assertThat(spread.n()).isEqualTo(n);
      assertThat(spread.mean())
          .isEqualTo(sum.divide(new BigDecimal(n), digits).doubleValue(), within(1e-13));
      assertThat(spread.deviation()).isEqualTo(deviation, within(1e-12));
      assertThat(spread.error()).isEqualTo(deviation / Math.sqrt(n), within(1e-12));
    }
  }

  @Test
  void oneRunHasNoDeviationAndNoneHasNoMean() {
    assertThat(Spread.of(3)).isEqualTo(new Spread(1, 3, Double.NaN, Double.NaN));
    assertThat(Spread.of()).isEqualTo(new Spread(0, Double.NaN, Double.NaN, Double.NaN));
    assertThat(Spread.of(3).text(1)).isEqualTo("3.0");
    assertThat(Spread.of(1, 3).text(1)).isEqualTo("2.0 ± 1.4");
    assertThat(Spread.of().text(1)).isEqualTo("–");
  }

  @Test
  void aValueThatIsNotFiniteIsCountedAndLeavesNoMean() {
    for (double lost : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Spread spread = Spread.of(1, lost, 2);
      assertThat(spread.n()).isEqualTo(3);
      assertThat(spread.isKnown()).isFalse();
      assertThat(spread.deviation()).isNaN();
    }
  }

  @Test
  void runsThatDifferOnlyInSeedAndNameAreOneGroupInTheOrderOfTheList() {
    List<CurveGroup> groups =
        CurveGroup.of(
            List.of(
                curves(KFAC, 3, 6),
                curves(REPLAY, 1, 6),
                curves(KFAC.with(CommonSettings.NAME, "second try"), 1, 6),
                curves(KFAC.with(CommonSettings.OBSERVE_FISHER, "false"), 2, 6),
                curves(REPLAY.with(FisherSettings.REPRESENTATION, "dense"), 2, 6)));

    assertThat(groups).extracting(CurveGroup::label).containsExactly("EWC, K-FAC", "Replay");
    assertThat(groups.getFirst().members())
        .extracting(curves -> curves.spec().seed())
        .containsExactly(3L, 1L, 2L);
    assertThat(groups.getLast().members()).hasSize(2);
  }

  @Test
  void groupsOfOneMethodTellWhatTheyDifferIn() {
    List<CurveGroup> groups =
        CurveGroup.of(
            List.of(
                curves(KFAC.with(Ewc.IMPORTANCE, "3"), 1, 6),
                curves(KFAC.with(Ewc.IMPORTANCE, "30"), 1, 6),
                curves(REPLAY, 1, 6)));

    assertThat(groups)
        .extracting(CurveGroup::label)
        .containsExactly("EWC, K-FAC · importance 3", "EWC, K-FAC · importance 30", "Replay");
  }

  @Test
  void aSeedThatRanTwiceCountsOnceAndItsOtherRunsAreShownAsRepeats() {
    LearningCurves whole = curves(KFAC, 1, 6);
    LearningCurves two = curves(KFAC, 1, 2);
    LearningCurves three = curves(KFAC, 1, 3);
    LearningCurves other = curves(KFAC, 2, 6);
    List<CurveGroup> groups = CurveGroup.of(List.of(two, whole, three, other));

    assertThat(groups)
        .extracting(CurveGroup::label)
        .containsExactly("EWC, K-FAC", "EWC, K-FAC · repeat 2", "EWC, K-FAC · repeat 3");
    assertThat(groups)
        .extracting(CurveGroup::members)
        .containsExactly(List.of(whole, other), List.of(three), List.of(two));
    assertThat(groups).extracting(CurveGroup::key).doesNotHaveDuplicates();
  }

  @Test
  void runsOnDifferentDataAreNeverOneGroup() {
    LearningCurves one = reading(curves(KFAC, 1, 6), "1");
    LearningCurves same = reading(curves(KFAC, 2, 6), "1");
    LearningCurves two = reading(curves(KFAC, 1, 6), "2");
    LearningCurves unknown = curves(KFAC, 3, 6);
    List<CurveGroup> groups = CurveGroup.of(List.of(one, two, unknown, same));

    assertThat(groups)
        .extracting(CurveGroup::members)
        .containsExactly(List.of(one, same), List.of(two), List.of(unknown));
    assertThat(groups)
        .extracting(CurveGroup::label)
        .containsExactly(
            "EWC, K-FAC · " + one.data().label(),
            "EWC, K-FAC · " + two.data().label(),
            "EWC, K-FAC · data not recorded");
    assertThat(one.data().label()).matches("data [0-9a-f]{8}").isNotEqualTo(two.data().label());
  }

  @Test
  void configurationsAreComparedByTheirValuesAndNotByTheirTexts() {
    assertThat(
            CurveGroup.of(
                List.of(
                    curves(KFAC.with(Ewc.IMPORTANCE, "1e1"), 1, 6),
                    curves(KFAC.with(Ewc.IMPORTANCE, "10.0"), 2, 6),
                    curves(KFAC.with(CommonSettings.SHARES, "7"), 3, 6),
                    curves(KFAC.with(CommonSettings.DEVICE, "cuda"), 4, 6),
                    // Without a limit there is nothing to choose.
                    curves(KFAC.with(DataSettings.SUBSET, "first"), 5, 6))))
        .hasSize(1);
    assertThat(
            CurveGroup.of(
                List.of(
                    curves(KFAC.with(DataSettings.TRAIN_LIMIT, "9"), 1, 6),
                    curves(
                        KFAC.with(DataSettings.TRAIN_LIMIT, "9").with(DataSettings.SUBSET, "first"),
                        1,
                        6))))
        .hasSize(2);
  }

  @Test
  void aRunThatHasNotBegunIsInTheGroupOfThoseWithItsSettings() {
    LearningCurves trained = reading(curves(KFAC, 1, 6), "a");
    LearningCurves waiting =
        new LearningCurves("run", curves(KFAC, 2, 0).spec(), trained.taskNames(), Scores.NONE);
    LearningCurves old = curves(KFAC, 3, 6);
    for (List<LearningCurves> order :
        List.of(List.of(waiting, trained), List.of(trained, waiting))) {
      assertThat(CurveGroup.of(order))
          .singleElement()
          .satisfies(group -> {
            assertThat(group.members()).hasSize(2);
            assertThat(group.label()).doesNotContain("data");
          });
    }
    assertThat(CurveGroup.of(List.of(waiting, old, trained)))
        .as("one that trained without a record of its data stays apart")
        .extracting(CurveGroup::label)
        .hasSize(2)
        .anyMatch(label -> label.endsWith("data not recorded"))
        .anyMatch(label -> label.contains("data "));
  }

  private static LearningCurves reading(LearningCurves curves, String digit) {
    return new LearningCurves(
        curves.label(),
        curves.spec(),
        curves.taskNames(),
        curves.scores(),
        new DataRecord(
            List.of(new ImageSource("Digits", "training", List.of(), 6, digit.repeat(64)))));
  }

  @Test
  void everyEpochCountsTheRunsThatWereMeasuredThere() {
    CurveGroup group =
        new CurveGroup(
            "K-FAC", List.of(curves(KFAC, 1, 6), curves(KFAC, 2, 4), curves(KFAC, 3, 1)));

    List<CurvePoint> points =
        group.points(scores -> scores.getFirst().accuracy(), CurveGroup::isEvaluated);

    assertThat(points)
        .extracting(CurvePoint::epoch)
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    assertThat(points).extracting(point -> point.spread().n()).containsExactly(3, 3, 2, 2, 2, 1, 1);
    assertThat(points.getFirst().spread())
        .isEqualTo(Spread.of(score(1, 0), score(2, 0), score(3, 0)));
    assertThat(points.get(2).spread()).isEqualTo(Spread.of(score(1, 2), score(2, 2)));
  }

  @Test
  void anEpochWithoutAnEvaluationHasNoPoint() {
    LearningCurves curves = Runs.curves("EWC", 2, 6);
    List<EpochScores> epochs = new ArrayList<>();
    for (EpochScores epoch : curves.epochs()) {
      List<TaskScore> tests = new ArrayList<>();
      for (int task = 0; task < 3; task++) {
        tests.add(
            epoch.epoch() == 0 || task > epoch.task()
                ? TaskScore.NOT_EVALUATED
                : epoch.tests().get(task));
      }
      epochs.add(new EpochScores(epoch.task(), epoch.epoch(), 1, 1, Double.NaN, tests, 1));
    }
    CurveGroup group =
        new CurveGroup(
            "EWC",
            List.of(
                new LearningCurves(
                    "EWC",
                    curves.spec(),
                    curves.taskNames(),
                    new Scores(Collections.nCopies(3, TaskScore.NOT_EVALUATED), epochs))));
    assertThat(epochsOf(group, 0)).containsExactly(2.0, 4.0, 6.0);
    assertThat(epochsOf(group, 1)).containsExactly(4.0, 6.0);
    assertThat(group.points(scores -> 1, CurveGroup::isEvaluated))
        .as("a mean over tasks needs them all")
        .extracting(CurvePoint::epoch)
        .containsExactly(6.0);
    assertThat(group.count()).isEqualTo("n = 1");
    assertThat(group.afterTask(0, 1).n()).isZero();
    assertThat(group.afterTask(1, 1).n()).isEqualTo(1);
  }

  private static List<Double> epochsOf(CurveGroup group, int task) {
    return group
        .points(
            scores -> scores.get(task).accuracy(), scores -> CurveGroup.isEvaluated(scores, task))
        .stream()
        .map(CurvePoint::epoch)
        .toList();
  }

  private static LearningCurves curves(SpecDraft draft, long seed, int measured) {
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < measured; at++) {
      epochs.add(
          new EpochScores(
              at / 2, at % 2, 1, 1, 1, List.of(new TaskScore(1, score(seed, at + 1))), 1));
    }
    return new LearningCurves(
        "run",
        draft.with(CommonSettings.SEED, Long.toString(seed)).toSpec(),
        List.of("Digits", "Letters", "Kana"),
        new Scores(List.of(new TaskScore(1, score(seed, 0))), epochs));
  }

  private static double score(long seed, int epoch) {
    return 0.5 + 0.01 * epoch + 0.003 * seed * seed;
  }
}
