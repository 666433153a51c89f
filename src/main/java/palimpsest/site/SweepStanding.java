package palimpsest.site;

import java.util.List;
import palimpsest.archive.RunState;

/**
 * A sweep as it stands.
 *
 * @param sweep its number in the archive
 * @param address its site as it was typed, such as {@code slurm}
 * @param runs its runs, in their order; of a sweep that was adopted, those that were not over
 */
public record SweepStanding(long sweep, String address, List<Run> runs) {

  /** Copies the list. */
  public SweepStanding {
    runs = List.copyOf(runs);
  }

  /**
   * A run as it stands.
   *
   * @param id its number in the archive
   * @param state its state
   * @param job the cluster's name of its job; empty before one is submitted
   * @param status the status of its job, in the site's words; empty if there is nothing to say
   */
  public record Run(long id, RunState state, String job, String status) {

    /** Whether its job waits or trains. */
    public boolean isUnderWay() {
      return !state.isOver() && state != RunState.PAUSED;
    }
  }
}
