package palimpsest.chart;

import java.util.List;

/**
 * Runs side by side in one figure.
 *
 * @param groups the groups, a curve each
 * @param band the measure of spread shown by the band around each mean
 * @param seeds whether the single runs of a group are drawn too, as thin lines
 */
public record Comparison(List<CurveGroup> groups, Band band, boolean seeds) {

  /** Copies the list. */
  public Comparison {
    groups = List.copyOf(groups);
  }

  /** Every run by itself. */
  public static Comparison ofSingles(List<LearningCurves> runs) {
    return new Comparison(CurveGroup.singles(runs), Band.NONE, false);
  }

  /** All runs of all groups. */
  public List<LearningCurves> runs() {
    return groups.stream().flatMap(group -> group.members().stream()).toList();
  }

  /** Whether some group has several runs, so that the number of runs is worth telling. */
  boolean hasMeans() {
    return groups.stream().anyMatch(group -> group.members().size() > 1);
  }
}
