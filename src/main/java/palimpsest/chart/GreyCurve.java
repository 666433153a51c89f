package palimpsest.chart;

/** How grey grows with an entry between black and white. */
public enum GreyCurve {
  /** Evenly. */
  LINEAR("Linear", "Grey grows evenly with the value."),
  /** Evenly with each factor of ten. */
  LOG(
      "Log",
      "Grey grows with each factor of ten. Zero and less are black; black at 0 means six powers of"
          + " ten below white."),
  /** Evenly near zero and with each factor of ten away from it, to both sides. */
  SYMMETRIC_LOG(
      "Symmetric log",
      "Grey grows with each factor of ten away from zero, to both sides, and evenly near zero.");

  private final String label;
  private final String help;

  GreyCurve(String label, String help) {
    this.label = label;
    this.help = help;
  }

  /** What a list calls it. */
  public String label() {
    return label;
  }

  /** One or two sentences for a tooltip. */
  public String help() {
    return help;
  }
}
