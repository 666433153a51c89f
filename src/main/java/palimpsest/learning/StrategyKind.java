package palimpsest.learning;

/** The names of the strategies, and which settings each of them uses. */
public enum StrategyKind {
  FINE_TUNING(
      "fine-tuning",
      "Fine-tuning",
      "Trains on the current batches only: the forgetting baseline.",
      false,
      false,
      false),
  REPLAY(
      "replay",
      "Replay",
      "Trains on current images and on as many remembered ones, drawn from a reservoir buffer.",
      true,
      false,
      false),
  EWC(
      "ewc",
      "EWC",
      "Elastic weight consolidation: a quadratic penalty, shaped by the Fisher matrix of each"
          + " earlier task, holds the weights that the task needs.",
      false,
      true,
      false),
  NATURAL_REPLAY(
      "natural-replay",
      "Natural replay",
      "Replay whose gradient is multiplied by the damped inverse of the combined batch's Fisher"
          + " matrix.",
      true,
      false,
      true);

  private final String key;
  private final String label;
  private final String help;
  private final boolean rehearses;
  private final boolean penalises;
  private final boolean preconditions;

  StrategyKind(
      String key,
      String label,
      String help,
      boolean rehearses,
      boolean penalises,
      boolean preconditions) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.rehearses = rehearses;
    this.penalises = penalises;
    this.preconditions = preconditions;
  }

  /** The kind with a key. */
  public static StrategyKind named(String key) {
    for (StrategyKind kind : values()) {
      if (kind.key.equals(key)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(key);
  }

  /** The name in files and on the command line, such as {@code natural-replay}. */
  public String key() {
    return key;
  }

  /** The name as a paper would print it. */
  public String label() {
    return label;
  }

  /** A sentence for a tooltip. */
  public String help() {
    return help;
  }

  /** Whether remembered images join the current batch, so that the buffer size matters. */
  public boolean rehearses() {
    return rehearses;
  }

  /** Whether a penalty joins the loss, so that the importance matters. */
  public boolean penalises() {
    return penalises;
  }

  /** Whether the gradient is preconditioned, so that the damping matters. */
  public boolean preconditions() {
    return preconditions;
  }

  /** Whether a Fisher matrix takes part in training, so that its representation matters. */
  public boolean usesFisher() {
    return penalises || preconditions;
  }
}
