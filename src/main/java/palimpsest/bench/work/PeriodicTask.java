package palimpsest.bench.work;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Does something on the window's thread again and again. While an animation plays, JavaFX goes
 * through its whole scene sixty times a second, on a core that training wants; this lets it sleep
 * in between.
 */
public final class PeriodicTask {

  private final Duration every;
  private final Executor window;
  private final Runnable work;
  private @Nullable ScheduledExecutorService clock;

  /**
   * A beat that has not begun.
   *
   * @param every from one to the next
   * @param window the window's thread
   * @param work the task to run
   */
  public PeriodicTask(Duration every, Executor window, Runnable work) {
    this.every = every;
    this.window = window;
    this.work = work;
  }

  /**
   * Begins, with the first beat after one interval; on the window's thread. While the last beat
   * still waits there, none is added.
   */
  public void start() {
    if (clock != null) {
      return;
    }
    ScheduledExecutorService begun =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("beat").factory());
    clock = begun;
    AtomicBoolean waiting = new AtomicBoolean();
    long nanos = every.toNanos();
    // Nothing can fail there that anyone would have to be told.
    var _ =
        begun.scheduleWithFixedDelay(
            () -> beat(begun, waiting), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void beat(ExecutorService mine, AtomicBoolean waiting) {
    if (waiting.compareAndSet(false, true)) {
      window.execute(() -> {
        waiting.set(false);
        if (!mine.isShutdown()) {
          work.run();
        }
      });
    }
  }

  /** Does it no more, not even once; on the window's thread. */
  public void stop() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
  }
}
