package palimpsest.bench.run;

/** How a run of this session stands. */
public enum RunState {
  WAITING("waiting"),
  RUNNING("running"),
  FINISHED("finished"),
  STOPPED("stopped"),
  DIVERGED("diverged"),
  FAILED("failed");

  private final String label;

  RunState(String label) {
    this.label = label;
  }

  /** The word for it in a list. */
  public String label() {
    return label;
  }
}
