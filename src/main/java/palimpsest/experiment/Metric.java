package palimpsest.experiment;

/**
 * One number that sums up a run, with what it is called and how it is reckoned.
 *
 * @param key the name in files, such as {@code backward-transfer}
 * @param name the name in tables, such as Backward transfer
 * @param formula how it is reckoned, for a tooltip
 * @param lowerIsBetter whether a smaller number is the better one
 * @param value the number; NaN where the run does not give it
 */
public record Metric(String key, String name, String formula, boolean lowerIsBetter, double value) {

  /** A metric that is better the higher it is. */
  public Metric(String key, String name, String formula, double value) {
    this(key, name, formula, false, value);
  }

  /** Whether the run gives this number at all. */
  public boolean isKnown() {
    return Double.isFinite(value);
  }
}
