package palimpsest.archive;

import palimpsest.experiment.RunResult;
import palimpsest.problem.Problem;

/** The state of an archived run. */
public enum RunState {
  /** It waits for its turn; if it was interrupted, it resumes from its last checkpoint. */
  WAITING("waiting", false),
  /** A process trains it now. */
  RUNNING("running", false),
  /** Someone paused it; while it is first in the queue, those behind it wait. */
  PAUSED("paused", false),
  /**
   * Its process ended while it trained: it can be resumed or deleted. Never in the database: it
   * follows from the lock of the run's session.
   */
  INTERRUPTED("interrupted", false),
  /** It trained all epochs of all tasks. */
  FINISHED("finished", true),
  /** Someone stopped it. */
  STOPPED("stopped", true),
  /** Its loss was no longer a finite number. */
  DIVERGED("diverged", true),
  /** It failed; its reason says why. */
  FAILED("failed", true);

  private final String label;
  private final boolean over;

  RunState(String label, boolean over) {
    this.label = label;
    this.over = over;
  }

  /**
   * The state that the database calls by a word.
   *
   * @throws Problem if there is none
   */
  static RunState named(String label) {
    for (RunState state : values()) {
      if (state != INTERRUPTED && state.label.equals(label)) {
        return state;
      }
    }
    throw Problem.badValue("its state", label, "one that this program knows");
  }

  /** The word for it in a list, and in the database. */
  public String label() {
    return label;
  }

  /** The ending that the result of such a run has. */
  public RunResult.Ending ending() {
    return switch (this) {
      case FINISHED -> RunResult.Ending.COMPLETE;
      case WAITING, RUNNING, PAUSED, INTERRUPTED -> RunResult.Ending.PAUSED;
      case STOPPED, FAILED -> RunResult.Ending.STOPPED;
      case DIVERGED -> RunResult.Ending.DIVERGED;
    };
  }

  /** Whether it ended in a way from which it may resume. */
  public boolean canResume() {
    return this == STOPPED || this == FAILED;
  }

  /** Whether nothing more will happen to it. */
  public boolean isOver() {
    return over;
  }
}
