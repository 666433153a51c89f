package palimpsest.bench;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import javafx.application.Platform;
import palimpsest.bench.work.BackgroundExecutor;

/**
 * The handler of uncaught exceptions, on the window's thread or another: it shows one sentence in
 * the window and writes the details into a file. A fault that returns, as one in the drawing of a
 * frame would sixty times a second, is told once.
 */
final class UncaughtErrors implements Thread.UncaughtExceptionHandler {

  private static final Logger LOG = System.getLogger(UncaughtErrors.class.getName());

  /** Frames by which one fault is told from another. */
  private static final int FRAMES = 8;

  /** More different faults than anyone reads of. */
  private static final int MOST = 100;

  private final Set<String> told = new HashSet<>();
  private volatile Consumer<String> error = sentence -> LOG.log(Level.WARNING, sentence);

  /** Takes in, from now on, what no thread of this process catches. */
  static UncaughtErrors install() {
    UncaughtErrors errors = new UncaughtErrors();
    Thread.setDefaultUncaughtExceptionHandler(errors);
    return errors;
  }

  /**
   * Has failures told in a window.
   *
   * @param window given a sentence, on the window's thread
   */
  void tell(Consumer<String> window) {
    error = window;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (isNew(failure)) {
      String sentence = BackgroundExecutor.sentence(failure);
      Consumer<String> teller = error;
      Platform.runLater(() -> teller.accept(sentence));
    } else {
      LOG.log(Level.DEBUG, "The same again.", failure);
    }
  }

  private synchronized boolean isNew(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String where = Arrays.toString(Arrays.copyOf(trace, Math.min(FRAMES, trace.length)));
    return told.size() < MOST && told.add(failure.getClass().getName() + where);
  }
}
