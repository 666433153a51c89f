package palimpsest.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.problem.Problem;
import picocli.CommandLine.Option;

/** The option that names the archive of a command. */
final class ArchiveOption {

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description =
          "The archive of all runs. Default: $PALIMPSEST_ARCHIVE, else the user's data folder.")
  @Nullable Path folder;

  private @Nullable Archive opened;
  private String told = "";

  /** The path of the archive. */
  Path path() {
    return folder == null ? Archive.defaultFolder() : folder;
  }

  /**
   * Opens the archive, and says what keeps it from being used in full.
   *
   * @throws Problem if nothing in it can be read
   */
  Archive open(Terminal terminal) {
    return open(terminal, archive -> Optional.empty());
  }

  /**
   * Opens the archive to change what is in it, perhaps to make room.
   *
   * @throws Problem if it can only be read
   */
  Archive openToChange(Terminal terminal) {
    return open(terminal, Archive::readOnlyReason);
  }

  /**
   * Opens the archive to add runs to it.
   *
   * @throws Problem if it can only be read, or its disk is full
   */
  Archive openToAdd(Terminal terminal) {
    return open(terminal, Archive::obstacle);
  }

  private Archive open(Terminal terminal, Function<Archive, Optional<String>> hindrance) {
    Archive archive = Archive.open(path());
    Optional<String> found = hindrance.apply(archive);
    if (found.isPresent()) {
      archive.close();
      throw new Problem(found.get());
    }
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
    String now =
        Stream.of(archive.limitation(), archive.obstacle().filter(full -> archive.isWritable()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    if (!now.equals(told)) {
      told = now;
      terminal.err().println(now);
    }
  }
}
