package palimpsest.experiment;

import java.util.List;

/** A run with what it measured. */
public interface Measured {

  /** The scores measured so far. */
  Scores scores();

  /** Scores of the untrained network, one per task; empty until the run has begun. */
  default List<TaskScore> initial() {
    return scores().initial();
  }

  /** The scores after each epoch, in order. */
  default List<EpochScores> epochs() {
    return scores().epochs();
  }

  /** The scores measured within epochs, in order. */
  default List<BatchScores> batches() {
    return scores().batches();
  }
}
