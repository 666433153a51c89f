package palimpsest.experiment;

import palimpsest.data.DataRecord;
import palimpsest.learning.PenaltyTerm;

/** The demands on a checkpoint for a run to be resumed from it. */
public interface CheckpointFit {

  /** The data that the run reads; the first to ask may have to wait for its digests. */
  DataRecord data();

  /**
   * Makes sure that a checkpoint can be one of the run. Its terms are not asked for.
   *
   * @throws IllegalArgumentException saying in what it cannot
   */
  void require(Checkpoint checkpoint);

  /**
   * Makes sure that a term of EWC's penalty can be one of the run.
   *
   * @throws IllegalArgumentException saying in what it cannot
   */
  void require(PenaltyTerm term);
}
