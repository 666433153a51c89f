package palimpsest.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.problem.Problem;

/**
 * A process that trains, as the archive sees it: the queue of its runs, in their order. While it is
 * open it holds a lock, so that others know it is alive; the runs of one that is not may be
 * adopted.
 */
public final class Session implements AutoCloseable {

  private static final String BEGINNING = "beginning";

  private final Database database;
  private final RunTable runs;
  private final ArchiveFolders folders;
  private final long id;
  private final SessionLock lock;
  private final LongConsumer closed;

  private Session(
      Database database,
      RunTable runs,
      ArchiveFolders folders,
      long id,
      SessionLock lock,
      LongConsumer closed) {
    this.database = database;
    this.runs = runs;
    this.folders = folders;
    this.id = id;
    this.lock = lock;
    this.closed = closed;
  }

  /**
   * Opens a session.
   *
   * @param opened told its number before anyone can see it
   * @param closed told its number when it is closed
   */
  static Session open(
      Database database,
      RunTable runs,
      ArchiveFolders folders,
      LongConsumer opened,
      LongConsumer closed) {
    Session session =
        database.write(connection -> {
          long id =
              Query.insert(
                  connection,
                  "INSERT INTO session (program, process, started) VALUES (?, ?, ?)",
                  Provenance.here().program(),
                  ProcessHandle.current().pid(),
                  Query.time(Instant.now()));
          // Locked before the row is committed: a process that sees the session sees it alive.
          SessionLock lock = SessionLock.take(folders.lock(id));
          opened.accept(id);
          return new Session(database, runs, folders, id, lock, closed);
        });
    session.clearAfterKilled();
    return session;
  }

  /**
   * Takes away what processes left behind that were killed: their locks last, as the sign of it.
   */
  private void clearAfterKilled() {
    List<Long> killed = SessionLock.ofKilled(folders.sessions(), id);
    if (!killed.isEmpty()) {
      try {
        LeftCheckpoints.delete(database, runs, folders, killed);
      } catch (RuntimeException unreadable) {
        System.getLogger(Session.class.getName())
            .log(System.Logger.Level.DEBUG, "Checkpoints of finished runs stay.", unreadable);
      }
      killed.forEach(session -> SessionLock.delete(folders.lock(session)));
    }
  }

  /** Its number in the archive. */
  public long id() {
    return id;
  }

  /** Its runs that a cluster's own queue trains. */
  public SessionSweeps sweeps() {
    return new SessionSweeps(database, runs, folders, id);
  }

  /** Its runs that are not over, in their order. */
  public List<ArchivedRun> queue() {
    return runs.queue(id);
  }

  /**
   * Puts runs at the end of the queue.
   *
   * @param data the folder of image sets that they read
   * @return their numbers
   */
  public List<Long> add(List<ExperimentSpec> specs, Path data) {
    return database.write(connection -> {
      long position = SessionTable.lastPosition(connection, id);
      long above = folders.highestRun();
      List<Long> ids = new ArrayList<>();
      for (ExperimentSpec spec : specs) {
        position++;
        ids.add(RunChanges.insert(connection, spec, data, id, position, above));
      }
      return ids;
    });
  }

  /**
   * Takes over the runs of sessions that have ended, in their order, before those of this one but
   * behind the one under way. One that was under way when its process ended waits for its turn; but
   * if that happened before, at the very same checkpoint, it is paused, for a run that brings the
   * process down would do so for ever.
   *
   * @param wanted the runs to adopt; all if empty
   * @return the runs adopted
   */
  public List<ArchivedRun> adopt(Collection<Long> wanted) {
    List<Long> adopted =
        database.write(connection -> {
          List<Long> taken = new ArrayList<>();
          for (long session : SessionTable.dead(connection, folders, id, SweepTable.TRAINED_HERE)) {
            for (long run : queue(connection, session)) {
              if (wanted.isEmpty() || wanted.contains(run)) {
                adopt(connection, run);
                taken.add(run);
              }
            }
            Query.update(
                connection,
                "UPDATE session SET ended = coalesce(ended, ?) WHERE id = ?",
                Query.time(Instant.now()),
                session);
          }
          List<Long> order = new ArrayList<>(running(connection));
          order.addAll(taken);
          queue(connection, id).stream().filter(run -> !order.contains(run)).forEach(order::add);
          order(connection, order);
          return taken;
        });
    return queue().stream().filter(run -> adopted.contains(run.id())).toList();
  }

  private static List<Long> queue(Connection connection, long session) throws SQLException {
    return Query.list(
        connection,
        "SELECT id FROM run WHERE session = ? AND deleted IS NULL AND "
            + RunTable.NOT_OVER
            + " AND "
            + SweepTable.TRAINED_HERE
            + " ORDER BY position, id",
        row -> row.getLong(1),
        session);
  }

  private List<Long> running(Connection connection) throws SQLException {
    return Query.list(
        connection,
        "SELECT id FROM run WHERE session = ? AND state = 'running'",
        row -> row.getLong(1),
        id);
  }

  private void adopt(Connection connection, long run) throws SQLException {
    boolean brokeOff =
        Query.number(connection, "SELECT state = 'running' FROM run WHERE id = ?", run) > 0;
    Query.update(connection, "UPDATE run SET session = ? WHERE id = ?", id, run);
    if (!brokeOff) {
      return;
    }
    String place = place(run);
    boolean again =
        Query.number(connection, "SELECT adopted_from = ? FROM run WHERE id = ?", place, run) > 0;
    RunState state = again ? RunState.PAUSED : RunState.WAITING;
    String reason = again ? brokeOffTwice(place) : "";
    RunChanges.setState(connection, run, state, reason);
    Query.update(connection, "UPDATE run SET adopted_from = ? WHERE id = ?", place, run);
    LogTable.add(
        connection,
        run,
        state.label(),
        again
            ? reason
            : "The program ended unexpectedly; the run resumes from its last checkpoint.");
  }

