package palimpsest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.Provenance;
import palimpsest.archive.RunFolder;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunNames;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureSet;
import palimpsest.export.RunExport;
import palimpsest.problem.Problem;

/**
 * The results of the runs of one command: each written into the output folder as it ends, and a
 * summary of all at the end. Runs are added on one thread; errors may be reported on any.
 */
final class TerminalResults {

  private final CliContext context;
  private final Archive archive;
  private final Path out;
  private final FigureSet figures;
  private final Map<Long, RunResult> results = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Map<Long, String> folderNames = new HashMap<>();
  private volatile List<Long> ids = List.of();
  private String name = "runs";
  private @Nullable Path group;

  /**
   * No results yet.
   *
   * @param context the terminal
   * @param archive the archive of the runs
   * @param out the folder to write results into
   * @param figures style and formats of figures
   */
  TerminalResults(CliContext context, Archive archive, Path out, FigureSet figures) {
    this.context = context;
    this.archive = archive;
    this.out = out;
    this.figures = figures;
  }

  /**
   * Says which runs they are of.
   *
   * @param runs the runs' numbers, in order
   * @param together the name of the runs together
   */
  void of(List<Long> runs, String together) {
    ids = runs;
    name = together;
  }

  /** The runs' numbers, in order. */
  List<Long> ids() {
    return ids;
  }

  /** A run has ended: its files are written. */
  void add(long run, RunResult result) {
    results.put(run, result);
    attempt(() -> export(run, result));
  }

  /** Writes what shows several runs together, and says how everything went. */
  void end(String closing) {
    List<RunResult> all = inOrder();
    if (all.size() > 1) {
      attempt(() -> RunFigures.saveComparison(all, parent(), figures));
    }
    summarise(all, closing);
  }

  /** The results in the order of the runs, however they ended. */
  private List<RunResult> inOrder() {
    return results.entrySet().stream()
        .sorted(Comparator.comparingInt(of -> ids.indexOf(of.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The exit code of a command that was not interrupted. */
  int exitCode() {
    if (!errors.isEmpty()) {
      return ExitCode.PROBLEM;
    }
    return results.values().stream().anyMatch(run -> run.ending() == RunResult.Ending.DIVERGED)
        ? ExitCode.DIVERGED
        : ExitCode.OK;
  }

  /** Whether nothing went wrong so far. */
  boolean isGood() {
    return errors.isEmpty();
  }

  /** Writes a run that has ended, as the archive has it, into its folder. */
  private void export(long run, RunResult result) {
    Path into = ids.size() > 1 ? parent() : out;
    Optional<ArchivedRun> ended = archive.find(run).filter(found -> found.state().isOver());
    if (ended.isEmpty()) {
      writeUnarchived(result, into, folderName(run, result.spec()));
      return;
    }
    RunExport export = new RunExport(archive, figures);
    folders.add(export.write(ended.get(), into, folderName(run, result.spec())));
    export.errors().forEach(this::reportError);
  }

  /** Writes the available results of a run that the archive could not keep. */
  private void writeUnarchived(RunResult result, Path into, String folderName) {
    RunFolder folder = RunFolder.create(into, folderName);
    folders.add(folder.path());
    attempt(() -> folder.writeResult(result, Provenance.here(), Instant.now(), List.of()));
    attempt(() -> folder.writeEpochs(result.spec(), result.taskNames(), result.scores()));
    attempt(() -> folder.writeConfusion(result.spec(), result.taskNames(), result.epochs()));
    attempt(() -> folder.writeWeights(result));
  }

  /** The name of a run's folder, which says what tells the run from the others of this queue. */
  private String folderName(long run, ExperimentSpec spec) {
    if (folderNames.isEmpty()) {
      List<ArchivedRun> runs = ids.stream().flatMap(id -> archive.find(id).stream()).toList();
      List<String> names = RunNames.ofFolders(runs.stream().map(ArchivedRun::spec).toList());
      for (int i = 0; i < names.size(); i++) {
        folderNames.put(runs.get(i).id(), names.get(i));
      }
    }
    String known = folderNames.get(run);
    return known == null ? RunNames.ofFolders(List.of(spec)).getFirst() : known;
  }

  String title(long run) {
    return archive.find(run).map(ArchivedRun::title).orElse("Run " + run);
  }

  private void summarise(List<RunResult> all, String closing) {
    Terminal terminal = context.terminal();
    if (!all.isEmpty()) {
      terminal.out().println();
      terminal.out().print(SummaryTable.of(all, terminal));
      terminal.out().println("Accuracies and forgetting in per cent.");
    }
    if (!closing.isEmpty()) {
      terminal.out().println(closing);
    }
    Path where = group != null ? group : folders.isEmpty() ? null : folders.getFirst();
    if (where != null && holdsFiles(where)) {
      terminal.out().println("Results: " + where.toAbsolutePath().normalize());
    }
    terminal.out().flush();
  }

  /** On a full disk there is a folder, but nothing in it. */
  private static boolean holdsFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(Files::isRegularFile);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** The folder that several runs share. */
  private Path parent() {
    Path made = group;
    if (made == null) {
      made = RunFolder.create(out, name).path();
      group = made;
    }
    return made;
  }

  void attempt(Runnable work) {
    try {
      work.run();
    } catch (Problem problem) {
      reportError(problem.getMessage());
    } catch (OutOfMemoryError e) {
      reportError(
          "There is not enough memory to draw. Give the program more with"
              + " -Djava.options=-Xmx8g.");
    }
  }

  void reportError(String error) {
    errors.add(error);
    context.terminal().err().println(error);
  }
}
