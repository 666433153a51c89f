package palimpsest.bench.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import palimpsest.experiment.RunEvent;
import palimpsest.queue.QueueListener;

/**
 * News from the queue's threads that the window has not processed yet. They leave it here and
 * continue at once; the window fetches it several times a second.
 */
final class RunNews implements QueueListener {

  /**
   * Nanoseconds between two looks at how far training is. No one reads faster, and each look lays
   * the window out and paints it again, on a core that training wants.
   */
  private static final long PROGRESS_EVERY = 250_000_000;

  private final RunMailbox mailbox = new RunMailbox();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private boolean fetched;
  private long progressFetched;

  @Override
  public void onEvent(long run, RunEvent event) {
    mailbox.put(run, event);
  }

  @Override
  public void onError(long run, String sentence) {
    errors.add(sentence);
  }

  @Override
  public void queueChanged() {
    changed.set(true);
  }

  /**
   * Hands over the news since the last time; on the window's thread.
   *
   * @param now nanoseconds on any clock
   * @param events notified of each event and the run that it is of
   * @param sentences told what could not be kept
   * @return whether the queue has changed
   */
  boolean fetch(long now, BiConsumer<Long, RunEvent> events, Consumer<String> sentences) {
    boolean progressDue = !fetched || now - progressFetched >= PROGRESS_EVERY;
    if (progressDue) {
      fetched = true;
      progressFetched = now;
    }
    mailbox.drain(progressDue, events);
    for (String sentence = errors.poll(); sentence != null; sentence = errors.poll()) {
      sentences.accept(sentence);
    }
    return changed.getAndSet(false);
  }
}
