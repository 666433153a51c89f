package palimpsest.learning;

/** Nobody waits any more for the Fisher matrix that was being measured. Nothing has changed. */
public final class MeasuringAbandoned extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MeasuringAbandoned() {
    super("the measuring of a Fisher matrix was abandoned");
  }
}
