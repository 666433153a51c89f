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

  @Mixin RunsAtOnceOption atOnce = new RunsAtOnceOption();

  ResumeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path out = places.out();
    FigureSet figures = places.figures(where.path());
    try (Archive archive = where.openToAdd(context.terminal())) {
      List<Long> there =
          wanted.stream()
              .filter(id -> archive.find(id).filter(run -> !run.site().isEmpty()).isPresent())
              .toList();
      List<Long> here = wanted.stream().filter(id -> !there.contains(id)).toList();
      boolean sweeps = wanted.isEmpty() ? archive.hasSweeps() : !there.isEmpty();
      TerminalSweep sweep =
          new TerminalSweep(
              context, archive, new SweepQueue(archive), out, figures, places.quiet());
      if (sweeps) {
        sweep.adopt(there);
      }
      if (!wanted.isEmpty() && here.isEmpty()) {
        return sweep.resume();
      }
      TerminalQueue queue =
          new TerminalQueue(
              context, archive, places.data(), out, figures, places.quiet(), atOnce.runs());
      int code = queue.resume(here, !sweeps);
      if (!sweeps || code > ExitCode.SIGNAL) {
        sweep.leave();
        return code;
      }
      int other = sweep.resume();
      return code == ExitCode.OK ? other : code;
    }
  }
}
