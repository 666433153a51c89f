package palimpsest.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import picocli.CommandLine.Option;

/** Which archive a command works on. */
final class ArchiveOption {

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description =
          "The archive of all runs. Default: $PALIMPSEST_ARCHIVE, else the user's data folder.")
  @Nullable Path folder;

  /** Where the archive is. */
  Path path() {
    return folder == null ? Archive.defaultFolder() : folder;
  }

  /**
   * Opens the archive, and says what keeps it from being used in full.
   *
   * @throws palimpsest.problem.Problem if nothing in it can be read
   */
  Archive open(Terminal terminal) {
    Archive archive = Archive.open(path());
    archive.limitation().ifPresent(terminal.err()::println);
    return archive;
  }
}
