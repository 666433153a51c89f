package palimpsest.chart;

/** The measure of spread shown by the band around a mean curve. */
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

  /** Its label in menus. */
  public String label() {
    return label;
  }

  /** Half the height of the band around the mean; NaN where there is none. */
  public double reach(Spread spread) {
    return switch (this) {
      case DEVIATION -> spread.deviation();
      case ERROR -> spread.error();
      case NONE -> Double.NaN;
    };
  }
}
