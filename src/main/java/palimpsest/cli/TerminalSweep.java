package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureSet;
import palimpsest.queue.QueueListener;
import palimpsest.site.PreparedSweep;
import palimpsest.site.SweepQueue;
import palimpsest.site.SweepStanding;
import palimpsest.text.NumberText;

/**
 * Runs that a cluster trains while a terminal looks on: how many wait, train and are over, and each
 * written into the output folder as it ends. Ctrl+C ends the looking, not the runs, unless the
 * site's jobs end with this process.
 */
final class TerminalSweep implements QueueListener {

  private static final long LINE_NANOS = 10_000_000_000L;

  private final CliContext context;
  private final Archive archive;
  private final SweepQueue queue;
  private final TerminalResults results;
  private final boolean quiet;
  private final Set<Long> over = new HashSet<>();
  private final Map<Long, Double> done = new HashMap<>();
  private String last = "";
  private long lastLine = System.nanoTime() - LINE_NANOS;
  private final long begun = System.nanoTime();
  private volatile boolean interrupted;

  /**
   * A sweep that is not submitted yet.
   *
   * @param context the terminal
   * @param archive the archive of the runs
   * @param queue the sweeps of this process
   * @param out the folder to write results into
   * @param figures style and formats of figures
   * @param quiet whether to show no progress
   */
  TerminalSweep(
      CliContext context,
      Archive archive,
      SweepQueue queue,
      Path out,
      FigureSet figures,
      boolean quiet) {
    this.context = context;
    this.archive = archive;
    this.queue = queue;
    this.quiet = quiet;
    results = new TerminalResults(context, archive, out, figures);
    queue.listen(this);
  }

  /**
   * Submits runs and follows them to their ends.
   *
   * @param script the site's script; empty if it has none
   * @param together the name of the runs together
   * @return the exit code
   */
  int run(PreparedSweep prepared, String script, String together) {
    return follow(() -> {
      List<Long> ids = queue.submit(prepared, script);
      results.of(ids, together);
      context
          .terminal()
          .out()
          .println(
              "%s submitted to %s. %s"
                  .formatted(
                      NumberText.count(ids.size(), "run"),
                      prepared.address(),
                      prepared.cluster().outlivesThisProcess()
                          ? "Ctrl+C leaves them there; \"resume\" follows them again."
                          : "Ctrl+C ends them and keeps their states; \"resume\" continues them."));
    });
  }

  /**
   * Follows the sweeps of processes that have ended.
   *
   * @return the exit code; that of success if there are none
   */
  int resume() {
    return follow(() -> {});
  }

  /**
   * Takes over the sweeps of processes that have ended, so that their paused runs wait again, and
   * runs that failed or were stopped.
   *
   * @param wanted the runs to resume; all that are not over if empty
   */
  void adopt(Collection<Long> wanted) {
    List<Long> resumed = new ArrayList<>();
    // Asked first: a run that is taken over may end at any moment.
    List<ArchivedRun> ended =
        wanted.stream()
            .flatMap(id -> archive.find(id).stream())
            .filter(run -> run.state().isOver())
            .toList();
    synchronized (this) {
      queue.adopt().stream()
          .filter(id -> wanted.isEmpty() || wanted.contains(id))
          .forEach(resumed::add);
      for (ArchivedRun run : ended) {
        if (run.state().canResume()) {
          resumed.add(run.id());
        } else {
          results.reportError(
              "Run %d is %s: there is nothing to resume.".formatted(run.id(), run.state().label()));
        }
      }
      wanted.stream()
          .filter(id -> !resumed.contains(id) && ended.stream().noneMatch(run -> run.id() == id))
          .filter(id -> queue.isComplete())
          .forEach(id -> results.reportError(notFollowed(id)));
      results.of(resumed, "resumed");
      if (!resumed.isEmpty()) {
        // Said at once: to write what ended meanwhile may take a while.
        context
            .terminal()
            .out()
            .println(
                "Following %s on a cluster.".formatted(NumberText.count(resumed.size(), "run")));
      }
      if (wanted.isEmpty() && resumed.isEmpty() && queue.isComplete()) {
        context.terminal().out().println("Another process follows the runs on clusters.");
      }
    }
    // Outside: what follows the sweeps tells this object of it.
    results.attempt(() -> {
      int submitted = queue.resume(resumed).size();
      if (submitted > 0) {
        context.terminal().out().println(NumberText.count(submitted, "run") + " submitted again.");
      }
    });
  }

