package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
   */
  void submit(Work<T> work, Consumer<T> done) {
    long number = latest.incrementAndGet();
    BooleanSupplier superseded = () -> latest.get() != number;
    background.execute(() -> {
      if (superseded.getAsBoolean()) {
        return;
      }
      T outcome = work.run(superseded);
      window.execute(() -> {
        if (!superseded.getAsBoolean()) {
          done.accept(outcome);
        }
      });
    });
  }

  /** Drops what was asked for. */
  void cancel() {
    latest.incrementAndGet();
  }
}
