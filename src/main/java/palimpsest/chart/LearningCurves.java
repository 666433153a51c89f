package palimpsest.chart;

import java.util.List;
import palimpsest.archive.ArchivedRun;
import palimpsest.data.DataRecord;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Measured;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TrainedRun;
import palimpsest.metric.AccuracyHistory;

/**
 * A run as figures show it: its scores from the untrained network to the last epoch measured.
 *
 * @param label its label in legends
 * @param spec the specification of the run, from which its length follows
 * @param taskNames names of the tasks in the order of learning
 * @param scores the scores measured so far
 * @param data the data that the run read
 * @param length epochs of each task; found out once, for a figure asks for it at every redraw
 */
public record LearningCurves(
    String label,
    ExperimentSpec spec,
    List<String> taskNames,
    Scores scores,
    DataRecord data,
    RunLength length)
    implements TrainedRun, Measured {

  /** The curves of a run whose data is not recorded. */
  public LearningCurves(String label, ExperimentSpec spec, List<String> taskNames, Scores scores) {
    this(label, spec, taskNames, scores, DataRecord.NOT_RECORDED);
  }

  /** The curves of a run. */
  public LearningCurves(
      String label, ExperimentSpec spec, List<String> taskNames, Scores scores, DataRecord data) {
    this(label, spec, taskNames, scores, data, RunLength.of(spec, data).first(taskNames.size()));
  }

  /** Copies the list. */
  public LearningCurves {
    taskNames = List.copyOf(taskNames);
  }

  /** Whether anything was measured, the untrained network included, or read. */
  @Override
  public boolean hasBegun() {
    return data.isRecorded() || !scores.initial().isEmpty() || !scores.epochs().isEmpty();
  }

  /** The curves of a run that has ended. */
  public static LearningCurves of(RunResult result) {
    return new LearningCurves(
        title(result.spec()), result.spec(), result.taskNames(), result.scores(), result.data());
  }

  /** The curves of a run in the archive, as far as it has come. */
  public static LearningCurves of(ArchivedRun run, Scores scores) {
    return new LearningCurves(run.title(), run.spec(), run.taskNames(), scores, run.data());
  }

  /** The title of a run: its own name, else its method. */
  public static String title(ExperimentSpec spec) {
    return spec.title();
  }

  /** Number of epochs when every task is learned. */
  public int plannedEpochs() {
    return length().total();
  }

  /** The accuracies of the run, as far as it came. */
  public AccuracyHistory history() {
    return new AccuracyHistory(length(), scores);
  }

  /** The accuracies of the run by the other rule, see {@link Scores#otherwise}. */
  public AccuracyHistory otherHistory() {
    return AccuracyHistory.otherwise(length(), scores);
  }

  /** Whether another run has the same tasks for as many epochs, so that its bands are the same. */
  boolean hasBandsOf(LearningCurves other) {
    return length().equals(other.length()) && taskNames.equals(other.taskNames);
  }
}
