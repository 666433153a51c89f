package palimpsest.learning;

/** The run is to leave while a Fisher matrix was being measured. Nothing has changed. */
public final class MeasurementCancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MeasurementCancelled() {
    super("the measurement of a Fisher matrix was cancelled");
  }
}
