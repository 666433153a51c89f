package palimpsest.bench.settings;

/** Light or dark, or as the system is. */
public enum Theme {
  /** Light. */
  LIGHT("Light"),
  /** Dark. */
  DARK("Dark"),
  /** Whatever the system says, also when it changes. */
  SYSTEM("System");

  private final String label;

  Theme(String label) {
    this.label = label;
  }

  /** Its label. */
  public String label() {
    return label;
  }

  /** Whether it is dark on a system that is dark or not. */
  public boolean isDark(boolean systemDark) {
    return this == DARK || (this == SYSTEM && systemDark);
  }
}
