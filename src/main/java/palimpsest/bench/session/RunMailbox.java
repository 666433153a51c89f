package palimpsest.bench.session;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import palimpsest.experiment.RunEvent;

/**
 * A mailbox in which training threads leave events and the window collects them from time to time.
 * Neither ever waits for the other. Of a run's progress, and of its matrices shown in passing, only
 * the latest is kept; nothing else is lost, and everything is handed over in its order.
 */
final class RunMailbox {

  private final Map<Box, Letter> latest = new ConcurrentHashMap<>();
  private final Queue<Letter> others = new ConcurrentLinkedQueue<>();
  private final AtomicLong written = new AtomicLong();

  /** A place for one letter: a run's progress, or its matrix shown in passing. */
  private record Box(long run, boolean matrix) {}

  /** An event, whose it is, and its place among all. */
  private record Letter(long order, long run, RunEvent event) {}

  /** Leaves an event; on a training thread. */
  void put(long run, RunEvent event) {
    Letter letter = new Letter(written.incrementAndGet(), run, event);
    switch (event) {
      case RunEvent.Progress _ -> latest.put(new Box(run, false), letter);
      case RunEvent.FisherMeasured(var matrix) when matrix.live() ->
          latest.put(new Box(run, true), letter);
      default -> others.add(letter);
    }
  }

  /**
   * Hands over the news since the last call; on the window's thread.
   *
   * @param progressDue whether progress that comes alone is wanted, or may lie until later
   */
  void drain(boolean progressDue, BiConsumer<Long, RunEvent> reader) {
    Map<Box, Letter> taken = new HashMap<>();
    take(progressDue, taken);
    for (Letter other = others.poll(); other != null; other = others.poll()) {
      // Taken after it, so that nothing that was written before it is left behind.
      take(true, taken);
      handOver(taken, other.order(), reader);
      reader.accept(other.run(), other.event());
    }
    handOver(taken, Long.MAX_VALUE, reader);
  }

  private void take(boolean progressToo, Map<Box, Letter> taken) {
    for (Box box : List.copyOf(latest.keySet())) {
      if (progressToo || box.matrix()) {
        Letter letter = latest.remove(box);
        if (letter != null) {
          taken.put(box, letter);
        }
      }
    }
  }

  /** Hands over, in their order, the letters that were written before some other. */
  private static void handOver(
      Map<Box, Letter> taken, long before, BiConsumer<Long, RunEvent> reader) {
    List<Letter> earlier =
        taken.values().stream()
            .filter(letter -> letter.order() < before)
            .sorted(Comparator.comparingLong(Letter::order))
            .toList();
    taken.values().removeAll(earlier);
    earlier.forEach(letter -> reader.accept(letter.run(), letter.event()));
  }
}
