package palimpsest.experiment;

import java.util.List;
import java.util.Optional;

/** The scores on test images at one place of a run: after an epoch, or within one. */
public sealed interface TestScores permits EpochScores, BatchScores {

  /** Position of the task being learned in the order of learning, from 0. */
  int task();

  /** The epoch of that task, from 0, that is over or under way. */
  int epoch();

  /** Epochs of the task that are over, as a fraction within an epoch. */
  double epochsDone();

  /**
   * One score per task in the order of learning, {@link TaskScore#NOT_EVALUATED} where there was no
   * evaluation.
   */
  List<TaskScore> tests();

  /** The scores of the tasks that were evaluated. */
  default List<TaskScore> evaluated() {
    return tests().stream().filter(TaskScore::isEvaluated).toList();
  }

  /** The first loss on a task that is no longer a finite number, if there is one. */
  default Optional<Double> lostLoss() {
    return tests().stream()
        .filter(score -> score.images() > 0)
        .map(TaskScore::loss)
        .filter(loss -> !Double.isFinite(loss))
        .findFirst();
  }
}
