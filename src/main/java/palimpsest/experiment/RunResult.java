package palimpsest.experiment;

import java.util.List;
import palimpsest.data.DataRecord;

/**
 * Everything a run measured, as far as it came.
 *
 * @param spec the specification
 * @param taskNames names of the tasks in the order of learning
 * @param device the device it computed on
 * @param scores the scores measured
 * @param ending the way the run ended
 * @param seconds wall time of the whole run
 * @param weights the last weights, flat, length P
 * @param data the data that the run read
 */
public record RunResult(
    ExperimentSpec spec,
    List<String> taskNames,
    String device,
    Scores scores,
    Ending ending,
    double seconds,
    double[] weights,
    DataRecord data)
    implements TrainedRun, Measured {

  /** The ways a run can end. */
  public enum Ending {
    /** It trained all epochs of all tasks. */
    COMPLETE,
    /** Someone paused it: its state is kept, and it can be resumed. */
    PAUSED,
    /** Someone stopped it. */
    STOPPED,
    /** The loss was no longer a finite number, and never would be again. */
    DIVERGED
  }

  /** Copies the list. */
  public RunResult {
    taskNames = List.copyOf(taskNames);
  }

  /** A result of which only the numbers are wanted, not what was read for them. */
  public RunResult(
      ExperimentSpec spec,
      List<String> taskNames,
      String device,
      Scores scores,
      Ending ending,
      double seconds,
      double[] weights) {
    this(spec, taskNames, device, scores, ending, seconds, weights, DataRecord.NOT_RECORDED);
  }

  /** Whether the run trained all epochs of all tasks. */
  public boolean complete() {
    return ending == Ending.COMPLETE;
  }

  @Override
  public boolean hasBegun() {
    return true;
  }
}
