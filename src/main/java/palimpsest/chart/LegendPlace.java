package palimpsest.chart;

/** The place of the legend in a figure for paper. */
public enum LegendPlace {
  BELOW("below", "Below"),
  ABOVE("above", "Above"),
  RIGHT("right", "Right"),
  /** In the corner of the plot where it covers the least. */
  INSIDE("inside", "Inside"),
  NONE("none", "None");

  private final String key;
  private final String label;

  LegendPlace(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The name on the command line. */
  public String key() {
    return key;
  }

  /** The name in a list. */
  public String label() {
    return label;
  }
}
