package palimpsest.experiment;

import java.util.List;

/**
 * Everything a run measured, as far as it came.
 *
 * @param spec the specification
 * @param taskNames names of the tasks in the order of learning
 * @param device where it computed
 * @param initial scores of the untrained network, one per task
 * @param epochs what was measured after each epoch, in order
 * @param complete whether the run reached its end rather than being stopped
 * @param seconds wall time of the whole run
 * @param weights the last weights, flat, length P
 */
public record RunResult(
    ExperimentSpec spec,
    List<String> taskNames,
    String device,
    List<TaskScore> initial,
    List<EpochScores> epochs,
    boolean complete,
    double seconds,
    double[] weights) {

  /** Copies the lists. */
  public RunResult {
    taskNames = List.copyOf(taskNames);
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
  }
}
