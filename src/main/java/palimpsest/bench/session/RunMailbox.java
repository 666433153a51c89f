package palimpsest.bench.session;

import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.RunEvent;

/**
 * A mailbox in which the training thread leaves events and the window collects them from time to
 * time. Neither ever waits for the other. Of progress, and of matrices shown in passing, only the
 * latest is kept; nothing else is lost, and everything is handed over in its order.
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
      case RunEvent.FisherMeasured(var matrix) when matrix.live() -> passing.set(letter);
      default -> others.add(letter);
    }
  }

  /**
   * Hands over the news since the last call; on the window's thread.
   *
   * @param progressDue whether progress that comes alone is wanted, or may lie until later
   */
  void drain(boolean progressDue, BiConsumer<Long, RunEvent> reader) {
    Letter far = progressDue ? latest(progress, null) : null;
    Letter shown = latest(passing, null);
    for (Letter other = others.poll(); other != null; other = others.poll()) {
      // Taken after it, so that nothing that was written before it is left behind.
      far = latest(progress, far);
      shown = latest(passing, shown);
      handOver(far, shown, other.order(), reader);
      far = far != null && far.order() < other.order() ? null : far;
      shown = shown != null && shown.order() < other.order() ? null : shown;
      reader.accept(other.run(), other.event());
    }
    handOver(far, shown, Long.MAX_VALUE, reader);
  }

  private static @Nullable Letter latest(
      AtomicReference<@Nullable Letter> box, @Nullable Letter held) {
    Letter newer = box.getAndSet(null);
    return newer == null ? held : newer;
  }

  /** Hands over, in their order, those of two letters that were written before some other. */
  private static void handOver(
      @Nullable Letter one,
      @Nullable Letter another,
      long before,
      BiConsumer<Long, RunEvent> reader) {
    Stream.concat(Stream.ofNullable(one), Stream.ofNullable(another))
        .filter(letter -> letter.order() < before)
        .sorted(Comparator.comparingLong(Letter::order))
        .forEach(letter -> reader.accept(letter.run(), letter.event()));
  }
}
