package palimpsest.cli;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import palimpsest.text.VisibleText;

/** Keeps the log of libraries off the terminal, unless someone wants to see it. */
public final class Logging {

  /** Held here because the logging system forgets the level of a logger that no one holds. */
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("ai.djl"), Logger.getLogger("javafx"), Logger.getLogger("org.jfree"));

  private Logging() {}

  /**
   * Sets what is logged.
   *
   * @param verbose whether everything is shown, with stack traces
   */
  public static void set(boolean verbose) {
    Logger root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setFormatter(new Line(verbose));
    console.setLevel(Level.ALL);
    root.addHandler(console);
    LIBRARIES.forEach(logger -> logger.setLevel(verbose ? Level.INFO : Level.OFF));
  }

  /** One line a record. */
  private static final class Line extends Formatter {
    private final boolean verbose;

    Line(boolean verbose) {
      this.verbose = verbose;
    }

    @Override
    public String format(LogRecord record) {
      StringBuilder text =
          new StringBuilder(VisibleText.lines(formatMessage(record)))
              .append(System.lineSeparator());
      Throwable thrown = record.getThrown();
      if (thrown != null) {
        text.append("  ")
            .append(VisibleText.lines(thrown.toString()))
            .append(System.lineSeparator());
        if (verbose) {
          for (StackTraceElement element : thrown.getStackTrace()) {
            text.append("    at ").append(element).append(System.lineSeparator());
          }
        }
      }
      return text.toString();
    }
  }
}
