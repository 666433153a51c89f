package palimpsest.bench.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.machine.ErrorLog;
import palimpsest.problem.Problem;

/**
 * A thread beside the window's, for whatever asks disk or database. Answers come back on the
 * window's thread, and so do failures: in a sentence.
 */
public final class BackgroundExecutor {

  private static final Logger LOG = System.getLogger(BackgroundExecutor.class.getName());

  private final Executor background;
  private final Executor window;
  private final Consumer<String> error;

  /**
   * A way to work in the background.
   *
   * @param background the executor of the work, in the order of requests
   * @param window the window's thread
   * @param error told on the window's thread what failed
   */
  public BackgroundExecutor(Executor background, Executor window, Consumer<String> error) {
    this.background = background;
    this.window = window;
    this.error = error;
  }

  /** A thread to do work on, one piece after the other, that does not keep the program running. */
  public static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Does something. */
  public void run(Runnable work) {
    run(work, () -> {});
  }

  /**
   * Does something.
   *
   * @param done called on the window's thread once it is done, if it did not fail
   */
  public void run(Runnable work, Runnable done) {
    run(work, done, () -> {});
  }

  /**
   * Does something.
   *
   * @param done called on the window's thread once it is done, if it did not fail
   * @param failed called on the window's thread if it failed, which is also complained of
   */
  public void run(Runnable work, Runnable done, Runnable failed) {
    ask(
        () -> {
          work.run();
          return true;
        },
        answer -> done.run(),
        failed);
  }

  /**
   * Asks something.
   *
   * @param answer receives the result on the window's thread, unless asking failed
   */
  public <T> void ask(Supplier<T> question, Consumer<T> answer) {
    ask(question, answer, () -> {});
  }

  /**
   * Asks something.
   *
   * @param answer receives the result on the window's thread, unless asking failed
   * @param failed called on the window's thread if asking failed, which is also complained of
   */
  public <T> void ask(Supplier<T> question, Consumer<T> answer, Runnable failed) {
    ask(
        question,
        answer,
        sentence -> {
          error.accept(sentence);
          failed.run();
        });
  }

  /**
   * Asks something whose failure is told elsewhere than all others.
   *
   * @param answer receives the result on the window's thread, unless asking failed
   * @param failed receives the reason, in a sentence
   */
  <T> void ask(Supplier<T> question, Consumer<T> answer, Consumer<String> failed) {
    try {
      background.execute(() -> {
        try {
          T outcome = question.get();
          window.execute(() -> answer.accept(outcome));
        } catch (RuntimeException | Error e) {
          String sentence = sentence(e);
          window.execute(() -> failed.accept(sentence));
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The window has been closed; the answer is not needed.", e);
    }
  }

  /** The error, in a sentence for people. */
  public static String sentence(Throwable failure) {
    return switch (failure) {
      case Problem problem -> String.valueOf(problem.getMessage());
      // So a mapped file tells that what is read is no longer there.
      case InternalError fault when isMapping(fault) ->
          "It can no longer be read: its file was changed or cut short in the meantime.";
      case OutOfMemoryError none -> "Not enough memory for this.";
      default -> ErrorLog.report(failure);
    };
  }

  private static boolean isMapping(InternalError fault) {
    return String.valueOf(fault.getMessage()).contains("unsafe memory access");
  }
}
