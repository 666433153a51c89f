package palimpsest.metric;

/**
 * The value of a metric for one run.
 *
 * @param metric the metric
 * @param value the number; NaN where the run does not give it
 * @param basis the data it was computed from, or the reason why there is no value, in a sentence
 */
public record MetricValue(Metric metric, double value, String basis) {

  /** The value of a metric for the run of a history. */
  static MetricValue of(Metric metric, AccuracyHistory history) {
    double value = metric.of(history);
    return new MetricValue(metric, value, basis(metric, value, history));
  }

  private static String basis(Metric metric, double value, AccuracyHistory history) {
    if (Double.isFinite(value)) {
      String moments = metric.usesEveryEvaluation() ? history.moments() : AccuracyHistory.ENDS;
      return "Computed from %s%s.".formatted(moments, history.images());
    }
    if (!history.isComplete()) {
      return "Known once all tasks it needs are learned.";
    }
    return history.tasks() == 1
        ? "Needs a second task."
        : "Not recorded: needs %s.".formatted(metric.needs());
  }

  /** The metric's name in files. */
  public String key() {
    return metric.key();
  }

  /** The metric's name in tables. */
  public String label() {
    return metric.label();
  }

  /** Whether the run gives this number at all. */
  public boolean isKnown() {
    return Double.isFinite(value);
  }
}
