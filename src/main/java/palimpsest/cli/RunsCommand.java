package palimpsest.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.Stretch;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecJson;
import palimpsest.export.RunExport;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runs of the archive: lists them, shows one, deletes and brings back, writes notes. */
@Command(
    name = "runs",
    description = "Lists, shows, annotates and deletes the runs of the archive.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Runnable {

  private final Terminal terminal;

  @Spec CommandSpec command = CommandSpec.create();

  RunsCommand(CliContext context) {
    terminal = context.terminal();
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "\"runs\" needs one more word: list, show, log, note, export, delete, restore or purge.");
  }

  /** Lists runs. */
  @Command(
      name = "list",
      description = "Lists the runs, the oldest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin ArchiveOption where,
      @Option(
              names = "--filter",
              paramLabel = "TEXT",
              description = "Only runs whose row contains all of these words.")
          @Nullable String filter,
      @Option(
              names = "--last",
              paramLabel = "N",
              description = "Only the newest runs, at" + " most this many.")
          @Nullable Integer last,
      @Option(names = "--deleted", description = "Lists deleted runs instead.") boolean deleted,
      @Option(names = "--json", description = "Prints JSON, one object per line.") boolean json) {
    if (last != null && last < 1) {
      throw wrong("last", last, "1 or more");
    }
    try (Archive archive = where.open(terminal)) {
      List<ArchivedRun> runs = deleted ? archive.deleted() : archive.runs();
      List<ArchivedRun> chosen = runs.stream().filter(run -> RunRows.fits(run, filter)).toList();
      if (last != null && chosen.size() > last) {
        chosen = chosen.subList(chosen.size() - last, chosen.size());
      }
      if (json) {
        chosen.forEach(run -> terminal.out().println(RunRows.json(run)));
      } else if (chosen.isEmpty()) {
        terminal.out().println(runs.isEmpty() ? "There are no runs." : "No matching runs.");
      } else {
        terminal.out().print(RunRows.table(chosen));
      }
      return where.answered(terminal);
    }
  }

  private ParameterException wrong(String option, Object value, String right) {
    return new ParameterException(
        command.commandLine(), Problem.badValue(option, value, right).getMessage());
  }

  /** Shows one run. */
  @Command(
      name = "show",
      description = "Shows a run: its specification, metrics, matrices and folder.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin ArchiveOption where,
      @Option(
              names = "--classes",
              description = "Adds the accuracy on each class at the end of each task.")
          boolean classes,
      @Parameters(paramLabel = "RUN") long id) {
    try (Archive archive = where.open(terminal)) {
      ArchivedRun run = find(archive, id);
      terminal.out().print(RunRows.table(List.of(run)));
      if (!run.reason().isEmpty()) {
        terminal.out().println(run.reason());
      }
      if (!run.notes().isEmpty()) {
        terminal.out().println("Notes: " + run.notes());
      }
      Scores scores = archive.scoresWithConfusion(id);
      terminal.out().print(RunRows.metrics(run, scores));
      if (classes) {
        terminal.out().print(ClassTable.of(run.taskNames(), scores, terminal));
      }
      terminal.out().print(SpecJson.write(run.spec()));
      archive
          .environment(id)
          .ifPresent(made ->
              terminal.out().printf("Made with %s on %s.%n", made.program(), made.system()));
      run.data().lines().forEach(line -> terminal.out().println("Data: " + line));
      List<Stretch> stretches = archive.stretches(id);
      if (stretches.size() > 1) {
        stretches.forEach(stretch ->
            terminal
                .out()
                .printf(
                    "Trained from %s on %s, %s, with %s.%n",
                    stretch.started(),
                    stretch.device(),
                    stretch.environment().system(),
                    stretch.environment().program()));
      }
      archive
          .matrices(id)
          .forEach(matrix ->
              terminal
                  .out()
                  .printf(
                      "%s, %s: %s%n",
                      matrix.representation().label(), matrix.moment(), matrix.file()));
      terminal.out().println("Folder: " + archive.folderOf(id));
      return where.answered(terminal);
    }
  }

  /** Shows the log of a run. */
  @Command(name = "log", description = "Shows the log of a run.", mixinStandardHelpOptions = true)
  int log(@Mixin ArchiveOption where, @Parameters(paramLabel = "RUN") long id) {
    try (Archive archive = where.open(terminal)) {
      find(archive, id);
      for (LogLine line : archive.log(id)) {
        terminal.out().printf("%s  %-9s %s%n", line.at(), line.kind(), line.text());
      }
      return where.answered(terminal);
    }
  }

  /** Writes notes and tags. */
  @Command(
      name = "note",
      description = "Writes a note about a run, and tags by which it is found again.",
      mixinStandardHelpOptions = true)
  void note(
      @Mixin ArchiveOption where,
      @Parameters(index = "0", paramLabel = "RUN") long id,
      @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT") @Nullable String text,
      @Option(names = "--tags", paramLabel = "WORD,WORD…", description = "Replaces the run's tags.")
          @Nullable String tags) {
    try (Archive archive = where.openToChange(terminal)) {
      ArchivedRun run = find(archive, id);
      archive.annotate(
          id,
          text == null ? run.notes() : text,
          tags == null
              ? run.tags()
              : Arrays.stream(tags.split(",", -1))
                  .map(String::strip)
                  .filter(tag -> !tag.isEmpty())
                  .distinct()
                  .toList());
    }
  }

  /** Writes runs into folders. */
  @Command(
      name = "export",
      description = "Writes runs for other programs, a folder each: JSON, CSV, npz and figures.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin ArchiveOption where,
      @Mixin FigureOptions figures,
      @Parameters(arity = "1..*", paramLabel = "RUN") List<Long> ids,
      @Option(
              names = "--out",
              paramLabel = "FOLDER",
              defaultValue = ".",
              description = "Folder to write into. Default: the current one.")
          Path out) {
    try (Archive archive = where.open(terminal)) {
      RunExport export = new RunExport(archive, figures.set(where.path()));
      List<ArchivedRun> runs = ids.stream().map(id -> find(archive, id)).toList();
      export.write(runs, out).forEach(terminal.out()::println);
      export.errors().forEach(terminal.err()::println);
      int answered = where.answered(terminal);
      return export.errors().isEmpty() ? answered : ExitCode.PROBLEM;
    }
  }

  /** Deletes runs. */
  @Command(
      name = "delete",
      description = "Deletes runs that are over or interrupted; \"runs restore\" restores them.",
      mixinStandardHelpOptions = true)
  void delete(
      @Mixin ArchiveOption where, @Parameters(arity = "1..*", paramLabel = "RUN") List<Long> ids) {
    try (Archive archive = where.openToChange(terminal)) {
      Set<Long> wanted = new LinkedHashSet<>(ids);
      wanted.forEach(id -> find(archive, id));
      archive.delete(wanted);
      terminal
          .out()
          .printf(
              "Deleted. To restore: runs restore %s%n",
              wanted.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  /** Restores deleted runs. */
  @Command(
      name = "restore",
      description = "Restores deleted runs.",
      mixinStandardHelpOptions = true)
  void restore(
      @Mixin ArchiveOption where, @Parameters(arity = "1..*", paramLabel = "RUN") List<Long> ids) {
    try (Archive archive = where.openToChange(terminal)) {
      ids.forEach(id -> find(archive, id));
      archive.restore(ids);
    }
  }

  /** Removes deleted runs for good. */
  @Command(
      name = "purge",
      description = "Removes deleted runs and their folders for good.",
      mixinStandardHelpOptions = true)
  void purge(
      @Mixin ArchiveOption where,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "30",
              description = "Only runs deleted at least this many days ago. Default: 30.")
          int days) {
    if (days < 0) {
      throw wrong("days", days, "0 or more");
    }
    try (Archive archive = where.openToChange(terminal)) {
      int purged = archive.purge(Duration.ofDays(days));
      terminal.out().printf("Removed %s for good.%n", NumberText.count(purged, "run"));
    }
  }

  private static ArchivedRun find(Archive archive, long id) {
    return archive.get(id);
  }
}
