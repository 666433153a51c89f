package palimpsest.bench.fisher;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;

/**
 * Asks the run under way for a matrix every few seconds, as long as somebody looks: copying one
 * costs the run time.
 */
final class LiveRequests {

  /** The choices of seconds; 0 is never. */
  static final List<Integer> SECONDS = List.of(0, 1, 2, 5, 10, 30);

  private static final long NANOS = 1_000_000_000L;

  private final Runnable request;
  private final BooleanSupplier wanted;
  private final IntegerProperty seconds = new SimpleIntegerProperty(this, "seconds", 5);
  private boolean asked;
  private long last;

  /**
   * Requests that begin when {@link #tick} is called.
   *
   * @param request asks for the next matrix
   * @param wanted whether somebody looks and a run is under way that can show one
   */
  LiveRequests(Runnable request, BooleanSupplier wanted) {
    this.request = request;
    this.wanted = wanted;
  }

  /** Seconds from one request to the next; 0 for none. */
  IntegerProperty secondsProperty() {
    return seconds;
  }

  /** Asks if it is time. */
  void tick(long nanos) {
    if (seconds.get() == 0 || !wanted.getAsBoolean()) {
      asked = false;
    } else if (!asked || nanos - last >= seconds.get() * NANOS) {
      asked = true;
      last = nanos;
      request.run();
    }
  }
}