  private static String brokeOffTwice(String place) {
    return ("The program ended twice without getting beyond the same checkpoint (%s), perhaps for"
            + " lack of memory, so the run is paused. If resumed unchanged, it may end the"
            + " same way.")
        .formatted(place);
  }

  /**
   * The position of a run; the beginning if its checkpoint is foreign, which is reported in
   * training.
   */
  private String place(long run) {
    try {
      return checkpoint(run).position().map(Checkpoint.Position::toString).orElse(BEGINNING);
    } catch (Problem foreign) {
      return BEGINNING;
    }
  }

  private CheckpointFiles checkpoint(long run) {
    RunTable.Recorded recorded = runs.recorded(run);
    return new CheckpointFiles(folders.run(run), recorded.mark(), recorded.spec().precision());
  }

  /** Puts the runs of this queue into an order. */
  public void order(List<Long> order) {
    database.write(connection -> {
      order(connection, order);
      return true;
    });
  }

  private void order(Connection connection, List<Long> order) throws SQLException {
    for (int place = 0; place < order.size(); place++) {
      Query.update(
          connection,
          "UPDATE run SET position = ? WHERE id = ? AND session = ?",
          place + 1,
          order.get(place),
          id);
    }
  }

  /** Takes a run out of the queue and out of sight, remembering its place. */
  public void remove(long run) {
    database.write(connection -> {
      RunChanges.setDeleted(connection, run, true);
      return true;
    });
  }

  /** Brings a removed run back to its place, or into this queue if its own has ended. */
  public void putBack(long run) {
    database.write(connection -> {
      RunChanges.setDeleted(connection, run, false);
      int moved =
          Query.update(
              connection,
              "UPDATE run SET session = ?, position = ? WHERE id = ? AND session <> ? AND "
                  + RunTable.NOT_OVER,
              id,
              SessionTable.lastPosition(connection, id) + 1,
              run,
              id);
      return moved;
    });
  }

  /** Writes how a run of this queue stands, and a line about it into its log. */
  public void setState(long run, RunState state, String line) {
    database.write(connection -> {
      RunChanges.setState(connection, run, state, "", line);
      return true;
    });
  }

  /**
   * Ends a run that does not train; its weights are those of its checkpoint, which is kept so that
   * it can {@linkplain #goOn resume}.
   */
  public void stop(long run) {
    Optional<Problem> unwritten = writeWeights(run);
    setState(run, RunState.STOPPED, "Stopped on request.");
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
  }

  /**
   * Puts a run that failed or was stopped at the end of the queue, to resume from its checkpoint.
   *
   * @throws Problem if it ended otherwise, or has no checkpoint of its own
   */
  public void goOn(ArchivedRun run) {
    if (!run.state().canResume()) {
      throw new Problem(
          "Run %d is %s: there is nothing to resume.".formatted(run.id(), run.state().label()));
    }
    if (checkpoint(run.id()).position().isEmpty()) {
      throw new Problem(
          "Run %d %s and left no checkpoint to resume from. Queue it again to train it from the"
                  .formatted(run.id(), run.state() == RunState.FAILED ? "failed" : "was stopped")
              + " beginning.");
    }
    database.write(connection -> {
      Query.update(
          connection,
          "UPDATE run SET state = ?, reason = '', ended = NULL, session = ?, position = ?,"
              + " adopted_from = NULL WHERE id = ?",
          RunState.WAITING.label(),
          id,
          SessionTable.lastPosition(connection, id) + 1,
          run.id());
      LogTable.add(
          connection, run.id(), RunState.WAITING.label(), "Resumes from its last checkpoint.");
      return true;
    });
  }

  private Optional<Problem> writeWeights(long run) {
    try {
      Optional<ArchivedRun> archived = runs.find(run);
      Optional<double[]> weights = checkpoint(run).weights();
      if (archived.isPresent() && weights.isPresent()) {
        RunFolder.at(folders.run(run))
            .writeWeights(
                result(archived.get(), weights.get()),
                runs.layout(run).orElse(null),
                runs.recorded(run).mark());
      }
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem);
    }
  }

  private static RunResult result(ArchivedRun run, double[] weights) {
    return new RunResult(
        run.spec(),
        run.taskNames(),
        run.device(),
        Scores.NONE,
        RunResult.Ending.STOPPED,
        run.seconds(),
        weights);
  }

  /**
   * Writes what happens in a run. What lies in the folder of one that never trained is not its own
   * and is moved aside.
   *
   * @param run the run's number
   * @param checkpointSeconds the time between checkpoints
   * @throws Problem if there is no such run
   */
  public RunRecorder record(long run, double checkpointSeconds) {
    RunTable.Recorded recorded = runs.recorded(run);
    Path folder = folders.run(run);
    RunRecorder recorder = new RunRecorder(database, run, recorded, folder, checkpointSeconds);
    if (!recorded.begun()) {
      folders
          .setAside(run)
          .ifPresent(moved ->
              recorder.reportError(
                  "The folder %s was there before the run began, so it was moved to %s."
                      .formatted(folder, moved.getFileName())));
    }
    return recorder;
  }

  /** Gives the lock back: what still waits may be adopted by others. */
  @Override
  public void close() {
    try {
      database.write(connection ->
          Query.update(
              connection,
              "UPDATE session SET ended = ? WHERE id = ?",
              Query.time(Instant.now()),
              id));
    } finally {
      lock.close();
      closed.accept(id);
    }
  }
}
