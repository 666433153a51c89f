package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work off the window's thread of which only the latest matters: what is superseded is dropped. */
final class LatestTask<T> {

  private final Executor background;
  private final Executor window;
  private final AtomicReference<@Nullable Job<T>> next = new AtomicReference<>();

  /** What is to be done, and who hears of it. */
  private record Job<T>(Supplier<T> work, Consumer<T> done) {}

  LatestTask(Executor background, Executor window) {
    this.background = background;
    this.window = window;
  }

  /**
   * Does something in the background unless something else is asked for before it begins.
   *
   * @param done hears of the outcome, on the window's thread
   */
  void submit(Supplier<T> work, Consumer<T> done) {
    next.set(new Job<>(work, done));
    background.execute(() -> {
      Job<T> job = next.getAndSet(null);
      if (job != null) {
        T outcome = job.work().get();
        window.execute(() -> job.done().accept(outcome));
      }
    });
  }
}
