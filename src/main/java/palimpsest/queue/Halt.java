package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import palimpsest.experiment.ExperimentSpec;

/** Why a queue begins nothing more. */
final class Halt {

  private static final Logger LOG = System.getLogger(Halt.class.getName());

  private volatile Function<ExperimentSpec, String> obstacles = spec -> "";
  private volatile boolean unwritable;
  private volatile String lack = "";
  private long changes;

  /** Learns how to tell what a run lacks, in a sentence; empty if nothing. */
  void ask(Function<ExperimentSpec, String> how) {
    obstacles = how;
  }

  /** The archive cannot be written. */
  void unwritable() {
    unwritable = true;
  }

  /** The archive may be writable again. */
  void writable() {
    unwritable = false;
  }

  /**
   * Looks whether a run lacks something. If it does, nothing begins, unless someone said while it
   * was looked for that it be looked for again.
   *
   * @param hint a further sentence for one that lacks something; may be empty
   */
  boolean lacks(ExperimentSpec spec, String hint) {
    long before = changes();
    String lack = lackOf(spec);
    String found = lack.isEmpty() || hint.isEmpty() ? lack : lack + " " + hint;
    keep(found, before);
    return !found.isEmpty();
  }

  /** What a run lacks; nothing if that cannot be told, for then the run fails and says why. */
  private String lackOf(ExperimentSpec spec) {
    try {
      return obstacles.apply(spec);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "What a run lacks could not be told.", e);
      return "";
    }
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void keep(String found, long before) {
    if (changes == before) {
      lack = found;
    }
  }

  /** What was lacking may be there now, or another run comes first. */
  synchronized void lookAgain() {
    changes++;
    lack = "";
  }

  /** What the run lacks that was to begin; empty if nothing. */
  String lack() {
    return lack;
  }

  /** Whether nothing begins. */
  boolean holds() {
    return unwritable || !lack.isEmpty();
  }
}
