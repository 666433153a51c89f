package palimpsest.experiment;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.data.Subset;
import palimpsest.experiment.EvaluationSettings.Moment;
import palimpsest.experiment.EvaluationSettings.TestedTasks;
import palimpsest.learning.Evaluation;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;
import palimpsest.setting.SettingValues;

/** The evaluations of a run: when it is evaluated, on which tasks and on which images. */
final class Evaluator {

  private final Evaluation evaluation;
  private final SettingValues settings;
  private final List<int[]> images;

  /**
   * The evaluations of a run.
   *
   * @param settings values of {@link EvaluationSettings}
   * @param seed of the run, from which the images are drawn
   */
  Evaluator(Evaluation evaluation, SettingValues settings, long seed) {
    this.evaluation = evaluation;
    this.settings = settings;
    int most = settings.get(EvaluationSettings.IMAGES);
    images =
        IntStream.range(0, evaluation.tasks())
            .mapToObj(task ->
                Subset.STRATIFIED.choose(
                    evaluation.labels(task),
                    most == 0 ? Integer.MAX_VALUE : most,
                    RandomStream.of(seed, RandomUse.EVALUATION, task)))
            .toList();
  }

  /** Scores of the untrained network, one per task; it has seen none. */
  List<TaskScore> untrained() {
    return scores(0, false);
  }

  /**
   * Scores after an epoch, one per task, with confusion matrices at the end of a task.
   *
   * @param task position of the task being learned
   * @param endsTask whether the epoch is the task's last
   * @param batches batches of the task trained
   */
  List<TaskScore> after(int task, boolean endsTask, long batches) {
    boolean due =
        endsTask || settings.get(EvaluationSettings.WHEN) == Moment.EVERY_EPOCH || isDue(batches);
    return due
        ? scores(task + 1, endsTask)
        : Collections.nCopies(images.size(), TaskScore.NOT_EVALUATED);
  }

  /** Whether an evaluation is due for the number of batches of a task that were trained. */
  boolean isDue(long batches) {
    return settings.get(EvaluationSettings.WHEN) == Moment.EVERY_BATCHES
        && batches % settings.get(EvaluationSettings.BATCHES) == 0;
  }

  /**
   * Scores within an epoch, one per task.
   *
   * @param task position of the task being learned
   */
  List<TaskScore> within(int task) {
    return scores(task + 1, false);
  }

  /**
   * Makes sure that a score can be one of this run.
   *
   * @param task position of the task that it is of
   * @throws IllegalArgumentException if it cannot
   */
  void check(TaskScore score, int task) {
    int all = images.get(task).length;
    if (score.images() > all) {
      throw new IllegalArgumentException(
          "it was evaluated on %,d of %,d test images".formatted(score.images(), all));
    }
    if (!score.confusion().fits(evaluation.classes())) {
      throw new IllegalArgumentException(
          "its confusion matrices count more than %,d classes".formatted(evaluation.classes()));
    }
  }

  private List<TaskScore> scores(int seen, boolean confusions) {
    int tested = settings.get(EvaluationSettings.TASKS) == TestedTasks.ALL ? images.size() : seen;
    return IntStream.range(0, images.size())
        .mapToObj(task ->
            task < tested && images.get(task).length > 0 && evaluation.isDefined(task, seen)
                ? score(task, confusions, seen)
                : TaskScore.NOT_EVALUATED)
        .toList();
  }

  private TaskScore score(int task, boolean confusions, int seen) {
    Evaluation.Outcome outcome = evaluation.of(task, images.get(task), confusions, seen);
    EvaluationSums sums = outcome.sums();
    return new TaskScore(
        sums.meanLoss(),
        sums.accuracy(),
        sums.images(),
        ConfusionMatrix.of(outcome.confusion(), evaluation.classes()),
        outcome.hitsOtherwise() / sums.images());
  }
}
