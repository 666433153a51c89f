package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.learning.TaskLength;

/** The accuracy of a constant answer. */
class ChanceLevelTest {

  private static ExperimentSpec spec(String tasks, String testLimit) {
    return SpecDraft.initial()
        .with(ScenarioSettings.JOINED_TASKS, tasks)
        .with(DataSettings.TEST_LIMIT, testLimit)
        .toSpec();
  }

  @Test
  void aConstantAnswerIsAtChanceAndALearnedTaskIsNot() {
    ExperimentSpec three = spec("0,1,2", "0");
    assertThat(ChanceLevel.isReachedBy(three, 0.1135 / 3)).as("always 1, on MNIST").isTrue();
    assertThat(ChanceLevel.isReachedBy(three, 0)).as("always a class of no task").isTrue();
    assertThat(ChanceLevel.isReachedBy(three, 0.95 / 3)).as("only the last is known").isFalse();
    assertThat(ChanceLevel.isReachedBy(three, 0.15 / 3)).as("little is more than chance").isFalse();
    assertThat(ChanceLevel.isReachedBy(three, Double.NaN)).as("no one knows").isFalse();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.1)).isTrue();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.3)).isFalse();
  }

  @Test
  void aRunOfAFewStepsIsUndertrainedAndALongOneMayHaveCollapsed() {
    SpecDraft draft = SpecDraft.initial().with(TaskLength.BATCH_SIZE, "32");
    ExperimentSpec few =
        draft.with(DataSettings.TRAIN_LIMIT, "200").with(TaskLength.EPOCHS, "1").toSpec();
    assertThat(ChanceLevel.advice(few, DataRecord.NOT_RECORDED))
        .startsWith("It trained for only 7 steps a task:");
    assertThat(
            ChanceLevel.advice(
                SpecDraft.of(few).with(TaskLength.ITERATIONS, "3").toSpec(), read(60_000)))
        .as("counted iterations")
        .startsWith("It trained for only 3 steps a task:");
    assertThat(ChanceLevel.advice(few, read(20)))
        .as("fewer images than the limit")
        .startsWith("It trained for only 1 step a task:");
    ExperimentSpec whole =
        draft.with(DataSettings.TRAIN_LIMIT, "0").with(TaskLength.EPOCHS, "1").toSpec();
    assertThat(ChanceLevel.advice(whole, read(60_000))).contains("may have collapsed");
    assertThat(ChanceLevel.advice(whole, DataRecord.NOT_RECORDED)).contains("may have collapsed");
  }

  private static DataRecord read(int images) {
    return new DataRecord(
        List.of(
            new ImageSource("MNIST", "training", List.of(), images, "a"),
            new ImageSource("MNIST", "test", List.of(), 1, "b")));
  }

  @Test
  void amongFewImagesAClassMayBeMoreFrequent() {
    assertThat(ChanceLevel.isReachedBy(spec("1", "100"), 0.18)).isTrue();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.18)).isFalse();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0").with(EvaluationSettings.IMAGES, 100), 0.18))
        .as("evaluated on fewer than there are")
        .isTrue();
  }
}
