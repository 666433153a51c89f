package palimpsest.chart;

/** The function from a matrix entry to a level within the range. */
public enum GreyCurve {
  /** Evenly. */
  LINEAR("Linear", "Levels grow evenly with the value."),
  /** Evenly with each factor of ten. */
  LOG(
      "Log",
      "Levels grow with each factor of ten. Zero and less take the lowest; a lower end of 0 means"
          + " six powers of ten below the upper end."),
  /** Evenly near zero and with each factor of ten away from it, to both sides. */
  SYMMETRIC_LOG(
      "Symmetric log",
      "Levels grow with each factor of ten away from zero, to both sides, and evenly near zero.");

  private final String label;
  private final String help;

  GreyCurve(String label, String help) {
    this.label = label;
    this.help = help;
  }

  /** Its label in lists. */
  public String label() {
    return label;
  }

  /** One or two sentences for a tooltip. */
  public String help() {
    return help;
  }
}
