package palimpsest.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/**
 * The file with the details of failures that the program did not expect, in the user's own settings
 * folder: what a report of a fault should come with, and no window should show.
 */
public final class ErrorLog {

  private static final Logger LOG = System.getLogger(ErrorLog.class.getName());
  private static final String NAME = "errors.log";

  /** A file that has grown beyond this is begun again, so that it never fills a disk. */
  private static final long MOST_BYTES = 1 << 20;

  /** Far more than a readable trace has; a recursion without end has a longer one. */
  private static final int MOST_CHARACTERS = 1 << 15;

  private final Path file;

  /** The file in a folder, which need not be there yet. */
  public ErrorLog(Path folder) {
    file = folder.resolve(NAME);
  }

  /** The file of the user who runs this process. */
  public static ErrorLog here() {
    return new ErrorLog(UserFolders.here().settings());
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Adds a failure, with its time and stack trace.
   *
   * @return the file; empty if nothing could be written
   */
  public synchronized Optional<Path> add(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String text = trace.toString();
    String entry =
        "%s, thread \"%s\"%n%s%n"
            .formatted(
                ZonedDateTime.now(ZoneId.systemDefault())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                Thread.currentThread().getName(),
                VisibleText.lines(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        // Nothing is written through a link, and a pipe would be waited for.
        return Optional.empty();
      }
      Files.writeString(
          file,
          entry,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          there && Files.size(file) > MOST_BYTES
              ? StandardOpenOption.TRUNCATE_EXISTING
              : StandardOpenOption.APPEND);
      return Optional.of(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Adds an unexpected failure to the log of this user.
   *
   * @return a sentence for the person at the desk: what failed, and where the details are
   */
  public static String report(Throwable failure) {
    LOG.log(Level.ERROR, "Something went wrong.", failure);
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return "Something went wrong: %s; your runs are safe. %s"
        .formatted(
            VisibleText.clipped(message.isBlank() ? name : name + ": " + message, 160),
            details(failure));
  }

  private static String details(Throwable failure) {
    try {
      return ErrorLog.here()
          .add(failure)
          .map(file -> "Details are in %s.".formatted(file))
          .orElse("The details could not be written; start with --verbose in a terminal.");
    } catch (Problem noFolder) {
      return "The details could not be written: %s".formatted(noFolder.getMessage());
    }
  }
}
