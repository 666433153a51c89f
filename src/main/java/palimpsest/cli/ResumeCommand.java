package palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.RunFolder;
import palimpsest.data.Catalogue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with runs that were paused or interrupted. */
@Command(
    name = "resume",
    description =
        "Goes on with runs that were paused, or interrupted by a crash, from their last"
            + " checkpoint, to the same numbers as if nothing had happened.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin ArchiveOption where = new ArchiveOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "The runs' numbers, as \"runs list\" shows them. Default: all that wait.")
  List<Long> wanted = List.of();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The folder of the image sets. Default: $PALIMPSEST_DATA, else data.")
  @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The folder to write results into. Default: palimpsest-runs.")
  Path out = RunCommand.DEFAULT_OUT;

  @Option(names = "--quiet", description = "No progress, only the summary.")
  boolean quiet;

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    RunFolder.checkWritable(out);
    try (Archive archive = where.open(surroundings.terminal())) {
      TerminalQueue queue =
          new TerminalQueue(surroundings, archive, Catalogue.root(data), out, quiet);
      return queue.resume(wanted) ? CommandLine.ExitCode.OK : Commands.PROBLEM;
    }
  }
}
