package palimpsest.bench.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.problem.Problem;

/**
 * A thread beside the window's, for whatever asks disk or database. Answers come back on the
 * window's thread, and so do failures: in a sentence.
 */
public final class Background {

  private static final Logger LOG = System.getLogger(Background.class.getName());

  private final Executor background;
  private final Executor window;
  private final Consumer<String> complaint;

  /**
   * A way to work in the background.
   *
   * @param background where the work is done, in the order in which it was asked for
   * @param window the window's thread
   * @param complaint told on the window's thread what failed
   */
  public Background(Executor background, Executor window, Consumer<String> complaint) {
    this.background = background;
    this.window = window;
    this.complaint = complaint;
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
    ask(
        () -> {
          work.run();
          return true;
        },
        answer -> done.run());
  }

  /**
   * Asks something.
   *
   * @param answer hears of the outcome on the window's thread, unless asking failed
   */
  public <T> void ask(Supplier<T> question, Consumer<T> answer) {
    try {
      background.execute(() -> {
        try {
          T outcome = question.get();
          window.execute(() -> answer.accept(outcome));
        } catch (Problem problem) {
          window.execute(() -> complaint.accept(problem.getMessage()));
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "Work in the background failed.", e);
          window.execute(() -> complaint.accept("Something went wrong: " + e));
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The window has been closed; nobody waits for the answer.", e);
    }
  }
}
