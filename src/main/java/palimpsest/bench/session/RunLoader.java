package palimpsest.bench.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.archive.Stretch;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.Scores;
import palimpsest.problem.Problem;

/**
 * The run that the pages show. Its past is read from the archive, what happens now is heard; of
 * other runs nothing is kept. It goes along with the queue until someone opens another run.
 */
final class RunLoader {

  /** Other runs whose matrices are offered beside those of the shown one: the latest so many. */
  private static final int MOST_BESIDE = 5000;

  private final Archive archive;
  private final ReadOnlyObjectWrapper<@Nullable RunModel> run =
      new ReadOnlyObjectWrapper<>(this, "run", null);
  private final Latest<Found> opening;
  private final Latest<Optional<ArchivedRun>> row;
  private final Latest<List<LogLine>> log;
  private final Latest<List<ArchivedMatrix>> matrices;
  private final Latest<List<RelatedMatrices>> beside;
  private final Latest<List<Stretch>> stretches;
  private final List<RunEvent> since = new ArrayList<>();
  private final ReadOnlyBooleanWrapper following =
      new ReadOnlyBooleanWrapper(this, "following", true);
  private long wanted;

  /** The wanted run, if the archive had it when it was read last. */
  private long seen;

  /** A run that could not be opened is not opened again unasked. */
  private long unreadable;

  /** The run for which the matrices of others were asked. */
  private long besideOf;

  private @Nullable ArchivedRun read;

  /** Whether this process has told anything of the wanted run since. */
  private boolean heard;

  /** Whether it has told its end, after which another process may train it. */
  private boolean endHeard;

  private boolean loading;

  /** Whether the wanted run changed while it was read, so that it is to be asked again. */
  private boolean changedMeanwhile;

  private boolean logStale;
  private boolean logAsked;

  /** All that the archive has of a run. */
  private record Found(
      ArchivedRun run,
      Scores scores,
      List<LogLine> log,
      List<ArchivedMatrix> matrices,
      List<Stretch> stretches) {}

  RunLoader(Archive archive, BackgroundExecutor backgroundExecutor) {
    this.archive = archive;
    opening = new Latest<>(backgroundExecutor);
    row = new Latest<>(backgroundExecutor);
    log = new Latest<>(backgroundExecutor);
    matrices = new Latest<>(backgroundExecutor);
    beside = new Latest<>(backgroundExecutor);
    stretches = new Latest<>(backgroundExecutor);
  }

  ReadOnlyObjectProperty<@Nullable RunModel> runProperty() {
    return run.getReadOnlyProperty();
  }

  /** Whether it goes along with the queue. */
  ReadOnlyBooleanProperty followingProperty() {
    return following.getReadOnlyProperty();
  }

  /** Goes along with the queue from now on. */
  void follow() {
    following.set(true);
  }

  /**
   * A run of the queue has begun, or is about to.
   *
   * @param row its row in the queue; shown until the archive has been read
   */
  void begun(long id, Optional<ArchivedRun> row) {
    if (following.get() && id != wanted) {
      open(id);
      if (run.get() == null) {
        row.ifPresent(now -> run.set(new RunModel(now)));
      }
    }
  }

  /**
   * Shows a run that someone asked for.
   *
   * @param goesAlong whether to go along with the queue when this one has ended
   */
  void show(long id, boolean goesAlong) {
    following.set(goesAlong);
    if (id != wanted) {
      open(id);
    }
  }

  /** Takes in an event of a run, if it is the one shown or about to be. */
  void onEvent(long id, RunEvent event) {
    if (id != wanted) {
      return;
    }
    heard = true;
    endHeard |= event instanceof RunEvent.Ended || event instanceof RunEvent.Failed;
    if (event instanceof RunEvent.Progress) {
      return;
    }
    logStale = true;
    if (loading) {
      since.add(event);
      return;
    }
    RunModel shown = run.get();
    if (shown != null) {
      shown.onEvent(event);
      if (begins(event)) {
        askStretches(id);
        refresh();
      }
      if (event instanceof RunEvent.FisherMeasured(var matrix) && !matrix.live()) {
        matrices.ask(
            () -> archive.matrices(id),
            found ->
                take(
                    id,
                    now -> {
                      now.load(found);
                      askBeside(now.archived());
                    }));
      }
    }
  }

  /** Takes in what a table says of a run, if it is the one shown. */
  void update(ArchivedRun archived) {
    take(archived.id(), shown -> shown.update(archived));
  }

  /** Asks how the shown run stands. */
  void refresh() {
    long id = wanted;
    changedMeanwhile = loading;
    if (id != 0 && !loading) {
      row.ask(() -> archive.find(id), found -> found.ifPresent(this::update));
    }
  }

  /**
   * Takes in all runs as the archive has them. The shown one is read again if another process
   * trains it and has come further, for its events are not told here. One that was deleted is shown
   * no longer. While nothing is shown, the last run is better than nothing.
   */
  void archiveRead(List<ArchivedRun> runs) {
    if (wanted != 0 && seen == wanted && !isAmong(runs)) {
      leave();
    }
    if (wanted == 0) {
      best(runs).ifPresent(now -> open(now.id()));
    }
    seen = isAmong(runs) ? wanted : 0;
    runs.stream()
        .filter(now -> now.id() == wanted && now.state().isOver())
        .findFirst()
        .ifPresent(this::update);
    if (endHeard && !loading) {
      runs.stream().filter(now -> now.id() == wanted).findFirst().ifPresent(now -> read = now);
      heard = false;
      endHeard = false;
    }
    ArchivedRun last = read;
    if (last != null && last.id() == wanted && !loading) {
      runs.stream()
          .filter(now -> now.id() == last.id() && hasMore(now, last))
          .findFirst()
          .ifPresent(now -> open(now.id()));
    }
  }

