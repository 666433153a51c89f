package palimpsest.archive;

import java.util.List;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.TaskScore;

/**
 * The curves of a run.
 *
 * @param initial scores of the untrained network, one per task; empty until the run has begun
 * @param epochs what was measured after each epoch, in order
 */
public record RunScores(List<TaskScore> initial, List<EpochScores> epochs) {

  /** Nothing measured yet. */
  public static final RunScores NONE = new RunScores(List.of(), List.of());

  /** Copies the lists. */
  public RunScores {
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
  }
}
