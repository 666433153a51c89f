package palimpsest.archive;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import palimpsest.archive.CostEstimate.FinishedRun;
import palimpsest.archive.RunHolders.Holder;
import palimpsest.data.DataRecord;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecJson;
import palimpsest.metric.Metrics;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/** The runs of a database as they are read; {@link RunChanges} changes them. */
final class RunTable {

  private static final String COLUMNS =
      "SELECT id, spec, state, created, started, ended, reason, task_names, device, done, seconds,"
          + " notes, session, threads, data, (SELECT address FROM sweep JOIN placement"
          + " ON placement.sweep = sweep.id WHERE placement.run = run.id) FROM run ";

  /** The texts of a row, of which none may take all memory. */
  private static final String SIZE =
      "(octet_length(spec) + octet_length(state) + octet_length(reason) + octet_length(notes)"
          + " + octet_length(task_names) + octet_length(device))";

  private static final int MOST_BYTES = 1 << 20;

  /** The condition that a run may still train. */
  static final String NOT_OVER = "state IN ('waiting', 'running', 'paused')";

  private final DerivedMetrics derivedMetrics = new DerivedMetrics();
  private final Database database;
  private final RunHolders holders;
  private final RunColumns columns;
  private final UnreadableRuns unreadable = new UnreadableRuns();

  RunTable(Database database, RunHolders holders) {
    this.database = database;
    this.holders = holders;
    columns = new RunColumns(database);
  }

  /** The runs that could not be read, each with the reason. */
  UnreadableRuns unreadable() {
    return unreadable;
  }

  List<ArchivedRun> all() {
    Map<Long, Holder> sessions = new HashMap<>();
    List<ArchivedRun> runs = read(sessions, "WHERE deleted IS NULL", "ORDER BY id");
    holders.retain(sessions.keySet());
    return runs;
  }

  List<ArchivedRun> deleted() {
    return read("WHERE deleted IS NOT NULL", "ORDER BY deleted, id");
  }

  List<ArchivedRun> some(Collection<Long> ids) {
    return read("WHERE id IN (SELECT value FROM json_each(?))", "ORDER BY id", Query.ids(ids));
  }

  Optional<ArchivedRun> find(long id) {
    return some(List.of(id)).stream().findFirst();
  }

