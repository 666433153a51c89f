package palimpsest.chart;

/** What the band around a mean curve shows. */
public enum Band {
  /** Mean ± sample standard deviation. */
  DEVIATION("sd", "± standard deviation"),
  /** Mean ± standard error of the mean. */
  ERROR("se", "± standard error"),
  /** No band. */
  NONE("none", "no band");

  private final String key;
  private final String label;

  Band(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The name on the command line. */
  public String key() {
    return key;
  }

  /** What a menu calls it. */
  public String label() {
    return label;
  }

  /** How far the band reaches to either side of the mean; NaN where there is none. */
  public double reach(Spread spread) {
    return switch (this) {
      case DEVIATION -> spread.deviation();
      case ERROR -> spread.error();
      case NONE -> Double.NaN;
    };
  }
}
