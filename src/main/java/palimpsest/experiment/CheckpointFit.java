package palimpsest.experiment;

import palimpsest.data.DataRecord;

/** The demands on a checkpoint for a run to be resumed from it. */
public interface CheckpointFit {

  /** The data that the run reads; the first to ask may have to wait for its digests. */
  DataRecord data();

  /**
   * Makes sure that a checkpoint can be one of the run. Its terms are read, one after the other.
   *
   * @throws IllegalArgumentException saying in what it cannot
   */
  void require(Checkpoint checkpoint);
}