  private String notFollowed(long id) {
    return archive
        .find(id)
        .flatMap(archive::processOf)
        .map(process ->
            "Run %d is followed by another process (%d), which is still open: stop it first, or use it."
                .formatted(id, process))
        .orElse("Run %d is not followed here; the reason is above.".formatted(id));
  }

  /** Follows nothing any more. */
  void leave() {
    results.attempt(queue::close);
  }

  private int follow(Runnable beginning) {
    try (CtrlCHook interruption = new CtrlCHook(this::interrupt)) {
      try {
        synchronized (this) {
          beginning.run();
        }
        queue.awaitIdle();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        results.attempt(queue::close);
      }
      synchronized (this) {
        results.end(
            interrupted
                ? (queue.outlivesThisProcess()
                    ? "The runs continue on the cluster: \"resume\" follows them again."
                    : "What the runs' checkpoints hold is kept: \"resume\" continues them.")
                : "");
        int code = results.exitCode();
        return interrupted
            ? interruption.exitCode()
            : code == ExitCode.OK && !queue.isComplete() ? ExitCode.PROBLEM : code;
      }
    }
  }

  private void interrupt() {
    interrupted = true;
    // Not waited for here: the thread that is told a signal is the only one.
    Thread.ofPlatform().daemon().name("closing").start(queue::close);
  }

  @Override
  public synchronized void onEvent(long run, RunEvent event) {
    switch (event) {
      case RunEvent.Progress progress -> done.put(run, progress.done());
      case RunEvent.Ended(RunResult result) when result.ending() != RunResult.Ending.PAUSED -> {
        over(run);
        // Of a thousand runs the weights are in the archive, not in memory.
        results.add(run, withoutWeights(result));
      }
      case RunEvent.Failed(String reason) -> {
        over(run);
        results.reportError("%s: %s".formatted(results.title(run), reason));
      }
      default -> {}
    }
    show();
  }

  private void over(long run) {
    done.remove(run);
    over.add(run);
  }

  private static RunResult withoutWeights(RunResult result) {
    return new RunResult(
        result.spec(),
        result.taskNames(),
        result.device(),
        result.scores(),
        result.ending(),
        result.seconds(),
        new double[0],
        result.data());
  }

  @Override
  public synchronized void onError(long run, String sentence) {
    // The cluster may answer again, and the run may still come to its end.
    context.terminal().err().println("%s: %s".formatted(results.title(run), sentence));
  }

  @Override
  public synchronized void queueChanged() {
    show();
  }

  /** A line when something changed, but not more often than a person reads. */
  private void show() {
    long now = System.nanoTime();
    if (quiet
        || results.ids().isEmpty()
        || now - lastLine < LINE_NANOS
        || (now - begun < LINE_NANOS && isUnknown())) {
      return;
    }
    String line = line();
    if (!line.equals(last)) {
      last = line;
      lastLine = now;
      context.terminal().out().println(line);
    }
  }

  /** Whether a cluster has not said yet how its jobs stand. */
  private boolean isUnknown() {
    return !queue.standings().stream().allMatch(SweepStanding::known);
  }

  private String line() {
    Set<Long> own = Set.copyOf(results.ids());
    List<SweepStanding> standings =
        queue.standings().stream().map(sweep -> sweep.only(own)).toList();
    Map<SweepStanding.Stage, Integer> counts = SweepStanding.counts(standings);
    // How many train and wait is said even if none do.
    List<String> parts = new ArrayList<>();
    for (SweepStanding.Stage stage : SweepStanding.Stage.values()) {
      int count = counts.getOrDefault(stage, 0);
      boolean always =
          stage == SweepStanding.Stage.TRAINING || stage == SweepStanding.Stage.WAITING;
      if (stage != SweepStanding.Stage.OVER && (always || count > 0)) {
        parts.add(count + " " + stage.label());
      }
    }
    Set<String> reasons = new TreeSet<>();
    standings.stream()
        .flatMap(sweep -> sweep.runs().stream())
        .filter(run -> run.stage() == SweepStanding.Stage.WAITING)
        .map(SweepStanding.Run::status)
        .filter(status -> !status.isEmpty())
        .forEach(reasons::add);
    double share =
        own.stream()
            .mapToDouble(id -> over.contains(id) ? 1 : done.getOrDefault(id, 0.0))
            .average()
            .orElse(0);
    return "%d of %d over, %s%s, %.0f %%"
        .formatted(
            own.stream().filter(over::contains).count(),
            own.size(),
            String.join(", ", parts),
            reasons.isEmpty() ? "" : " – " + String.join(", ", reasons),
            100 * share);
  }
}
