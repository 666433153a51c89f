package palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import palimpsest.archive.Archive;
import palimpsest.export.FigureSet;
import palimpsest.site.SweepQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Resumes runs that were paused or interrupted. */
@Command(
    name = "resume",
    description =
        "Resumes runs that were paused, or interrupted by a crash, from their last"
            + " checkpoint, to the same numbers as if nothing had happened.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  private final CliContext context;

  @Mixin ArchiveOption where = new ArchiveOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "The runs' numbers, as \"runs list\" shows them. Default: all waiting runs.")
  List<Long> wanted = List.of();

  @Mixin PathsOption places = new PathsOption();

  ResumeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path out = places.out();
    FigureSet figures = places.figures(where.path());
    try (Archive archive = where.openToAdd(context.terminal())) {
      if (wanted.isEmpty() && archive.hasSweeps()) {
        int code =
            new TerminalSweep(
                    context, archive, new SweepQueue(archive), out, figures, places.quiet())
                .resume();
        if (code != ExitCode.OK) {
          return code;
        }
      }
      TerminalQueue queue =
          new TerminalQueue(context, archive, places.data(), out, figures, places.quiet());
      return queue.resume(wanted);
    }
  }
}
