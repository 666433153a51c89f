package palimpsest.bench.compare;

/** The figures that the page can draw. */
public enum FigureKind {
  MEAN_ACCURACY(
      "Mean accuracy",
      "mean accuracy",
      "%.1f %%",
      "Accuracy on the test images of all tasks, seen or not, averaged over tasks: one line"
          + " per configuration."),
  MEAN_LOSS(
      "Mean loss",
      "mean loss",
      "%.3f nats",
      "Cross-entropy on the test images of all tasks, averaged over tasks: one line per"
          + " configuration."),
  TASK_ACCURACY(
      "Task accuracy",
      "task accuracy",
      "%.1f %%",
      "Accuracy on each task of two configurations: colours for tasks, dashes for"
          + " configurations.");

  private final String label;
  private final String name;
  private final String valueFormat;
  private final String help;

  FigureKind(String label, String name, String valueFormat, String help) {
    this.label = label;
    this.name = name;
    this.valueFormat = valueFormat;
    this.help = help;
  }

  /** Its label on buttons. */
  public String label() {
    return label;
  }

  /** Its name in file names. */
  public String fileName() {
    return name;
  }

  /** The format of a value under the pointer. */
  public String valueFormat() {
    return valueFormat;
  }

  /** A sentence for a tooltip. */
  public String help() {
    return help;
  }
}
