package palimpsest.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * JavaFX for tests: started once in a process, asked on its own thread, waited for by condition.
 */
public final class FxToolkit {

  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private FxToolkit() {}

  /** Starts it, unless it has been. */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      CountDownLatch ready = new CountDownLatch(1);
      Platform.startup(ready::countDown);
      Platform.setImplicitExit(false);
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Asks something on the window's thread. */
  public static <T> T get(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.orTimeout(DEADLINE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
  }

  /** Does something on the window's thread. */
  public static void run(Runnable action) {
    get(() -> {
      action.run();
      return true;
    });
  }

  /** Asks again, a frame later each time, until it is so. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, DEADLINE, condition);
  }

  /** The same with patience for longer work. */
  public static void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!get(condition::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for: " + what);
      }
      pulses(1);
    }
  }

  /** Returns when a frame has gone by, with what was changed before laid out in it. */
  public static void frame() {
    // Timers come before the layout: only the second one finds a frame behind it.
    pulses(2);
  }

  private static void pulses(int count) {
    CountDownLatch passed = new CountDownLatch(count);
    Platform.runLater(() ->
        new javafx.animation.AnimationTimer() {
          @Override
          public void handle(long now) {
            passed.countDown();
            if (passed.getCount() == 0) {
              stop();
            }
          }
        }.start());
    try {
      if (!passed.await(DEADLINE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("no frame came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
