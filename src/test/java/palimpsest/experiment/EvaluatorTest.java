package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import palimpsest.data.ImageSet;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.experiment.ConfusionMatrix.ClassScore;
import palimpsest.experiment.EvaluationSettings.Moment;
import palimpsest.experiment.EvaluationSettings.TestedTasks;
import palimpsest.learning.Evaluation;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Three tasks of two classes each, 40 images of a class. */
class EvaluatorTest {

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64, 2);
  private final Network network = new Network(workspace, Architecture.baseNet(2, 8, 6));
  private final NDArray theta =
      workspace.array(
          network.initialWeights(RandomStream.of(1, RandomUse.WEIGHTS)), network.parameters());
  private final Evaluation evaluation =
      new Evaluation(
          network, new Scenario("noise", List.of(task(0), task(1), task(2)), 6), () -> theta);

  private static Task task(int task) {
    ImageSet images = images(task);
    return new Task("noise", images, images, task);
  }

  private static ImageSet images(int task) {
    byte[] pixels = new byte[80 * 28 * 28];
    new Random(task).nextBytes(pixels);
    int[] labels = new int[80];
    Arrays.setAll(labels, i -> 2 * task + i / 40);
    return new ImageSet("noise", 28, 28, pixels, labels);
  }

  @AfterEach
  void close() {
    evaluation.close();
    theta.close();
    workspace.close();
  }

  private Evaluator with(SettingValues values) {
    return new Evaluator(evaluation, values, 7);
  }

  @Test
  void everyEpochAllImagesOfAllTasksAreEvaluatedUnlessAskedOtherwise() {
    Evaluator evaluator = with(SettingValues.INITIAL);
    for (List<TaskScore> scores :
        List.of(evaluator.untrained(), evaluator.after(0, false, 7), evaluator.after(2, true, 7))) {
      for (int task = 0; task < 3; task++) {
        EvaluationSums all = evaluation.of(task);
        TaskScore score = scores.get(task);
        assertThat(score.images()).isEqualTo(80);
        assertThat(score.correct()).isEqualTo((long) all.correct());
        assertThat(score.loss()).isEqualTo(all.meanLoss());
        assertThat(score.accuracy()).isEqualTo(all.accuracy());
      }
    }
  }

  @Test
  void ofACheckpointNoMoreImagesAndClassesAreBelievedThanThereAre() {
    Evaluator evaluator = with(SettingValues.INITIAL.with(EvaluationSettings.IMAGES, 40));
    List<TaskScore> good = MadeUpRuns.counted(40, 30, 1);
    for (int task = 0; task < 3; task++) {
      evaluator.check(good.get(task), task);
      evaluator.check(TaskScore.NOT_EVALUATED, task);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> evaluator.check(new TaskScore(1, 0.5, 41, ConfusionMatrix.NOT_RECORDED), 1))
        .withMessage("it was evaluated on 41 of 40 test images");
    ConfusionMatrix seventh = new ConfusionMatrix(List.of(new ConfusionMatrix.Cell(6, 6, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.check(new TaskScore(1, 1, 2, seventh), 1))
        .withMessage("its confusion matrices count more than 6 classes");
  }

  @Test
  void onlyTheEndOfATaskCountsPairsOfClasses() {
    Evaluator evaluator = with(SettingValues.INITIAL);
    assertThat(evaluator.untrained()).noneMatch(score -> score.confusion().isRecorded());
    assertThat(evaluator.after(0, false, 7)).noneMatch(score -> score.confusion().isRecorded());
    List<TaskScore> ended = evaluator.after(0, true, 7);
    for (int task = 0; task < 3; task++) {
      ConfusionMatrix confusion = ended.get(task).confusion();
      assertThat(confusion.images()).isEqualTo(80);
      assertThat(confusion.correct()).isEqualTo(ended.get(task).correct());
      assertThat(confusion.byClass().keySet()).containsExactly(2 * task, 2 * task + 1);
      assertThat(confusion.byClass().values()).extracting(ClassScore::images).containsOnly(40L);
    }
  }

  @Test
  void atTheEndsOfTasksAloneWhatLiesBetweenHasNoScore() {
    Evaluator evaluator =
        with(SettingValues.INITIAL.with(EvaluationSettings.WHEN, Moment.TASK_END));
    assertThat(evaluator.untrained()).allMatch(TaskScore::isEvaluated);
    assertThat(evaluator.after(1, false, 7))
        .containsExactly(TaskScore.NOT_EVALUATED, TaskScore.NOT_EVALUATED, TaskScore.NOT_EVALUATED);
    assertThat(evaluator.after(1, true, 7)).hasSize(3).allMatch(TaskScore::isEvaluated);
  }

  @Test
  void everyFewBatchesCountedOverTheEpochsOfATaskAnEvaluationIsDue() {
    Evaluator evaluator =
        with(
            SettingValues.INITIAL
                .with(EvaluationSettings.WHEN, Moment.EVERY_BATCHES)
                .with(EvaluationSettings.BATCHES, 5));
    assertThat(List.of(4L, 5L, 6L, 10L))
        .extracting(evaluator::isDue)
        .containsExactly(false, true, false, true);
    assertThat(evaluator.within(1))
        .allMatch(TaskScore::isEvaluated)
        .noneMatch(score -> score.confusion().isRecorded());
    assertThat(evaluator.after(1, false, 10)).allMatch(TaskScore::isEvaluated);
    assertThat(evaluator.after(1, false, 9)).noneMatch(TaskScore::isEvaluated);
    assertThat(evaluator.after(1, true, 9)).allMatch(TaskScore::isEvaluated);
    assertThat(with(SettingValues.INITIAL).isDue(100)).isFalse();
  }

  @Test
  void onSeenTasksAloneATaskToComeHasNoScore() {
    Evaluator evaluator =
        with(SettingValues.INITIAL.with(EvaluationSettings.TASKS, TestedTasks.SEEN));
    assertThat(evaluator.untrained()).hasSize(3).noneMatch(TaskScore::isEvaluated);
    assertThat(evaluator.after(0, false, 7))
        .extracting(TaskScore::isEvaluated)
        .containsExactly(true, false, false);
    assertThat(evaluator.after(1, true, 7))
        .extracting(score -> score.confusion().isRecorded())
        .containsExactly(true, true, false);
  }

  @Test
  void fewerImagesAreDrawnOnceFromTheSeedEachClassInProportion() {
    SettingValues few = SettingValues.INITIAL.with(EvaluationSettings.IMAGES, 10);
    Evaluator evaluator = with(few);
    List<TaskScore> first = evaluator.after(0, true, 7);
    assertThat(first).extracting(TaskScore::images).containsOnly(10L);
    for (TaskScore score : first) {
      assertThat(score.confusion().byClass().values())
          .extracting(ClassScore::images)
          .containsExactly(5L, 5L);
    }
    assertThat(evaluator.after(0, true, 7)).as("the same images again").isEqualTo(first);
    assertThat(with(few).after(0, true, 7)).as("the same of the same seed").isEqualTo(first);
    assertThat(new Evaluator(evaluation, few, 8).after(0, true, 7))
        .as("others of another seed")
        .isNotEqualTo(first);
    assertThat(with(few.with(EvaluationSettings.IMAGES, 1000)).after(0, true, 7))
        .extracting(TaskScore::images)
        .containsOnly(80L);
  }
}
