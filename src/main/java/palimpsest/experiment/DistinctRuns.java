package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of which no two train alike. Two train alike when they agree in every value that their
 * strategy uses, whatever they are called and show.
 *
 * @param runs the runs, each once, in their order
 * @param dropped the number of runs left out because another trains alike
 */
public record DistinctRuns(List<ExperimentSpec> runs, int dropped) {

  /** Copies the list. */
  public DistinctRuns {
    runs = List.copyOf(runs);
  }

  /**
   * Leaves the first of all runs that train alike; it shows its Fisher matrix if one of them does.
   */
  public static DistinctRuns of(Collection<ExperimentSpec> all) {
    Map<ExperimentSpec, ExperimentSpec> distinct = new LinkedHashMap<>();
    for (ExperimentSpec spec : all) {
      distinct.merge(
          trained(spec), spec, (first, other) -> other.observeFisher() ? observing(first) : first);
    }
    return new DistinctRuns(new ArrayList<>(distinct.values()), all.size() - distinct.size());
  }

  /** The runs left out and the reason, in a sentence. */
  public String sentence() {
    return dropped == 1
        ? "1 more is left out: it differs only in settings that its strategy does not use."
        : "%,d more are left out: they differ only in settings that their strategy does not use."
            .formatted(dropped);
  }

  /** A specification of which only what its training uses is left. */
  private static ExperimentSpec trained(ExperimentSpec spec) {
    return spec.with(CommonSettings.NAME, "").with(CommonSettings.OBSERVE_FISHER, false);
  }

  private static ExperimentSpec observing(ExperimentSpec spec) {
    return spec.with(CommonSettings.OBSERVE_FISHER, true);
  }
}
