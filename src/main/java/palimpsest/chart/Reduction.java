package palimpsest.chart;

/** Ways to make one pixel of several entries where a matrix is drawn smaller than it is. */
public enum Reduction {
  /** The entry furthest from zero, with its sign. */
  LARGEST_MAGNITUDE(
      "largest",
      "Largest magnitude",
      "Each pixel shows the entry furthest from zero within the grey range, with its sign:"
          + " no entry is hidden, however small it is drawn."),
  /** The mean over the pixel's area. */
  MEAN(
      "mean",
      "Mean",
      "Each pixel shows the area-weighted mean of its entries, as the notebook's figures do:"
          + " single entries fade.");

  private final String key;
  private final String label;
  private final String help;

  Reduction(String key, String label, String help) {
    this.key = key;
    this.label = label;
    this.help = help;
  }

  /** The word for it in files and options. */
  public String key() {
    return key;
  }

  /** The name in lists. */
  public String label() {
    return label;
  }

  /** A sentence for a tooltip. */
  public String help() {
    return help;
  }
}
