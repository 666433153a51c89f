package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.Band;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.SeedGroups;
import palimpsest.experiment.ShortNames;
import palimpsest.export.MeanTable;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/**
 * Chosen runs laid over each other.
 *
 * @param runs the runs
 * @param groups the groups compared: configurations, or single runs
 * @param table the numbers of each group
 * @param kind the figure
 * @param figure the figure; null if no run has been measured
 * @param first the name of the first of the two configurations of the task accuracy
 * @param second the name of the second one; empty if there is none
 */
public record ComparisonResult(
    List<ArchivedRun> runs,
    List<CurveGroup> groups,
    MeanTable table,
    FigureKind kind,
    @Nullable Figure figure,
    String first,
    String second) {

  /** Nothing is chosen. */
  public static final ComparisonResult NOTHING =
      new ComparisonResult(
          List.of(), List.of(), MeanTable.of(List.of()), FigureKind.MEAN_ACCURACY, null, "", "");

  /** Copies the lists. */
  public ComparisonResult {
    runs = List.copyOf(runs);
    groups = List.copyOf(groups);
  }

  /** Lays runs over each other. */
  static ComparisonResult of(
      List<ArchivedRun> runs, List<LearningCurves> curves, CompareOptions options) {
    List<CurveGroup> groups =
        (options.grouped() ? CurveGroup.of(curves) : singles(curves))
            .stream().map(group -> group.named(options.names())).toList();
    Band band = options.grouped() ? options.band() : Band.NONE;
    List<CurveGroup> pair = pair(groups, options);
    boolean measured = curves.stream().anyMatch(run -> !run.epochs().isEmpty());
    Figure figure = null;
    if (measured) {
      Comparison all = new Comparison(groups, band, options.seeds());
      figure =
          switch (options.kind()) {
            case MEAN_ACCURACY -> Figures.meanAccuracy(all);
            case MEAN_LOSS -> Figures.meanLoss(all);
            case TASK_ACCURACY -> Figures.taskAccuracy(new Comparison(pair, band, options.seeds()));
          };
    }
    return new ComparisonResult(
        runs,
        groups,
        MeanTable.of(groups),
        options.kind(),
        figure,
        pair.isEmpty() ? "" : pair.getFirst().label(),
        pair.size() < 2 ? "" : pair.get(1).label());
  }

  /** The labels of the groups. */
  public List<String> labels() {
    return groups.stream().map(CurveGroup::label).toList();
  }

  /** Every run by itself, called by its configuration and its seed. */
  private static List<CurveGroup> singles(List<LearningCurves> runs) {
    List<List<LearningCurves>> groups = SeedGroups.withRepeats(runs);
    List<String> labels = SeedGroups.labels(groups);
    List<CurveGroup> singles = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (LearningCurves curves : groups.get(i)) {
        String label =
            labels.get(i) + ShortNames.SEPARATOR + "seed %d".formatted(curves.spec().seed());
        int copy = taken.merge(label, 1, Integer::sum);
        singles.add(
            new CurveGroup(
                "%s seed %d (%d)".formatted(SeedGroups.key(curves), curves.spec().seed(), copy),
                copy == 1 ? label : "%s (%d)".formatted(label, copy),
                List.of(curves)));
      }
    }
    return singles;
  }

  /**
   * Two groups as requested; else replay and natural replay if both are there, else the first two.
   */
  private static List<CurveGroup> pair(List<CurveGroup> groups, CompareOptions options) {
    if (groups.size() < 2) {
      return groups;
    }
    CurveGroup one =
        named(groups, options.first())
            .or(() -> of(groups, Strategies.REPLAY))
            .orElse(groups.getFirst());
    List<CurveGroup> others = groups.stream().filter(group -> !group.equals(one)).toList();
    CurveGroup other =
        named(others, options.second())
            .or(() -> of(others, Strategies.NATURAL_REPLAY))
            .orElse(others.getFirst());
    return List.of(one, other);
  }

  private static Optional<CurveGroup> named(List<CurveGroup> groups, String label) {
    return groups.stream().filter(group -> group.label().equals(label)).findFirst();
  }

  private static Optional<CurveGroup> of(List<CurveGroup> groups, Strategy strategy) {
    return groups.stream()
        .filter(group ->
            !group.members().isEmpty()
                && group.members().getFirst().spec().strategy().equals(strategy))
        .findFirst();
  }
}
