package palimpsest.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import palimpsest.problem.Problem;

/**
 * The files and folders of an archive.
 *
 * @param root the archive's folder
 */
record ArchiveFolders(Path root) {

  private static final String RUNS = "runs";

  /** As many digits as a number may have that was counted up to. */
  private static final Pattern NUMBER = Pattern.compile("\\d{6,9}");

  /** The database. */
  Path database() {
    return root.resolve("palimpsest.db");
  }

  /** The folder of a run. */
  Path run(long id) {
    return root.resolve(RUNS).resolve("%06d".formatted(id));
  }

  /**
   * The highest number that a folder of a run has; 0 if there is none. A database may be younger
   * than the folders beside it, and none of them is to become a new run's.
   *
   * @throws Problem if they cannot be listed
   */
  long highestRun() {
    Path runs = root.resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .map(folder -> NUMBER.matcher(String.valueOf(folder.getFileName())))
          .filter(Matcher::matches)
          .mapToLong(number -> Long.parseLong(number.group()))
          .reduce(0, Math::max);
    } catch (IOException | UncheckedIOException e) {
      throw new Problem("The folder %s cannot be read: %s.".formatted(runs, e.getMessage()), e);
    }
  }

  /**
   * Moves what lies where a run's folder is to be to a name beside it.
   *
   * @return its new path; empty if nothing was there
   * @throws Problem if it cannot be moved
   */
  Optional<Path> setAside(long id) {
    Path folder = run(id);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(SetAside.move(folder));
  }

  /** The folder of the sessions' locks. */
  Path sessions() {
    return root.resolve("sessions");
  }

  /** The lock of a session. */
  Path lock(long session) {
    return sessions().resolve(session + ".lock");
  }
}
