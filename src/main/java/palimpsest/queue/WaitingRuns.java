package palimpsest.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunRecorder;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.input.NetworkFolder;
import palimpsest.problem.Problem;

/**
 * The runs of this process that are not over, in their order. They stand in the archive, in a
 * session that begins with the first of them. All methods may be called from any thread; those that
 * write throw a {@link Problem} if the archive cannot be written.
 */
final class WaitingRuns implements AutoCloseable {

  private final Archive archive;
  private final Predicate<Path> onNetwork;
  private final Set<Path> chosen = ConcurrentHashMap.newKeySet();
  private @Nullable Session session;
  private boolean closed;

  WaitingRuns(Archive archive) {
    this(archive, NetworkFolder::holds);
  }

  /**
   * Runs of an archive.
   *
   * @param onNetwork tests if a folder is on a network and may be opened only if it was chosen in
   *     this process
   */
  WaitingRuns(Archive archive, Predicate<Path> onNetwork) {
    this.archive = archive;
    this.onNetwork = onNetwork;
  }

  synchronized List<ArchivedRun> all() {
    return session == null ? List.of() : session.queue();
  }

  Optional<ArchivedRun> head() {
    return all().stream().findFirst();
  }

  boolean isHead(long id) {
    return head().filter(run -> run.id() == id).isPresent();
  }

  boolean isPaused(long id) {
    return all().stream().anyMatch(run -> run.id() == id && run.state() == RunState.PAUSED);
  }

  /** The first run that is not under way. */
  private Optional<ArchivedRun> first(ActiveRuns active) {
    return all().stream().filter(run -> !active.has(run.id())).findFirst();
  }

  /** The same, if it may begin now. */
  Optional<ArchivedRun> ready(ActiveRuns active) {
    return first(active).filter(run -> run.state() == RunState.WAITING);
  }

  /**
   * Whether a run that is not under way is one of the first, and so may be stopped where it is:
   * paused or interrupted there, or the very first.
   *
   * @param count of the first
   */
  boolean isNext(long id, ActiveRuns active, int count) {
    return all().stream()
        .limit(count)
        .filter(run -> run.id() == id && !active.has(id))
        .anyMatch(run -> run.state() != RunState.WAITING || isHead(id));
  }

  /**
   * Adds runs at the end.
   *
   * @param data the folder of image sets that they read
   */
  List<Long> add(List<ExperimentSpec> specs, Path data) {
    remember(data);
    return session().add(specs, data);
  }

  /** The folder of image sets that was chosen for a run, if all of its images are there. */
  Optional<Path> dataFolder(ArchivedRun run) {
    return archive
        .dataFolder(run.id())
        .filter(this::mayBeOpened)
        .filter(folder -> Catalogue.unusable(run.spec().neededSets(), folder).isEmpty());
  }

  /** That a run's own folder waits to be chosen by the user, in a sentence; empty if not. */
  String unopened(ArchivedRun run) {
    return archive
        .dataFolder(run.id())
        .filter(folder -> !mayBeOpened(folder))
        .map("The network folder %s was recorded with this run; choose it to use it."::formatted)
        .orElse("");
  }

  /** An archive may come from anywhere: what it names on the network is not looked into unasked. */
  private boolean mayBeOpened(Path folder) {
    return !onNetwork.test(folder) || chosen.contains(folder);
  }

  /** A run reads its images from another folder than the one that was chosen for it. */
  void setDataFolder(ArchivedRun run, Path folder) {
    remember(folder);
    archive.setDataFolder(List.of(run.id()), folder);
  }

  private void remember(Path folder) {
    chosen.add(folder.toAbsolutePath().normalize());
  }

  List<ArchivedRun> adopt(Collection<Long> wanted) {
    return session().adopt(wanted);
  }

  void remove(long id) {
    session().remove(id);
  }

  /** Brings a removed run back to its place, but never before those that are under way. */
  synchronized void putBack(long id, ActiveRuns active) {
    session().putBack(id);
    List<Long> underWay = active.archived().stream().map(ArchivedRun::id).toList();
    if (underWay.isEmpty()) {
      return;
    }
    List<Long> order = order();
    if (underWay.stream().anyMatch(other -> order.indexOf(id) < order.indexOf(other))) {
      // One that was paused at the head comes behind them, and waits like all others there.
      archive
          .find(id)
          .filter(run -> run.state() == RunState.PAUSED)
          .ifPresent(run -> session().setState(id, RunState.WAITING, "Waits for its turn."));
    }
    List<Long> first = order.stream().filter(underWay::contains).toList();
    order.removeAll(first);
    order.addAll(0, first);
    session().order(order);
  }

  /** Moves a run up (negative) or down, but never before one that is under way. */
  synchronized void move(long id, int places, ActiveRuns active) {
    List<Long> order = order();
    int from = order.indexOf(id);
    if (from >= 0) {
      order.remove(from);
      int first =
          active.archived().stream().mapToInt(run -> order.indexOf(run.id()) + 1).max().orElse(0);
      order.add(Math.clamp((long) from + places, Math.min(first, order.size()), order.size()), id);
      session().order(order);
    }
  }

  /** Makes the run that would begin next wait until it is resumed. */
  synchronized void pauseNext(ActiveRuns active) {
    ready(active).ifPresent(run -> session().setState(run.id(), RunState.PAUSED, "Paused."));
  }

  /** Resumes those of the first runs that are paused. */
  synchronized void resumeFirst(ActiveRuns active, int count) {
    all().stream()
        .limit(count)
        .filter(run -> !active.has(run.id()) && run.state() != RunState.WAITING)
        .forEach(run -> resume(run.id()));
  }

  /**
   * Lets an interrupted run wait for its turn again.
   *
   * @throws Problem if there is no such run, nothing to resume from, or another process has it
   */
  synchronized void goOn(long id) {
    ArchivedRun run =
        archive.find(id).orElseThrow(() -> new Problem("There is no run %d.".formatted(id)));
    archive
        .processOf(run)
        .ifPresent(process -> {
          throw new Problem(
              "Run %d is in the queue of another process (%d), which is still open."
                  .formatted(id, process));
        });
    if (run.state().isOver()) {
      session().goOn(run);
    } else if (!order().contains(id)) {
      if (session().adopt(List.of(id)).isEmpty()) {
        throw new Problem(
            "Run %d cannot be resumed: no queue of this archive holds it.".formatted(id));
      }
      resume(id);
    } else if (isPaused(id)) {
      resume(id);
    }
  }

  void stop(long id) {
    session().stop(id);
  }

  /** The run begins to train. */
  RunRecorder begin(long id, double checkpointSeconds) {
    session().setState(id, RunState.RUNNING, "Begins to train.");
    return session().record(id, checkpointSeconds);
  }

  /** Nothing more is written, and other processes may adopt what still waits. */
  @Override
  public synchronized void close() {
    closed = true;
    if (session != null) {
      session.close();
    }
  }

  /** Lets a paused run wait for its turn again. */
  void resume(long id) {
    session().setState(id, RunState.WAITING, "Resumed.");
  }

  private List<Long> order() {
    return new ArrayList<>(all().stream().map(ArchivedRun::id).toList());
  }

  private synchronized Session session() {
    if (closed) {
      throw new Problem("The queue is closed.");
    }
    Session open = session;
    if (open == null) {
      open = archive.openSession();
      session = open;
    }
    return open;
  }
}
