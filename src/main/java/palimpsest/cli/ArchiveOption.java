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

  private @Nullable Archive opened;
  private String told = "";

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
    opened = archive;
    tell(archive, terminal);
    return archive;
  }

  /**
   * Says what could not be read since the archive was opened.
   *
   * @return the exit code of a command that did all else
   */
  int answered(Terminal terminal) {
    Archive archive = opened;
    if (archive == null) {
      return ExitCode.OK;
    }
    tell(archive, terminal);
    return archive.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private void tell(Archive archive, Terminal terminal) {
    String now = archive.limitation().orElse("");
    if (!now.equals(told)) {
      told = now;
      terminal.err().println(now);
    }
  }
}