  /** Whether another process has brought the shown run further since it was read. */
  private boolean hasMore(ArchivedRun now, ArchivedRun last) {
    boolean cameFurther = !heard && now.done() > last.done();
    return !now.equals(last) && (last.elsewhere() || now.elsewhere() || cameFurther);
  }

  private boolean isAmong(List<ArchivedRun> runs) {
    return runs.stream().anyMatch(now -> now.id() == wanted);
  }

  /** The run to show while none was asked for: what trains elsewhere, else what began last. */
  private Optional<ArchivedRun> best(List<ArchivedRun> runs) {
    return runs.stream()
        .filter(now -> now.started() != null && now.id() != unreadable)
        .max(
            Comparator.<ArchivedRun, Boolean>comparing(
                    now -> now.state() == RunState.RUNNING && now.elsewhere())
                .thenComparing(now -> Objects.requireNonNullElse(now.started(), Instant.EPOCH)));
  }

  /** Shows nothing any more. */
  private void leave() {
    opening.forget();
    following.set(true);
    loading = false;
    wanted = 0;
    read = null;
    since.clear();
    run.set(null);
  }

  /** Makes known what was taken in since the last time, and reads the log on if there is more. */
  void pulse() {
    RunModel shown = run.get();
    if (shown == null) {
      return;
    }
    shown.publish();
    if (logStale && !logAsked && !loading) {
      logStale = false;
      logAsked = true;
      long id = shown.id();
      log.ask(
          () -> archive.log(id),
          lines -> {
            logAsked = false;
            take(id, now -> now.loadLog(lines));
          });
    }
  }

  private void open(long id) {
    wanted = id;
    heard = false;
    endHeard = false;
    loading = true;
    since.clear();
    logAsked = false;
    log.forget();
    opening.ask(() -> find(id), this::opened, this::notOpened);
  }

  private void notOpened() {
    unreadable = wanted;
    loading = false;
    wanted = 0;
    since.clear();
  }

  private Found find(long id) {
    ArchivedRun found =
        archive
            .find(id)
            .orElseThrow(() -> new Problem("Run %d is not in the archive.".formatted(id)));
    Scores scores = archive.scores(List.of(id)).getOrDefault(id, Scores.NONE);
    return new Found(found, scores, archive.log(id), archive.matrices(id), archive.stretches(id));
  }

  private List<RelatedMatrices> beside(ArchivedRun shown) {
    List<ArchivedRun> alike =
        archive.runs().stream()
            .filter(run ->
                run.id() != shown.id() && run.spec().learned().equals(shown.spec().learned()))
            .filter(run -> run.spec().images().equals(shown.spec().images()))
            .toList();
    List<ArchivedRun> latest = alike.subList(Math.max(0, alike.size() - MOST_BESIDE), alike.size());
    Map<Long, List<ArchivedMatrix>> found =
        archive.matrices(latest.stream().map(ArchivedRun::id).toList());
    return latest.stream()
        .filter(run -> found.containsKey(run.id()))
        .map(run ->
            new RelatedMatrices(
                "%s (run %d)".formatted(run.title(), run.id()),
                found.getOrDefault(run.id(), List.of())))
        .toList();
  }

  private void opened(Found found) {
    loading = false;
    read = found.run();
    RunModel shown = new RunModel(found.run());
    shown.load(found.scores());
    shown.load(found.matrices());
    shown.loadStretches(found.stretches());
    shown.loadLog(found.log());
    // What was heard while the archive was read may be in what was read, or not: saying it again
    // does no harm.
    since.forEach(shown::onEvent);
    boolean begun = since.stream().anyMatch(RunLoader::begins);
    since.clear();
    shown.publish();
    RunModel before = run.get();
    boolean asBefore =
        before != null
            && before.id() == shown.id()
            && besideOf == shown.id()
            && before.matrices().equals(found.matrices());
    if (asBefore) {
      shown.loadBeside(before.beside());
    }
    run.set(shown);
    if (begun) {
      askStretches(shown.id());
      // It may have been read before its start was written.
      changedMeanwhile = true;
    }
    if (!asBefore) {
      askBeside(found.run());
    }
    if (changedMeanwhile) {
      refresh();
    }
  }

  private static boolean begins(RunEvent event) {
    return event instanceof RunEvent.Started || event instanceof RunEvent.Resumed;
  }

  private void askStretches(long id) {
    stretches.ask(() -> archive.stretches(id), found -> take(id, now -> now.loadStretches(found)));
  }

  /**
   * Asks for the matrices of other runs. There may be thousands, so that it is done only when
   * another run is shown or this one has a new matrix, and the run itself is shown meanwhile.
   */
  private void askBeside(ArchivedRun shown) {
    besideOf = shown.id();
    beside.ask(
        () -> beside(shown),
        others -> take(shown.id(), now -> now.loadBeside(others)),
        () -> besideOf = 0);
  }

  private void take(long id, Consumer<RunModel> news) {
    RunModel shown = run.get();
    if (shown != null && shown.id() == id) {
      news.accept(shown);
    }
  }
}
