package palimpsest.experiment;

import palimpsest.learning.EvaluationSums;
import palimpsest.learning.TrainerState;

/**
 * Everything a run needs to continue to the same bits as if it had never been interrupted.
 *
 * @param position the position to resume from
 * @param current losses and accuracy of the current images trained in this epoch so far
 * @param replayed losses and accuracy of the replayed images trained in this epoch so far
 * @param epochSeconds wall time spent in this epoch so far
 * @param seconds wall time spent in the run so far
 * @param scores the scores measured so far
 * @param trainer weights, random streams, and the states of the optimizer and of all parts
 */
public record Checkpoint(
    Position position,
    EvaluationSums current,
    EvaluationSums replayed,
    double epochSeconds,
    double seconds,
    Scores scores,
    TrainerState trainer)
    implements Measured {

  /**
   * A place in a run.
   *
   * @param task position of the task, from 0
   * @param epoch epoch of the task, from 0; the number of epochs when only what follows a task is
   *     still to be done
   * @param batch batches already trained in this epoch
   */
  public record Position(int task, int epoch, int batch) {

    /** Whether no batch of the task was trained. */
    boolean isBeginning() {
      return epoch == 0 && batch == 0;
    }

    /**
     * The next step at that position, for people, who count from 1.
     *
     * @param length epochs of each task
     */
    public String words(RunLength length) {
      return task >= length.tasks() || epoch < length.epochs(task)
          ? "task %d, epoch %d, batch %,d".formatted(task + 1, epoch + 1, batch + 1)
          : "the end of task %d".formatted(task + 1);
    }
  }
}
