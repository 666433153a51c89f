package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.archive.CostEstimate.FinishedRun;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EvaluationSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

class CostEstimateTest {

  private static ExperimentSpec spec(Object... changes) {
    SpecDraft draft =
        SpecDraft.initial()
            .with(DataSettings.IMAGES, "fellowship")
            .with(ScenarioSettings.JOINED_TASKS, "0");
    for (int i = 0; i < changes.length; i += 2) {
      draft = draft.with((Setting<?>) changes[i], String.valueOf(changes[i + 1]));
    }
    return draft.toSpec();
  }

  private static DataRecord data(int training, int test) {
    String sum = "0".repeat(64);
    return new DataRecord(
        List.of(
            new ImageSource("MNIST", "training", List.of(), training, sum),
            new ImageSource("MNIST", "test", List.of(), test, sum)));
  }

  private final List<FinishedRun> finished = new ArrayList<>();

  private double seconds(ExperimentSpec spec, int training, int test) {
    return new CostEstimate(finished).seconds(spec, List.of(new TaskSize(training, test)));
  }

  @Test
  void theTimeGoesWithTheImagesThatAreThereAndNotWithThoseThatWerePublished() {
    finished.add(new FinishedRun(spec(), 1, data(40, 20)));
    assertThat(seconds(spec(), 40, 20)).isCloseTo(1, within(1e-9));
    assertThat(seconds(spec(), 60_000, 10_000)).isBetween(500.0, 2000.0);
    // A limit is one of what is there.
    assertThat(
            seconds(
                spec(DataSettings.TRAIN_LIMIT, 40, DataSettings.TEST_LIMIT, 20), 60_000, 10_000))
        .isCloseTo(1, within(1e-9));
    assertThat(seconds(spec(DataSettings.TRAIN_LIMIT, 50_000), 40, 20)).isCloseTo(1, within(1e-9));
  }

  @Test
  void imagesOfBlurredTasksAreLimitedOnce() {
    ExperimentSpec blurred =
        spec(
            ScenarioSettings.JOINED_TASKS,
            "0,1,2",
            DataSettings.TRAIN_LIMIT,
            1000,
            ScenarioSettings.BLUR,
            0.5);
    TaskSize end = new TaskSize(750, 100);
    finished.add(
        new FinishedRun(
            blurred,
            10,
            new DataRecord(
                data(1, 1).sources(), List.of(end, new TaskSize(1500, 100), end), List.of())));
    TaskSize published = new TaskSize(60_000, 100);
    assertThat(
            new CostEstimate(finished).seconds(blurred, List.of(published, published, published)))
        .isCloseTo(10, within(1e-9));
  }

  @Test
  void testsOfTasksThatHaveNoAccuracyYetDoNotCount() {
    ExperimentSpec all = spec(ScenarioSettings.JOINED_TASKS, "0,1,2");
    ExperimentSpec seen =
        spec(ScenarioSettings.JOINED_TASKS, "0,1,2", EvaluationSettings.TASKS, "seen");
    ExperimentSpec seenClasses =
        spec(ScenarioSettings.JOINED_TASKS, "0,1,2", ScenarioSettings.TESTED, "seen");
    List<TaskSize> sizes = Collections.nCopies(3, new TaskSize(1000, 1000));
    finished.add(new FinishedRun(all, 10, new DataRecord(data(1, 1).sources(), sizes, List.of())));
    CostEstimate estimate = new CostEstimate(finished);
    assertThat(estimate.seconds(seenClasses, sizes))
        .isLessThan(estimate.seconds(all, sizes))
        .isCloseTo(estimate.seconds(seen, sizes), within(1e-9));
  }

  @Test
  void testsAndStepsCount() {
    finished.add(new FinishedRun(spec(), 10, data(1000, 1000)));
    assertThat(seconds(spec(), 1000, 10_000)).isGreaterThan(20);
    assertThat(seconds(spec(TaskLength.BATCH_SIZE, 1), 1000, 1000)).isGreaterThan(50);
    assertThat(seconds(spec(TaskLength.EPOCHS, 10), 1000, 1000)).isBetween(18.0, 20.0);
  }

  @Test
  void aLargerNetworkTakesLongerAndWhereThatIsNotKnownThereIsNoEstimate() {
    finished.add(new FinishedRun(spec(), 10, data(1000, 1000)));
    assertThat(seconds(spec(BaseNet.CHANNELS, 10), 1000, 1000)).isBetween(20.0, 40.0);
    assertThat(
            seconds(
                spec(
                    BaseNet.CHANNELS,
                    10,
                    Strategies.ALL.choice(),
                    "natural-replay",
                    FisherSettings.REPRESENTATION,
                    "dense"),
                1000,
                1000))
        .isNaN();
  }

  @Test
  void otherDevicesAndPrecisionsAndMissingImagesGiveNoEstimate() {
    assertThat(seconds(spec(), 40, 20)).isNaN();
    finished.add(new FinishedRun(spec(), 10, data(1000, 1000)));
    assertThat(seconds(spec(CommonSettings.PRECISION, "float64"), 1000, 1000)).isNaN();
    assertThat(seconds(spec(CommonSettings.DEVICE, "cuda"), 1000, 1000)).isNaN();
    assertThat(seconds(spec(), 0, 0)).isNaN();
  }

  @Test
  void runsThatRecordedNothingCountAsTheyWerePublished() {
    finished.add(new FinishedRun(spec(), 60, DataRecord.NOT_RECORDED));
    assertThat(seconds(spec(), 60_000, 10_000)).isCloseTo(60, within(1e-9));
  }
}
