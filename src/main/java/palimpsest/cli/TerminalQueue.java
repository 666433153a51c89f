package palimpsest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.Provenance;
import palimpsest.archive.RunFolder;
import palimpsest.archive.RunState;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunNames;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureSet;
import palimpsest.export.RunExport;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;

/**
 * Runs that are trained one after the other while a terminal looks on: each shown, kept in the
 * archive and written into the output folder, and a summary of all at the end. Ctrl+C pauses.
 */
final class TerminalQueue implements QueueListener {

  private final CliContext context;
  private final Archive archive;
  private final TrainingQueue queue;
  private final Path out;
  private final FigureSet figures;
  private final boolean quiet;
  private final Map<Long, ProgressDisplay> shown = new HashMap<>();
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Map<Long, String> folderNames = new HashMap<>();
  private final Set<Long> left = new HashSet<>();
  private List<Long> ids = List.of();
  private String name = "runs";
  private @Nullable Path group;
  private volatile boolean interrupted;
  private volatile boolean writing;

  /**
   * An empty queue.
   *
   * @param context terminal and training
   * @param archive the archive of the runs
   * @param data the folder of the image sets
   * @param out the folder to write results into
   * @param figures style and formats of figures
   * @param quiet whether to show no progress
   */
  TerminalQueue(
      CliContext context, Archive archive, Path data, Path out, FigureSet figures, boolean quiet) {
    this.context = context;
    this.archive = archive;
    this.out = out;
    this.figures = figures;
    this.quiet = quiet;
    queue = new TrainingQueue(archive, context.runExecutor(), () -> data);
    queue.listen(this);
  }

  /**
   * Trains everything, as far as it can be trained, and says how it went.
   *
   * @param specs the runs, in order
   * @param together the name of the runs together
   * @return the exit code
   */
  int run(List<ExperimentSpec> specs, String together) {
    name = together;
    return train(() -> ids = queue.add(specs));
  }

  /**
   * Resumes runs that were paused, or whose process has ended; those that failed, were stopped, or
   * brought their process down twice at one place only if they are named.
   *
   * @param wanted their numbers; all if empty
   * @return the exit code
   * @throws Problem if one of them cannot be resumed
   */
  int resume(List<Long> wanted) {
    name = "resumed";
    return train(() -> {
      List<Long> adopted = new ArrayList<>();
      for (ArchivedRun run : queue.adopt(wanted)) {
        if (!isSuspect(run)) {
          adopted.add(run.id());
        } else if (wanted.contains(run.id())) {
          context.terminal().err().println("Run %d: %s".formatted(run.id(), run.reason()));
          adopted.add(run.id());
        } else {
          leave(run);
        }
      }
      for (long id : wanted) {
        if (!adopted.contains(id)) {
          queue.goOn(id);
          adopted.add(id);
        }
      }
      ids = adopted;
      if (adopted.isEmpty() && errors.isEmpty()) {
        context.terminal().out().println("No run to resume.");
      }
    });
  }

  /** Whether a run is paused because it brought its process down more than once. */
  private static boolean isSuspect(ArchivedRun run) {
    return run.state() == RunState.PAUSED && !run.reason().isEmpty();
  }

  /** Leaves a run for later, behind all that can be trained. */
  private void leave(ArchivedRun run) {
    queue.move(run.id(), Integer.MAX_VALUE);
    left.add(run.id());
    reportError(
        "Run %d was not resumed. %s To try anyway: resume %d"
            .formatted(run.id(), run.reason(), run.id()));
  }

  private int train(Runnable filling) {
    try (CtrlCHook interruption = new CtrlCHook(this::interrupt)) {
      try {
        // A run that begins at once is shown when the numbers of all are known.
        synchronized (this) {
          filling.run();
        }
        awaitEnd();
      } finally {
        // An archive that is gone cannot be notified of the end, which is no reason to say no more.
        attempt(queue::close);
      }
      synchronized (this) {
        if (results.size() > 1) {
          attempt(() -> RunFigures.saveComparison(results, parent(), figures));
        }
        summarise();
        return interrupted
            ? interruption.exitCode()
            : !errors.isEmpty()
                ? ExitCode.PROBLEM
                : results.stream().anyMatch(run -> run.ending() == RunResult.Ending.DIVERGED)
                    ? ExitCode.DIVERGED
                    : ExitCode.OK;
      }
    }
  }

  /** Waits for the queue, and resumes a run that was paused earlier when its turn comes. */
  private void awaitEnd() {
    try {
      queue.awaitIdle();
      while (!interrupted && headIsPaused()) {
        queue.resume();
        queue.awaitIdle();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean headIsPaused() {
    return queue.runs().stream()
        .limit(1)
        .anyMatch(run -> run.state() == RunState.PAUSED && !left.contains(run.id()));
  }

  @Override
  public synchronized void onEvent(long run, RunEvent event) {
    ProgressDisplay display = shown.computeIfAbsent(run, this::begin);
    display.show(event);
    switch (event) {
      case RunEvent.Ended(RunResult result) when result.ending() != RunResult.Ending.PAUSED -> {
        display.writing();
        results.add(result);
        writing = true;
        attempt(() -> export(run, result));
        writing = false;
        display.clear();
      }
      case RunEvent.Failed(String reason) -> {
        display.clear();
        reportError("%s: %s".formatted(title(run), reason));
      }
      default -> {}
    }
  }

  @Override
  public synchronized void onError(long run, String sentence) {
    ProgressDisplay display = shown.get(run);
    if (display != null) {
      display.clear();
    }
    reportError("%s: %s".formatted(title(run), sentence));
  }

  @Override
  public void queueChanged() {}

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

  private ProgressDisplay begin(long run) {
    ExperimentSpec spec =
        archive.find(run).map(ArchivedRun::spec).orElseThrow(() -> new Problem("No run " + run));
    int place = ids.indexOf(run) + 1;
    String position = ids.size() > 1 && place > 0 ? "%d/%d ".formatted(place, ids.size()) : "";
    return new ProgressDisplay(
        context.terminal(), position + LearningCurves.title(spec), quiet, System::nanoTime);
  }

  private String title(long run) {
    return archive.find(run).map(ArchivedRun::title).orElse("Run " + run);
  }

  private void summarise() {
    Terminal terminal = context.terminal();
    if (!results.isEmpty()) {
      terminal.out().println();
      terminal.out().print(SummaryTable.of(results, terminal));
      terminal.out().println("Accuracies and forgetting in per cent.");
    }
    if (interrupted) {
      terminal.out().println("Paused, with nothing lost: \"resume\" resumes from here.");
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

  private void interrupt() {
    interrupted = true;
    queue.pause();
    context.terminal().err().println();
    context
        .terminal()
        .err()
        .println(
            writing
                ? "Writing the results of the run that has ended… A second time ends at once."
                : "Pausing after this batch… A second time ends at once; the last checkpoint is"
                    + " kept.");
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

  private void attempt(Runnable work) {
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

  private synchronized void reportError(String error) {
    errors.add(error);
    context.terminal().err().println(error);
  }
}
