package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.learning.TaskLength;

/** The accuracy of a constant answer. */
class ChanceLevelTest {

  private static ExperimentSpec spec(String tasks, String testLimit) {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "fellowship")
        .with(ScenarioSettings.JOINED_TASKS, tasks)
        .with(DataSettings.TEST_LIMIT, testLimit)
        .toSpec();
  }

  private static boolean reached(ExperimentSpec spec, double accuracy) {
    return ChanceLevel.isReachedBy(spec, DataRecord.NOT_RECORDED, accuracy);
  }

  @Test
  void aConstantAnswerIsAtChanceAndALearnedTaskIsNot() {
    ExperimentSpec three = spec("0,1,2", "0");
    assertThat(reached(three, 0.1135 / 3)).as("always 1, on MNIST").isTrue();
    assertThat(reached(three, 0)).as("always a class of no task").isTrue();
    assertThat(reached(three, 0.95 / 3)).as("only the last is known").isFalse();
    assertThat(reached(three, 0.15 / 3)).as("little is more than chance").isFalse();
    assertThat(reached(three, Double.NaN)).as("no one knows").isFalse();
    assertThat(reached(spec("1", "0"), 0.1)).isTrue();
    assertThat(reached(spec("1", "0"), 0.3)).isFalse();
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
    assertThat(ChanceLevel.advice(whole, DataRecord.NOT_RECORDED))
        .as("as many images as were published")
        .startsWith("It trained for only 94 steps a task:");
  }

  @Test
  void whatSettingsSayIsSaidFirst() {
    SpecDraft told = SpecDraft.initial().with("scenario", "split").with("incremental", "task");
    assertThat(ChanceLevel.advice(told.toSpec(), DataRecord.NOT_RECORDED))
        .contains("the task's own as active classes");
    assertThat(
            ChanceLevel.advice(
                told.with("active-classes", "task").toSpec(), DataRecord.NOT_RECORDED))
        .doesNotContain("active classes");
    assertThat(
            ChanceLevel.advice(
                SpecDraft.initial()
                    .with("optimizer", "adam")
                    .with("learning-rate", "1000")
                    .toSpec(),
                DataRecord.NOT_RECORDED))
        .isEqualTo("Its learning rate was 1000: a smaller one may help.");
  }

  private static DataRecord read(int images) {
    return new DataRecord(
        Collections.nCopies(
                3,
                List.of(
                    new ImageSource("MNIST", "training", List.of(), images, "a"),
                    new ImageSource("MNIST", "test", List.of(), 1, "b")))
            .stream()
            .flatMap(List::stream)
            .toList());
  }

  @Test
  void theVerdictStaysWhenTheImagesAreGone() {
    ExperimentSpec gone =
        SpecJson.readStored(
            "{\"images\": \"gone\", \"scenario\": \"split\", \"classes\": [2, 3]}", "run 1");
    DataRecord recorded =
        new DataRecord(
            read(500).sources(),
            List.of(new TaskSize(200, 1000), new TaskSize(300, 1000)),
            List.of(2, 3));
    assertThat(ChanceLevel.isReachedBy(gone, recorded, 0.5 / 2)).isTrue();
    assertThat(ChanceLevel.isReachedBy(gone, recorded, 0.7 / 2)).isFalse();
  }

  @Test
  void amongFewImagesAClassMayBeMoreFrequent() {
    assertThat(reached(spec("1", "100"), 0.18)).isTrue();
    assertThat(reached(spec("1", "0"), 0.18)).isFalse();
    assertThat(reached(spec("1", "0").with(EvaluationSettings.IMAGES, 100), 0.18))
        .as("evaluated on fewer than there are")
        .isTrue();
  }

  @Test
  void whereTheTaskIsToldOrTheClassesAreTheSameAConstantAnswerIsRightInEveryTask() {
    SpecDraft split =
        SpecDraft.initial()
            .with(DataSettings.IMAGES, "mnist")
            .with(Scenarios.ALL.choice(), "split");
    for (String rule : List.of("task", "domain")) {
      ExperimentSpec pairs = split.with("incremental", rule).toSpec();
      assertThat(reached(pairs, 0.52)).as("one of two, %s", rule).isTrue();
      assertThat(reached(pairs, 0.62)).as("more than chance, %s", rule).isFalse();
    }
    assertThat(reached(split.toSpec(), 0.52 / 5)).as("one of ten").isTrue();
    assertThat(reached(split.toSpec(), 0.9 / 5)).as("only the last is known").isFalse();
    ExperimentSpec permuted =
        SpecDraft.initial()
            .with(DataSettings.IMAGES, "mnist")
            .with(Scenarios.ALL.choice(), "permuted")
            .toSpec();
    assertThat(reached(permuted, 0.1)).as("a tenth of every task").isTrue();
    assertThat(reached(permuted, 0.2)).isFalse();
    assertThat(reached(split.with("incremental", "task").with("classes", "1").toSpec(), 1))
        .as("nothing to tell apart")
        .isFalse();
  }
}
