package palimpsest.experiment;

import palimpsest.data.DataRecord;

/** A run as far as it matters for whether it can be compared with others. */
public interface TrainedRun {

  /** Its specification. */
  ExperimentSpec spec();

  /** The data that it read; not recorded if it has not begun. */
  DataRecord data();

  /** Whether it has begun, so that what it reads is decided. */
  boolean hasBegun();
}
