package palimpsest.metric;

/**
 * The value of a metric for one run.
 *
 * @param metric the metric
 * @param value the number; NaN where the run does not give it
 */
public record MetricValue(Metric metric, double value) {

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
