package palimpsest.site;

/**
 * The state of a job, as its site gives it.
 *
 * @param element the place of its run in the sweep, from 1; 0 if it is not known
 * @param state its state
 * @param word the site's own word for it, such as {@code PENDING}
 * @param reason the reason, in the site's words; empty if it gives none
 */
public record JobStatus(int element, State state, String word, String reason) {

  /** The states of a job. */
  public enum State {
    /** It waits to be started, or to be started again. */
    WAITING,
    /** It runs. */
    RUNNING,
    /** It is over, well or not; the run's own folder says more. */
    OVER
  }

  /** For people, such as "PENDING (Resources)". */
  public String text() {
    return reason.isEmpty() || reason.equals("None") ? word : "%s (%s)".formatted(word, reason);
  }
}
