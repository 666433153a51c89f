package palimpsest.bench.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.RunEvent;

/**
 * Where the training thread leaves events and the window collects them once a frame. Neither ever
 * waits for the other. Of progress, and of matrices shown in passing, only the latest is kept;
 * nothing else is lost, and everything is handed over in its order.
 */
final class RunMailbox {

  private final AtomicReference<@Nullable Letter> progress = new AtomicReference<>();
  private final AtomicReference<@Nullable Letter> passing = new AtomicReference<>();
  private final Queue<Letter> others = new ConcurrentLinkedQueue<>();
  private final AtomicLong written = new AtomicLong();

  /** An event, whose it is, and its place among all. */
  private record Letter(long order, long run, RunEvent event) {}

  /** Leaves an event; on the training thread. */
  void put(long run, RunEvent event) {
    Letter letter = new Letter(written.incrementAndGet(), run, event);
    switch (event) {
      case RunEvent.Progress latest -> progress.set(letter);
      case RunEvent.FisherMeasured(var matrix) when matrix.passing() -> passing.set(letter);
      default -> others.add(letter);
    }
  }

  /**
   * Hands over what came since the last call; on the window's thread.
   *
   * @param progressDue whether progress that comes alone is wanted, or may lie until later
   */
  void drain(boolean progressDue, BiConsumer<Long, RunEvent> reader) {
    Letter first = progressDue || !others.isEmpty() ? progress.getAndSet(null) : null;
    Letter second = passing.getAndSet(null);
    if (first != null && second != null && second.order() < first.order()) {
      Letter swapped = first;
      first = second;
      second = swapped;
    }
    for (Letter other = others.poll(); other != null; other = others.poll()) {
      if (first != null && first.order() < other.order()) {
        reader.accept(first.run(), first.event());
        first = null;
      }
      if (second != null && second.order() < other.order()) {
        reader.accept(second.run(), second.event());
        second = null;
      }
      reader.accept(other.run(), other.event());
    }
    if (first != null) {
      reader.accept(first.run(), first.event());
    }
    if (second != null) {
      reader.accept(second.run(), second.event());
    }
  }
}
