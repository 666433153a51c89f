package palimpsest.bench.fisher;

import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;

/**
 * Asks the run under way for a matrix every few seconds, as long as the viewer is visible: copying
 * one costs the run time.
 */
final class LiveRequests {

  private static final long NANOS = 1_000_000_000L;

  private final Runnable request;
  private final BooleanSupplier wanted;
  private final ObservableValue<Integer> seconds;
  private boolean asked;
  private long last;

  /**
   * Requests that begin when {@link #tick} is called.
   *
   * @param seconds from one request to the next; 0 for none
   * @param request asks for the next matrix
   * @param wanted gives true while the viewer is visible and the current run can provide a matrix
   */
  LiveRequests(ObservableValue<Integer> seconds, Runnable request, BooleanSupplier wanted) {
    this.seconds = seconds;
    this.request = request;
    this.wanted = wanted;
  }

  /** Asks if it is time. */
  void tick(long nanos) {
    int every = seconds.getValue();
    if (every == 0 || !wanted.getAsBoolean()) {
      asked = false;
    } else if (!asked || nanos - last >= every * NANOS) {
      asked = true;
      last = nanos;
      request.run();
    }
  }
}
