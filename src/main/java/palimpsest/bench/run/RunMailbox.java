package palimpsest.bench.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.RunEvent;

/**
 * Where the training thread leaves events and the window collects them once a frame. Neither ever
 * waits for the other. Of progress only the latest is kept; nothing else is lost.
 */
final class RunMailbox {

  private final AtomicReference<RunEvent.@Nullable Progress> latest = new AtomicReference<>();
  private final Queue<RunEvent> others = new ConcurrentLinkedQueue<>();

  /** Leaves an event; on the training thread. */
  void put(RunEvent event) {
    if (event instanceof RunEvent.Progress progress) {
      latest.set(progress);
    } else {
      others.add(event);
    }
  }

  /** Hands over what came since the last call; on the window's thread. */
  void drain(Consumer<RunEvent> reader) {
    RunEvent.Progress progress = latest.getAndSet(null);
    if (progress != null) {
      reader.accept(progress);
    }
    for (RunEvent event = others.poll(); event != null; event = others.poll()) {
      reader.accept(event);
    }
  }
}
