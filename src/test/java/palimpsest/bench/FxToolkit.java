package palimpsest.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * JavaFX for tests: started once in a process, asked on its own thread, waited for by condition. An
 * exception that nothing caught on its thread fails the next question, and so the test.
 */
public final class FxToolkit {

  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final Queue<Throwable> UNCAUGHT = new ConcurrentLinkedQueue<>();
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private FxToolkit() {}

  /** A node that no window has. */
  static final class AbsentNode extends RuntimeException {

    private static final long serialVersionUID = 1;

    AbsentNode(String id) {
      super("no node " + id);
    }
  }

  /** Starts it, unless it has been. */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      CountDownLatch ready = new CountDownLatch(1);
      Platform.startup(() -> {
        failAfterUncaught();
        ready.countDown();
      });
      Platform.setImplicitExit(false);
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Keeps what nothing caught on the window's thread, for the next question to throw. */
  private static void failAfterUncaught() {
    Thread.currentThread()
        .setUncaughtExceptionHandler((thread, failure) -> {
          if (!isBeyondTheHeadlessScreen(failure)) {
            UNCAUGHT.add(failure);
          }
        });
  }

  /** Whether JavaFX's headless platform failed to paint what lies outside its small screen. */
  private static boolean isBeyondTheHeadlessScreen(Throwable failure) {
    return failure instanceof IndexOutOfBoundsException
        && Arrays.stream(failure.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
            .findFirst()
            .filter(name -> name.startsWith("com.sun.glass.ui.headless."))
            .isPresent();
  }

  /**
   * Lets the program's own handler have what nothing caught on the window's thread.
   *
   * @param test done meanwhile
   */
  static void lettingThrough(Runnable test) {
    run(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
    try {
      test.run();
    } finally {
      run(FxToolkit::failAfterUncaught);
    }
  }

  private static void throwUncaught() {
    List<Throwable> failures = new ArrayList<>();
    for (Throwable next = UNCAUGHT.poll(); next != null; next = UNCAUGHT.poll()) {
      failures.add(next);
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError("not caught on the JavaFX thread: " + failures, failures.getFirst());
      failures.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  /** Asks something on the window's thread. */
  public static <T> T get(Supplier<T> question) {
    throwUncaught();
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    T result = answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    throwUncaught();
    return result;
  }

  /** Does something on the window's thread. */
  public static void run(Runnable action) {
    get(() -> {
      action.run();
      return true;
    });
  }

  /** Asks again, a frame later each time, until it is so; a node may still be absent. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, DEADLINE, condition);
  }

  /** The same with patience for longer work. */
  public static void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!get(() -> holds(condition))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for: " + what);
      }
      pulses(1);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (AbsentNode e) {
      return false;
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
      if (!passed.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no frame came");
      }
      throwUncaught();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
