package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import palimpsest.bench.work.Background;

/** Work off the window's thread of which only the latest matters: what is superseded is dropped. */
final class LatestTask<T> {

  /** What is to be done. */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Does it.
     *
     * @param superseded whether nobody waits for the outcome any more
     */
    T run(BooleanSupplier superseded);
  }

  private final Executor background;
  private final Executor window;
  private final AtomicLong latest = new AtomicLong();

  LatestTask(Executor background, Executor window) {
    this.background = background;
    this.window = window;
  }

  /**
   * Does something in the background instead of what was asked for before.
   *
   * @param done hears of the outcome, on the window's thread, unless it was superseded
   * @param failed hears there why it failed, in a sentence
   */
  void submit(Work<T> work, Consumer<T> done, Consumer<String> failed) {
    long number = latest.incrementAndGet();
    BooleanSupplier superseded = () -> latest.get() != number;
    background.execute(() -> {
      if (superseded.getAsBoolean()) {
        return;
      }
      try {
        T outcome = work.run(superseded);
        tell(superseded, () -> done.accept(outcome));
      } catch (RuntimeException | Error e) {
        String sentence = Background.sentence(e);
        tell(superseded, () -> failed.accept(sentence));
      }
    });
  }

  private void tell(BooleanSupplier superseded, Runnable news) {
    window.execute(() -> {
      if (!superseded.getAsBoolean()) {
        news.run();
      }
    });
  }

  /** Drops what was asked for. */
  void cancel() {
    latest.incrementAndGet();
  }
}
