package palimpsest.queue;

import java.util.function.Function;
import palimpsest.experiment.ExperimentSpec;

/** Why a queue begins nothing more. */
final class Halt {

  private volatile Function<ExperimentSpec, String> obstacles = spec -> "";
  private volatile String unwritable = "";
  private volatile String lack = "";

  /** Learns how to tell what a run lacks, in a sentence; empty if nothing. */
  void ask(Function<ExperimentSpec, String> how) {
    obstacles = how;
  }

  /** The archive cannot be written. */
  void unwritable(String reason) {
    unwritable = reason;
  }

  /** The archive may be writable again. */
  void writable() {
    unwritable = "";
  }

  /** Looks whether a run lacks something; if it does, nothing begins. */
  boolean lacks(ExperimentSpec spec) {
    lack = obstacles.apply(spec);
    return !lack.isEmpty();
  }

  /** What was lacking may be there now, or another run comes first. */
  void lookAgain() {
    lack = "";
  }

  /** What the run lacks that was to begin; empty if nothing. */
  String lack() {
    return lack;
  }

  /** Whether nothing begins. */
  boolean holds() {
    return !unwritable.isEmpty() || !lack.isEmpty();
  }
}