  /** The costs of the finished runs that can be read; none at all of a torn table. */
  List<FinishedRun> finished() {
    return database.read(
        List.of(),
        connection ->
            Query.list(
                    connection,
                    "SELECT id, spec, seconds, threads, data FROM run WHERE deleted IS NULL AND"
                        + " state = ? AND seconds > 0 ORDER BY id",
                    row ->
                        finished(
                            row.getLong(1),
                            Query.raw(row, 2),
                            row.getInt(4),
                            row.getDouble(3),
                            columns.data(row.getLong(1), Query.raw(row, 5))),
                    RunState.FINISHED.label())
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private Optional<FinishedRun> finished(
      long id, String json, int threads, double seconds, DataRecord data) {
    try {
      return Optional.of(new FinishedRun(columns.spec(id, json, threads), seconds, data));
    } catch (Problem e) {
      unreadable.add(id, e.getMessage());
      return Optional.empty();
    }
  }

  List<ArchivedRun> queue(long session) {
    return read(
        "WHERE session = ? AND deleted IS NULL AND " + NOT_OVER, "ORDER BY position, id", session);
  }

  private List<ArchivedRun> read(String condition, String order, Object... arguments) {
    return read(new HashMap<>(), condition, order, arguments);
  }

  /**
   * Reads runs.
   *
   * @param sessions to be filled with the holders of their sessions
   */
  private List<ArchivedRun> read(
      Map<Long, Holder> sessions, String condition, String order, Object... arguments) {
    List<ArchivedRun> runs = new ArrayList<>();
    database.read(
        runs,
        connection -> {
          Map<Long, Map<String, Double>> metrics = new HashMap<>();
          Map<Long, List<String>> tags = new HashMap<>();
          String which = "run IN (SELECT id FROM run " + condition + ")";
          Query.list(
              connection,
              "SELECT id, " + SIZE + " FROM run " + condition + " AND " + SIZE + " > " + MOST_BYTES,
              row -> unreadable.add(row.getLong(1), tooLarge(row.getLong(2))),
              arguments);
          Query.list(
              connection,
              "SELECT run, key, value FROM metric WHERE " + which,
              row ->
                  metrics
                      .computeIfAbsent(row.getLong(1), id -> new TreeMap<>(Metrics.ORDER))
                      .put(Query.text(row, 2), row.getDouble(3)),
              arguments);
          Query.list(
              connection,
              "SELECT run, tag FROM tag WHERE " + which + " ORDER BY run, place",
              row ->
                  tags.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                      .add(Query.text(row, 2)),
              arguments);
          Query.list(
              connection,
              COLUMNS + condition + " AND " + SIZE + " <= " + MOST_BYTES + " " + order,
              row -> {
                // Added one by one: of a table with a torn page, the rows before it are shown.
                run(row, metrics, tags, sessions).ifPresent(runs::add);
                return true;
              },
              arguments);
          derivedMetrics.complete(
              runs,
              ids ->
                  new ScoreReader(connection, sizes(connection, ids), database::leaveOut)
                      .read(ids));
          return runs;
        });
    return runs;
  }

  /** The layout of the weights of a run; empty until it has begun. */
  Optional<ParameterLayout> layout(long id) {
    return database
        .read(
            Optional.<String>empty(),
            connection ->
                Query.first(
                    connection,
                    "SELECT layout FROM run WHERE id = ? AND layout <> '[]'",
                    row -> Query.raw(row, 1),
                    id))
        .flatMap(json -> columns.layout(id, json));
  }

  private Optional<ArchivedRun> run(
      ResultSet row,
      Map<Long, Map<String, Double>> metrics,
      Map<Long, List<String>> tags,
      Map<Long, Holder> sessions)
      throws SQLException {
    long id = row.getLong(1);
    try {
      RunState state = RunState.named(Query.text(row, 3));
      Holder holder =
          state.isOver() ? Holder.OWN : sessions.computeIfAbsent(row.getLong(13), holders::of);
      ExperimentSpec spec = columns.spec(id, Query.raw(row, 2), row.getInt(14));
      Instant created = Query.time(row, 4);
      String site = Query.text(row, 16);
      return Optional.of(
          new ArchivedRun(
              id,
              spec,
              holder == Holder.NONE && site.isEmpty()
                  ? withoutProcess(state, row.getString(5) != null)
                  : state,
              created == null ? Instant.EPOCH : created,
              Query.time(row, 5),
              Query.time(row, 6),
              Query.text(row, 7),
              columns.taskNames(id, Query.raw(row, 8), spec),
              columns.data(id, Query.raw(row, 15)),
              Query.text(row, 9),
              Math.clamp(row.getDouble(10), 0, 1),
              Math.max(0, row.getDouble(11)),
              metrics.getOrDefault(id, Map.of()),
              Query.text(row, 12),
              tags.getOrDefault(id, List.of()),
              holder == Holder.OTHER,
              site));
    } catch (Problem | tools.jackson.core.JacksonException e) {
      unreadable.add(id, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The state of a run whose process is gone. Only one that was written as training was
   * interrupted; one that waits was left so in good order.
   *
   * @param begun whether it has ever trained
   */
  private static RunState withoutProcess(RunState written, boolean begun) {
    return switch (written) {
      case RUNNING -> RunState.INTERRUPTED;
      case WAITING -> begun ? RunState.PAUSED : RunState.WAITING;
      default -> written;
    };
  }

  private static String tooLarge(long bytes) {
    return String.format(
        Locale.ROOT, "its texts have %,d bytes, where %,d are the most.", bytes, MOST_BYTES);
  }

  /** The numbers of tasks and epochs of runs, by which numbers of the database are checked. */
  Map<Long, RunSize> sizes(Connection connection, Collection<Long> ids) throws SQLException {
    Map<Long, RunSize> sizes = new HashMap<>();
    Query.list(
        connection,
        "SELECT id, spec, threads, task_names FROM run WHERE id IN (SELECT value FROM json_each(?))"
            + " AND "
            + SIZE
            + " <= "
            + MOST_BYTES,
        row -> {
          long id = row.getLong(1);
          try {
            ExperimentSpec spec = columns.spec(id, Query.raw(row, 2), row.getInt(3));
            int names = columns.taskNames(id, Query.raw(row, 4), spec).size();
            sizes.put(id, RunSize.of(spec, names));
          } catch (Problem e) {
            unreadable.add(id, e.getMessage());
          }
          return true;
        },
        Query.ids(ids));
    return sizes;
  }

  /**
   * A run as its recorder needs it.
   *
   * @param spec its specification
   * @param mark the marks of its files
   * @param begun whether it has ever trained
   */
  record Recorded(ExperimentSpec spec, RunMark mark, boolean begun) {}

  /**
   * A run as its recorder needs it.
   *
   * @throws Problem if there is no such run, or none that can be read
   */
  Recorded recorded(long id) {
    return database
        .read(
            Optional.<Recorded>empty(),
            connection ->
                Query.first(
                    connection,
                    "SELECT spec, threads, identity, data, started IS NOT NULL FROM run"
                        + " WHERE id = ?",
                    row -> {
                      String json = Query.raw(row, 1);
                      return new Recorded(
                          RunColumns.read(id, json, row.getInt(2)),
                          new RunMark(
                              id,
                              Query.text(row, 3),
                              SpecJson.digest(json, "the specification of run " + id),
                              columns.data(id, Query.raw(row, 4)).digest()),
                          row.getBoolean(5));
                    },
                    id))
        .orElseThrow(() -> new Problem("There is no run %d.".formatted(id)));
  }

  /** The folder of image sets that was chosen for a run; empty if none was. */
  Optional<Path> dataFolder(long id) {
    return database
        .read(
            Optional.<String>empty(),
            connection ->
                Query.first(
                    connection,
                    "SELECT data_folder FROM run WHERE id = ? AND data_folder <> ''",
                    row -> Query.raw(row, 1),
                    id))
        .flatMap(RunTable::path);
  }

  /** The process whose queue holds a run that is not over, alive or not; empty if none does. */
  Optional<Long> process(long id) {
    return database.read(
        Optional.empty(),
        connection ->
            Query.first(
                connection,
                "SELECT process FROM session WHERE id = (SELECT session FROM run WHERE id = ? AND "
                    + NOT_OVER
                    + ")",
                row -> row.getLong(1),
                id));
  }

  /** A folder of this system; an archive may come from another one. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
