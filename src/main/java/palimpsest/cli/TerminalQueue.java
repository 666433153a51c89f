package palimpsest.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureSet;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;

/**
 * Runs that are trained, one after the other or several at a time, while a terminal looks on: each
 * shown, kept in the archive and written into the output folder, and a summary of all at the end.
 * Results are written beside the training of what follows. Ctrl+C pauses.
 */
final class TerminalQueue implements QueueListener {

  private static final Logger LOG = System.getLogger(TerminalQueue.class.getName());

  private final CliContext context;
  private final Archive archive;
  private final TrainingQueue queue;
  private final TerminalResults results;
  private final boolean quiet;
  private final DrawnLine line;
  private final Map<Long, ProgressDisplay> shown = new HashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("results").factory());
  private final Map<Long, ExperimentSpec> beingWritten = new ConcurrentHashMap<>();
  private final int atOnce;
  private Future<?> lastWritten = CompletableFuture.completedFuture(null);
  private final Set<Long> left = new HashSet<>();
  private volatile boolean interrupted;

  /**
   * An empty queue.
   *
   * @param context terminal and training
   * @param archive the archive of the runs
   * @param data the folder of the image sets
   * @param out the folder to write results into
   * @param figures style and formats of figures
   * @param quiet whether to show no progress
   * @param atOnce the number of runs that may train at one time
   */
  TerminalQueue(
      CliContext context,
      Archive archive,
      Path data,
      Path out,
      FigureSet figures,
      boolean quiet,
      int atOnce) {
    this.context = context;
    line = new DrawnLine(context.terminal());
    this.archive = archive;
    results = new TerminalResults(context, archive, out, figures);
    this.quiet = quiet;
    queue = new TrainingQueue(archive, context.runExecutor(), () -> data);
    queue.listen(this);
    this.atOnce = atOnce;
    queue.trainAtOnce(atOnce);
  }

  /**
   * Trains everything, as far as it can be trained, and says how it went.
   *
   * @param specs the runs, in order
   * @param together the name of the runs together
   * @return the exit code
   */
  int run(List<ExperimentSpec> specs, String together) {
    return train(() -> results.of(queue.add(specs), together));
  }

  /**
   * Resumes runs that were paused, or whose process has ended; those that failed, were stopped, or
   * brought their process down twice at one place only if they are named.
   *
   * @param wanted their numbers; all if empty
   * @param alone whether it is said if there is none
   * @return the exit code
   * @throws Problem if one of them cannot be resumed
   */
  int resume(List<Long> wanted, boolean alone) {
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
      results.of(adopted, "resumed");
      if (alone && adopted.isEmpty() && results.isGood()) {
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
        results.attempt(queue::close);
        writer.close();
      }
      synchronized (this) {
        results.end(interrupted ? "Paused, with nothing lost: \"resume\" resumes from here." : "");
        return interrupted ? interruption.exitCode() : results.exitCode();
      }
    }
  }

  /** Waits for the queue, and resumes a run that was paused earlier when its turn comes. */
  private void awaitEnd() {
    try {
      queue.awaitIdle();
      for (List<Long> ids = paused(); !interrupted && !ids.isEmpty(); ids = paused()) {
        ids.forEach(queue::goOn);
        queue.awaitIdle();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The runs at the head of the queue that are paused and not left for later. */
  private synchronized List<Long> paused() {
    return queue.runs().stream()
        .limit(atOnce)
        .filter(run -> run.state() == RunState.PAUSED && !left.contains(run.id()))
        .map(ArchivedRun::id)
        .toList();
  }

  @Override
  public void onEvent(long run, RunEvent event) {
    if (event instanceof RunEvent.Started(ExperimentSpec spec, _, _, _, _, _, _)) {
      awaitMemory(spec);
    }
    hear(run, event);
  }

  /** Lets a run wait for the results of others if there is no memory for both. */
  private void awaitMemory(ExperimentSpec spec) {
    List<ExperimentSpec> others = List.copyOf(beingWritten.values());
    if (!others.isEmpty() && !MemoryCheck.now().fitsBeside(spec, others)) {
      try {
        lastWritten().get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException failed) {
        LOG.log(Level.DEBUG, "The results of a run were not written.", failed);
      }
    }
  }

  private synchronized Future<?> lastWritten() {
    return lastWritten;
  }

  private synchronized void hear(long run, RunEvent event) {
    ProgressDisplay display = shown.computeIfAbsent(run, this::begin);
    display.show(event);
    switch (event) {
      case RunEvent.Ended(RunResult result) when result.ending() != RunResult.Ending.PAUSED -> {
        display.clear();
        beingWritten.put(run, result.spec());
        try {
          lastWritten = writer.submit(() -> write(run, result, display));
        } catch (RejectedExecutionException closed) {
          write(run, result, display);
        }
      }
      case RunEvent.Failed(String reason) -> {
        display.clear();
        reportError("%s: %s".formatted(results.title(run), reason));
      }
      default -> {}
    }
  }

  private void write(long run, RunResult result, ProgressDisplay display) {
    display.writing();
    try {
      results.add(run, result);
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "The results of a run could not be written.", fault);
      reportError(
          "%s: its results could not be written, because of a fault in the program: %s"
              .formatted(results.title(run), fault));
    } finally {
      display.clear();
      beingWritten.remove(run);
    }
  }

  @Override
  public synchronized void onError(long run, String sentence) {
    reportError("%s: %s".formatted(results.title(run), sentence));
  }

  @Override
  public void queueChanged() {}

  private ProgressDisplay begin(long run) {
    ExperimentSpec spec =
        archive.find(run).map(ArchivedRun::spec).orElseThrow(() -> new Problem("No run " + run));
    List<Long> ids = results.ids();
    int place = ids.indexOf(run) + 1;
    String position = ids.size() > 1 && place > 0 ? "%d/%d ".formatted(place, ids.size()) : "";
    return new ProgressDisplay(
        context.terminal(),
        line,
        position + LearningCurves.title(spec),
        position.strip(),
        quiet,
        System::nanoTime);
  }

  private void interrupt() {
    interrupted = true;
    boolean training = queue.runs().stream().anyMatch(run -> run.state() == RunState.RUNNING);
    queue.pause();
    String doing =
        beingWritten.isEmpty()
            ? "Pausing after this batch…"
            : training
                ? "Pausing after this batch, and writing the results of what has ended…"
                : "Writing the results of the run that has ended…";
    String more = training || beingWritten.isEmpty() ? "; the last checkpoint is kept." : ".";
    context.terminal().err().println();
    context.terminal().err().println(doing + " A second time ends at once" + more);
  }

  private void reportError(String error) {
    line.clear();
    results.reportError(error);
  }
}
