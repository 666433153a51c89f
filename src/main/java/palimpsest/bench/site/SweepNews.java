package palimpsest.bench.site;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import palimpsest.experiment.RunEvent;
import palimpsest.queue.QueueListener;

/**
 * News of sweeps that the window has not fetched yet. Many runs train at one time: of the progress
 * of each, the latest is kept.
 */
final class SweepNews implements QueueListener {

  private final Map<Long, RunEvent.Progress> progress = new ConcurrentHashMap<>();
  private final Queue<Told> others = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean changed = new AtomicBoolean(true);

  private record Told(long run, RunEvent event) {}

  @Override
  public void onEvent(long run, RunEvent event) {
    if (event instanceof RunEvent.Progress now) {
      progress.put(run, now);
    } else {
      others.add(new Told(run, event));
    }
    changed.set(true);
  }

  @Override
  public void onError(long run, String sentence) {
    errors.add(sentence);
  }

  @Override
  public void queueChanged() {
    changed.set(true);
  }

  /** Hands over what happened since the last time, in its order; on the window's thread. */
  void fetch(BiConsumer<Long, RunEvent> events, Consumer<String> sentences) {
    for (Told told = others.poll(); told != null; told = others.poll()) {
      events.accept(told.run(), told.event());
    }
    for (String error = errors.poll(); error != null; error = errors.poll()) {
      sentences.accept(error);
    }
  }

  /** The latest progress of each run that told any. */
  Map<Long, RunEvent.Progress> progress() {
    return progress;
  }

  /** Whether anything changed since it was last asked. */
  boolean hasChanged() {
    return changed.getAndSet(false);
  }
}
