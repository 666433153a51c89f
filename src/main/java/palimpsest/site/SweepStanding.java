package palimpsest.site;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import palimpsest.archive.RunState;

/**
 * A sweep as it stands.
 *
 * @param sweep its number in the archive
 * @param address its site as it was typed, such as {@code slurm}
 * @param known whether its cluster has said how its jobs stand since it was followed
 * @param runs its runs, in their order; of a sweep that was adopted, those that were not over
 */
public record SweepStanding(long sweep, String address, boolean known, List<Run> runs) {

  /** Copies the list. */
  public SweepStanding {
    runs = List.copyOf(runs);
  }

  /** The stages of a run on a cluster, in the order in which people count them. */
  public enum Stage {
    /** It has ended. */
    OVER("over"),
    /** It trains. */
    TRAINING("training"),
    /** Its job was started, but its program does not train yet. */
    STARTING("starting"),
    /** Its job waits. */
    WAITING("waiting"),
    /** Its job was asked to end. */
    ENDING("ending"),
    /** It has no job, and can resume. */
    PAUSED("paused");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** Its name for people. */
    public String label() {
      return label;
    }
  }

  /**
   * A run as it stands.
   *
   * @param id its number in the archive
   * @param state its state
   * @param stage its stage on the cluster
   * @param job the cluster's name of its job; empty before one is submitted
   * @param status the status of its job, in the site's words; empty if there is nothing to say
   */
  public record Run(long id, RunState state, Stage stage, String job, String status) {

    /** Whether its job waits or trains. */
    public boolean isUnderWay() {
      return !state.isOver() && state != RunState.PAUSED;
    }
  }

  /** The same sweep with those of its runs that are wanted. */
  public SweepStanding only(Collection<Long> wanted) {
    return new SweepStanding(
        sweep, address, known, runs.stream().filter(run -> wanted.contains(run.id())).toList());
  }

  /** The number of runs of each stage that has any. */
  public static Map<Stage, Integer> counts(Collection<SweepStanding> sweeps) {
    Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
    for (SweepStanding sweep : sweeps) {
      sweep.runs().forEach(run -> counts.merge(run.stage(), 1, Integer::sum));
    }
    return counts;
  }
}
