package palimpsest.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The output of commands.
 *
 * @param out for results
 * @param err for errors and notes
 * @param interactive whether a person looks on
 * @param redraws whether a line may be drawn over
 * @param width columns of a line
 */
public record Terminal(
    PrintWriter out, PrintWriter err, boolean interactive, boolean redraws, int width) {

  private static final int USUAL_WIDTH = 100;
  private static final int LEAST_WIDTH = 20;
  private static final int MOST_WIDTH = 500;

  /** A terminal whose lines may be drawn over where a person looks on. */
  Terminal(PrintWriter out, PrintWriter err, boolean interactive, int width) {
    this(out, err, interactive, interactive, width);
  }

  /** The terminal or the files that the process was started with. */
  @SuppressWarnings("SystemConsoleNull") // some JDKs give none where there is no terminal
  public static Terminal system() {
    Console console = System.console();
    return new Terminal(
        writer(FileDescriptor.out, "stdout.encoding"),
        writer(FileDescriptor.err, "stderr.encoding"),
        console != null && console.isTerminal(),
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM")),
        width(System.getenv("COLUMNS")));
  }

  /** Asks the user for confirmation; without a terminal, yes. */
  @SuppressWarnings("SystemConsoleNull") // some JDKs give none where there is no terminal
  boolean confirms(String question) {
    Console console = System.console();
    if (!interactive || console == null) {
      return true;
    }
    String answer = console.readLine("%s [Y/n] ", question);
    return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
  }

  private static PrintWriter writer(FileDescriptor file, String encoding) {
    String name = System.getProperty(encoding);
    Charset charset =
        name != null && Charset.isSupported(name)
            ? Charset.forName(name)
            : Charset.defaultCharset();
    return new PrintWriter(
        new EncodableWriter(
            new OutputStreamWriter(new FileOutputStream(file), charset), charset.newEncoder()),
        true);
  }

  /** The width that the variable COLUMNS gives; what is no width of a terminal is not believed. */
  static int width(@Nullable String columns) {
    try {
      int width = columns == null ? USUAL_WIDTH : Integer.parseInt(columns.strip());
      return width < 1 ? USUAL_WIDTH : Math.clamp(width, LEAST_WIDTH, MOST_WIDTH);
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}
