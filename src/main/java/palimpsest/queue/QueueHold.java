package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import palimpsest.experiment.ExperimentSpec;

/** The reason why a queue starts no further runs. */
final class QueueHold {

  private static final Logger LOG = System.getLogger(QueueHold.class.getName());

  private volatile Function<ExperimentSpec, String> obstacles = spec -> "";
  private volatile boolean unwritable;
  private volatile String reason = "";
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
    String reason = reasonOf(spec);
    String found = reason.isEmpty() || hint.isEmpty() ? reason : reason + " " + hint;
    keep(found, before);
    return !found.isEmpty();
  }

  /**
   * The obstacle of a run; empty if it cannot be determined, for then the run fails with its own
   * message.
   */
  private String reasonOf(ExperimentSpec spec) {
    try {
      return obstacles.apply(spec);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The obstacle of a run could not be determined.", e);
      return "";
    }
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void keep(String found, long before) {
    // Another run may have been found to lack something: it is kept until it is looked for again.
    if (changes == before && !found.isEmpty()) {
      reason = found;
    }
  }

  /** Checks again: the obstacle may be gone, or another run may be first. */
  synchronized void lookAgain() {
    changes++;
    reason = "";
  }

  /** The obstacle of the next run; empty if there is none. */
  String reason() {
    return reason;
  }

  /** Whether nothing begins. */
  boolean holds() {
    return unwritable || !reason.isEmpty();
  }
}
