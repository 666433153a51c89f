package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import palimpsest.learning.Evaluation;
import palimpsest.learning.Tally;

/** The evaluations of a run: when it is evaluated, and on which tasks. */
final class Evaluator {

  private final Evaluation evaluation;
  private final int tasks;

  Evaluator(Evaluation evaluation, int tasks) {
    this.evaluation = evaluation;
    this.tasks = tasks;
  }

  /** Scores of the untrained network, one per task. */
  List<TaskScore> untrained() {
    return scores();
  }

  /**
   * Scores after an epoch, one per task.
   *
   * @param task position of the task being learned
   * @param endsTask whether the epoch is the task's last
   */
  List<TaskScore> after(int task, boolean endsTask) {
    return scores();
  }

  private List<TaskScore> scores() {
    List<TaskScore> scores = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      Tally tally = evaluation.of(task);
      scores.add(new TaskScore(tally.meanLoss(), tally.accuracy()));
    }
    return scores;
  }
}
