package palimpsest.chart;

import java.util.List;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunScores;
import palimpsest.data.DataRecord;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.TaskScore;
import palimpsest.experiment.TrainedRun;
import palimpsest.metric.AccuracyHistory;

/**
 * What a figure shows of a run: its scores from the untrained network to the last epoch measured.
 *
 * @param label what a legend calls the run
 * @param spec what the run is, from which its length follows
 * @param taskNames names of the tasks in the order of learning
 * @param initial scores of the untrained network, one per task, or none
 * @param epochs what was measured after each epoch, in order, as far as the run came
 * @param data what the run read
 */
public record Course(
    String label,
    ExperimentSpec spec,
    List<String> taskNames,
    List<TaskScore> initial,
    List<EpochScores> epochs,
    DataRecord data)
    implements TrainedRun {

  /** A course of a run whose data is not recorded. */
  public Course(
      String label,
      ExperimentSpec spec,
      List<String> taskNames,
      List<TaskScore> initial,
      List<EpochScores> epochs) {
    this(label, spec, taskNames, initial, epochs, DataRecord.NOT_RECORDED);
  }

  /** Copies the lists. */
  public Course {
    taskNames = List.copyOf(taskNames);
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
  }

  /** The course of a run that has ended. */
  public static Course of(RunResult result) {
    return new Course(
        title(result.spec()),
        result.spec(),
        result.taskNames(),
        result.initial(),
        result.epochs(),
        result.data());
  }

  /** The course of a run in the archive, as far as it has come. */
  public static Course of(ArchivedRun run, RunScores scores) {
    return new Course(
        run.title(), run.spec(), run.taskNames(), scores.initial(), scores.epochs(), run.data());
  }

  /** What a run is called: its own name, else its method. */
  public static String title(ExperimentSpec spec) {
    return spec.name().isEmpty() ? spec.method() : spec.name();
  }

  /** Epochs of each task. */
  public int epochsPerTask() {
    return spec.epochs();
  }

  /** Number of epochs when every task is learned. */
  public int plannedEpochs() {
    return taskNames.size() * epochsPerTask();
  }

  /** The accuracies of the run, as far as it came. */
  public AccuracyHistory history() {
    return new AccuracyHistory(taskNames.size(), epochsPerTask(), initial, epochs);
  }

  /** Where an epoch lies when epochs are counted over all tasks; the untrained network is at 0. */
  public int position(EpochScores scores) {
    return scores.task() * epochsPerTask() + scores.epoch() + 1;
  }

  /** Whether another run has the same tasks for as many epochs, so that its bands are the same. */
  boolean hasBandsOf(Course other) {
    return epochsPerTask() == other.epochsPerTask() && taskNames.equals(other.taskNames);
  }
}
