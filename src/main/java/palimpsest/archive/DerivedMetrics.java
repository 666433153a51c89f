package palimpsest.archive;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.Scores;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.Metric;
import palimpsest.metric.MetricValue;
import palimpsest.metric.Metrics;

/**
 * The metrics of runs that were stored before the program knew them, computed from the runs'
 * scores. Those of a run that is over never change, and are computed once.
 */
final class DerivedMetrics {

  private static final Set<String> KEYS =
      Metrics.ALL.stream().map(Metric::key).collect(Collectors.toUnmodifiableSet());

  private final Map<Long, Map<String, Double>> known = new ConcurrentHashMap<>();

  /** Reads the curves of some runs. */
  @FunctionalInterface
  interface Curves {

    /** The curves, by run. */
    Map<Long, Scores> of(Collection<Long> ids) throws SQLException;
  }

  /** Gives every run that is over the metrics that were not stored with it. */
  void complete(List<ArchivedRun> runs, Curves curves) throws SQLException {
    List<Long> missing =
        runs.stream()
            .filter(run -> isIncomplete(run) && !known.containsKey(run.id()))
            .map(ArchivedRun::id)
            .toList();
    Map<Long, Scores> scores = missing.isEmpty() ? Map.of() : curves.of(missing);
    runs.replaceAll(run -> isIncomplete(run) ? completed(run, scores) : run);
  }

  private static boolean isIncomplete(ArchivedRun run) {
    return run.state().isOver() && !run.metrics().keySet().containsAll(KEYS);
  }

  private ArchivedRun completed(ArchivedRun run, Map<Long, Scores> scores) {
    Map<String, Double> derived =
        known.computeIfAbsent(run.id(), id -> derive(run, scores.getOrDefault(id, Scores.NONE)));
    Map<String, Double> all = new TreeMap<>(Metrics.ORDER);
    all.putAll(derived);
    all.putAll(run.metrics());
    return run.withMetrics(all);
  }

  private static Map<String, Double> derive(ArchivedRun run, Scores scores) {
    return Metrics.of(new AccuracyHistory(RunLength.of(run).first(run.taskNames().size()), scores))
        .stream()
        .filter(MetricValue::isKnown)
        .collect(Collectors.toMap(MetricValue::key, MetricValue::value));
  }
}
