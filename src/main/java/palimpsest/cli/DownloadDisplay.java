package palimpsest.cli;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import palimpsest.data.Download;
import palimpsest.text.NumberText;

/** One line for each file that comes, drawn over while it does where a person looks on. */
final class DownloadDisplay {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int BAR = 30;

  /** The message after a download was cancelled. */
  static final String STOPPED =
      "Stopped. Already downloaded data is kept, and the next fetch resumes from it.";

  private final Terminal terminal;
  private final LongSupplier clock;
  private String current = "";
  private long drawnAt;
  private boolean open;

  DownloadDisplay(Terminal terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Shows a download while it runs; Ctrl+C calls it off.
   *
   * @param cancel calls it off, from another thread
   * @param fetch runs it, telling of every piece
   * @return whether all of it came
   */
  static boolean show(Terminal terminal, Runnable cancel, Predicate<Download.Progress> fetch) {
    DownloadDisplay display = new DownloadDisplay(terminal, System::nanoTime);
    try (CtrlCHook _ = new CtrlCHook(cancel)) {
      return fetch.test(display::at);
    } finally {
      display.end();
    }
  }

  void at(String file, long done, OptionalLong total) {
    boolean another = !file.equals(current);
    long now = clock.getAsLong();
    boolean whole = total.isPresent() && done >= total.getAsLong();
    if (another) {
      end();
      current = file;
    }
    if (!terminal.redraws()) {
      if (another) {
        terminal.out().println("Fetching " + file + size(total));
      }
    } else if (another || whole || now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      open = true;
      terminal.out().print("\r" + line(file, done, total));
      terminal.out().flush();
    }
  }

  void end() {
    if (open) {
      terminal.out().println();
      open = false;
    }
  }

  private static String line(String file, long done, OptionalLong total) {
    if (total.isEmpty() || total.getAsLong() <= 0) {
      return "%-28s %s".formatted(file, NumberText.bytes(done));
    }
    double share = Math.min(1, (double) done / total.getAsLong());
    int filled = (int) Math.round(share * BAR);
    return "%-28s %s%s %3.0f %%%s"
        .formatted(file, "█".repeat(filled), "░".repeat(BAR - filled), 100 * share, size(total));
  }

  private static String size(OptionalLong total) {
    return total.isPresent() ? " of " + NumberText.bytes(total.getAsLong()) : "";
  }
}
