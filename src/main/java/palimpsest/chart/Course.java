package palimpsest.chart;

import java.util.List;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.TaskScore;

/**
 * What a figure shows of a run: its scores from the untrained network to the last epoch measured.
 *
 * @param label what a legend calls the run
 * @param taskNames names of the tasks in the order of learning
 * @param epochsPerTask epochs of each task, from which the length of the whole run follows
 * @param initial scores of the untrained network, one per task, or none
 * @param epochs what was measured after each epoch, in order, as far as the run came
 */
public record Course(
    String label,
    List<String> taskNames,
    int epochsPerTask,
    List<TaskScore> initial,
    List<EpochScores> epochs) {

  /** Copies the lists. */
  public Course {
    taskNames = List.copyOf(taskNames);
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
  }

  /** The course of a run that has ended. */
  public static Course of(RunResult result) {
    return new Course(
        result.spec().name().isEmpty() ? result.spec().method() : result.spec().name(),
        result.taskNames(),
        result.spec().epochs(),
        result.initial(),
        result.epochs());
  }

  /** Number of epochs when every task is learned. */
  public int plannedEpochs() {
    return taskNames.size() * epochsPerTask;
  }

  /** Where an epoch lies when epochs are counted over all tasks; the untrained network is at 0. */
  public int position(EpochScores scores) {
    return scores.task() * epochsPerTask + scores.epoch() + 1;
  }

  /** Whether another run has the same tasks for as many epochs, so that its bands are the same. */
  boolean hasBandsOf(Course other) {
    return epochsPerTask == other.epochsPerTask && taskNames.equals(other.taskNames);
  }
}
