package palimpsest.metric;

import java.util.Comparator;
import java.util.List;

/** The registry of metrics. */
public final class Metrics {

  /** The mean accuracy over all tasks at the end. */
  public static final Metric AVERAGE_ACCURACY = new AverageAccuracy();

  /** Every metric, in the order of a table. */
  public static final List<Metric> ALL =
      List.of(
          AVERAGE_ACCURACY,
          new AverageIncrementalAccuracy(),
          new AverageAnytimeAccuracy(),
          new WorstCaseAccuracy(),
          new Forgetting(),
          new StabilityGap(),
          new BackwardTransfer(),
          new Remembering(),
          new ForwardTransfer(),
          new LearningAccuracy());

  private static final List<String> KEYS = ALL.stream().map(Metric::key).toList();

  /** The order of {@link #ALL}, by keys; those of other programs come last, by name. */
  public static final Comparator<String> ORDER =
      Comparator.comparingInt(
              (String key) -> KEYS.contains(key) ? KEYS.indexOf(key) : Integer.MAX_VALUE)
          .thenComparing(Comparator.naturalOrder());

  private Metrics() {}

  /** Every metric of a run, in the order of a table. */
  public static List<MetricValue> of(AccuracyHistory history) {
    return ALL.stream().map(metric -> MetricValue.of(metric, history)).toList();
  }
}
