package palimpsest.bench.work;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Questions of which only the latest matters: one that is superseded before its turn is not asked,
 * and one that is superseded before its answer is not told.
 */
public final class Latest<T> {

  /** Work that takes long enough to be cancelled on the way. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Does it.
     *
     * @param superseded gives true once the result is no longer needed
     */
    T run(BooleanSupplier superseded);
  }

  private final BackgroundExecutor backgroundExecutor;
  private final AtomicLong asked = new AtomicLong();

  /** Questions for a thread, whose failures are told by the caller. */
  public Latest(Executor thread, Executor window) {
    this(new BackgroundExecutor(thread, window, sentence -> {}));
  }

  /** Questions for the background. */
  public Latest(BackgroundExecutor backgroundExecutor) {
    this.backgroundExecutor = backgroundExecutor;
  }

  /**
   * Asks something in place of whatever was asked before. To be called on the window's thread.
   *
   * @param answer receives the result on the window's thread
   */
  public void ask(Supplier<T> question, Consumer<T> answer) {
    ask(question, answer, () -> {});
  }

  /**
   * Asks something in place of whatever was asked before. To be called on the window's thread.
   *
   * @param answer receives the result on the window's thread
   * @param failed called there if asking failed, unless something else was asked since
   */
  public void ask(Supplier<T> question, Consumer<T> answer, Runnable failed) {
    long mine = asked.incrementAndGet();
    backgroundExecutor.ask(
        () -> asked.get() == mine ? Optional.of(question.get()) : Optional.<T>empty(),
        outcome -> {
          if (asked.get() == mine) {
            outcome.ifPresent(answer);
          }
        },
        () -> {
          if (asked.get() == mine) {
            failed.run();
          }
        });
  }

  /**
   * Does something long in place of whatever was asked before.
   *
   * @param answer receives the result on the window's thread, unless it was superseded
   * @param failed receives the reason, in a sentence, unless it was superseded
   */
  public void ask(Work<T> work, Consumer<T> answer, Consumer<String> failed) {
    long mine = asked.incrementAndGet();
    BooleanSupplier superseded = () -> asked.get() != mine;
    backgroundExecutor.ask(
        () -> superseded.getAsBoolean() ? Optional.<T>empty() : Optional.of(work.run(superseded)),
        outcome -> {
          if (!superseded.getAsBoolean()) {
            outcome.ifPresent(answer);
          }
        },
        sentence -> {
          if (!superseded.getAsBoolean()) {
            failed.accept(sentence);
          }
        });
  }

  /** Lets no answer come any more to what was asked before. */
  public void forget() {
    asked.incrementAndGet();
  }
}
