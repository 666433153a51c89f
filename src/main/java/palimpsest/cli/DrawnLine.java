package palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last line of a terminal, which is drawn over again and again. Runs that train at one time
 * share it: alone, each has the whole line, beside others a word or two. All methods may be called
 * from any thread.
 */
final class DrawnLine {

  private final Terminal terminal;
  private final Map<Object, Said> said = new LinkedHashMap<>();
  private int drawn;

  /** The text of one run, whole and in a word or two. */
  private record Said(String text, String brief) {}

  DrawnLine(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Draws what a run says now, beside what others said last.
   *
   * @param run stands for the run
   * @param brief its text where there are others
   */
  synchronized void show(Object run, String text, String brief) {
    said.put(run, new Said(text, brief));
    String whole =
        said.size() == 1
            ? text
            : said.values().stream().map(Said::brief).collect(Collectors.joining(" · "));
    String shown = whole.substring(0, Math.min(whole.length(), terminal.width() - 1));
    terminal.out().print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
    terminal.out().flush();
    drawn = shown.length();
  }

  /** A run says nothing more. */
  synchronized void forget(Object run) {
    said.remove(run);
    clear();
  }

  /** Takes the line away, so that something else can be printed. */
  synchronized void clear() {
    if (drawn > 0) {
      terminal.out().print("\r" + " ".repeat(drawn) + "\r");
      terminal.out().flush();
      drawn = 0;
    }
  }

  /** Prints a line that stays. */
  synchronized void print(String text) {
    clear();
    terminal.out().println(text);
  }
}
