package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.learning.TaskLength;

/** Where iterations are counted, each task has as many epochs as its images need. */
class RunLengthTest {

  private static ExperimentSpec spec(int iterations, int limit) {
    return SpecDraft.initial()
        .with(ScenarioSettings.JOINED_TASKS, "0,1,2")
        .with(DataSettings.TRAIN_LIMIT, Integer.toString(limit))
        .with(TaskLength.BATCH_SIZE, "10")
        .with(TaskLength.EPOCHS, "4")
        .with(TaskLength.ITERATIONS, Integer.toString(iterations))
        .toSpec();
  }

  private static DataRecord data(int... trainingImages) {
    List<ImageSource> sources = new ArrayList<>();
    for (int images : trainingImages) {
      sources.add(new ImageSource("a task", "training", List.of(), images, "0".repeat(64)));
      sources.add(new ImageSource("a task", "test", List.of(), 10, "0".repeat(64)));
    }
    return new DataRecord(sources);
  }

  @Test
  void epochsAreTheSettingsUnlessIterationsAreCounted() {
    assertThat(RunLength.of(spec(0, 0), data(100, 35, 1000)).epochs()).containsExactly(4, 4, 4);
  }

  @Test
  void tasksWithMoreImagesHaveFewerEpochs() {
    RunLength length = RunLength.of(spec(12, 0), data(100, 35, 1000));
    assertThat(length.epochs()).containsExactly(2, 3, 1);
    assertThat(length.total()).isEqualTo(6);
    assertThat(length.before(2)).isEqualTo(5);
    assertThat(length.position(2, 0)).isEqualTo(6);
    assertThat(length.endsTask(1, 2)).isTrue();
    assertThat(length.endsTask(1, 1)).isFalse();
    assertThat(length.first(2).total()).isEqualTo(5);
    assertThat(length.first(0).total()).isZero();
  }

  @Test
  void aLimitCounts() {
    assertThat(RunLength.of(spec(12, 40), data(100, 35, 1000)).epochs()).containsExactly(3, 3, 3);
  }

  @Test
  void whatTasksUsedCountsAsRecordedEvenWhereBlurGaveThemMoreThanTheLimit() {
    ExperimentSpec blurred = spec(12, 40).with(ScenarioSettings.BLUR, 0.5);
    DataRecord recorded =
        new DataRecord(
            data(100, 100, 100).sources(),
            List.of(new TaskSize(30, 9), new TaskSize(60, 9), new TaskSize(30, 9)),
            List.of());
    assertThat(RunLength.of(blurred, recorded).epochs()).containsExactly(4, 2, 4);
    assertThat(RunLength.of(blurred, data(100, 100, 100)).epochs())
        .as("from what was read")
        .containsExactly(4, 2, 4);
  }

  @Test
  void publishedSizesAreTakenWhereNothingWasRecorded() {
    assertThat(RunLength.of(spec(12, 40), DataRecord.NOT_RECORDED).epochs())
        .containsExactly(3, 3, 3);
  }

  @Test
  void damagedRecordsDoNotMakeItFail() {
    assertThat(RunLength.of(spec(12, 0), data(-5, 0, 1000)).epochs()).containsExactly(12, 12, 1);
  }
}
