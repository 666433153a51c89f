package palimpsest.experiment;

import java.util.List;

/**
 * Everything that a run measured on test images, as far as it came: the one shape of it from the
 * training thread to files, tables and figures.
 *
 * @param initial scores of the untrained network, one per task; empty until the run has begun
 * @param epochs the scores after each epoch, in order
 */
public record Scores(List<TaskScore> initial, List<EpochScores> epochs) {

  /** Nothing measured yet. */
  public static final Scores NONE = new Scores(List.of(), List.of());

  /** Copies the lists. */
  public Scores {
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
  }
}
