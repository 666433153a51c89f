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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.CostEstimate.FinishedRun;
import palimpsest.data.DataRecord;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecJson;
import palimpsest.metric.MetricValue;
import palimpsest.metric.Metrics;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runs themselves: what is asked of them, how they stand, what people say of them. */
final class RunTable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String COLUMNS =
      "SELECT id, spec, state, created, started, ended, reason, task_names, device, done, seconds,"
          + " notes, session, threads, data FROM run ";

  /** As a specification may have. */
  private static final int MOST_SHARES = 1024;

  /** The texts of a row, of which none may take all memory. */
  private static final String SIZE =
      "(octet_length(spec) + octet_length(state) + octet_length(reason) + octet_length(notes)"
          + " + octet_length(task_names) + octet_length(device))";

  private static final int MOST_BYTES = 1 << 20;

  private static final String NOT_OVER = "state IN ('waiting', 'running', 'paused')";

  private final DerivedMetrics derivedMetrics = new DerivedMetrics();
  private final Database database;
  private final LongPredicate own;
  private final LongPredicate alive;
  private final UnreadableRuns unreadable = new UnreadableRuns();

  /** The living sessions of other processes that have runs; nothing else tells of their end. */
  private final Set<Long> others = ConcurrentHashMap.newKeySet();

  /** A specification never changes, and reading a thousand of them takes a while. */
  private final Map<Long, ExperimentSpec> specs = new ConcurrentHashMap<>();

  /** Most runs read the same as others. */
  private final Map<String, DataRecord> data = new ConcurrentHashMap<>();

  /**
   * The table of a database.
   *
   * @param own whether a session is of this archive's own process
   * @param alive whether a session is alive, whoever has it
   */
  RunTable(Database database, LongPredicate own, LongPredicate alive) {
    this.database = database;
    this.own = own;
    this.alive = alive;
  }

  /** The runs that could not be read, and why. */
  UnreadableRuns unreadable() {
    return unreadable;
  }

  /** The number of living sessions of other processes among those that had runs at last reading. */
  long othersAlive() {
    return others.stream().filter(alive::test).count();
  }

  List<ArchivedRun> all() {
    Map<Long, Holder> sessions = new HashMap<>();
    List<ArchivedRun> runs = read(sessions, "WHERE deleted IS NULL", "ORDER BY id");
    others.retainAll(
        sessions.keySet().stream()
            .filter(session -> sessions.get(session) == Holder.OTHER)
            .collect(Collectors.toSet()));
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

  /** What the finished runs cost; none that cannot be read, and none at all of a torn table. */
  List<FinishedRun> finished() {
    return database.read(
        List.of(),
        connection ->
            Query.list(
                    connection,
                    "SELECT id, spec, seconds, threads, data FROM run WHERE deleted IS NULL AND state = ?"
                        + " AND seconds > 0 ORDER BY id",
                    row ->
                        finished(
                            row.getLong(1),
                            Query.raw(row, 2),
                            row.getInt(4),
                            row.getDouble(3),
                            data(row.getLong(1), Query.raw(row, 5))),
                    RunState.FINISHED.label())
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private Optional<FinishedRun> finished(
      long id, String json, int threads, double seconds, DataRecord data) {
    try {
      return Optional.of(new FinishedRun(spec(id, json, threads), seconds, data));
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

  /** Which weights of a run lie where; nothing until it has begun. */
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
        .flatMap(json -> layout(id, json));
  }

  private Optional<ParameterLayout> layout(long id, String json) {
    try {
      return Optional.of(LayoutJson.read(json));
    } catch (IllegalArgumentException e) {
      database.leaveOut("The layout of run %d cannot be read: %s.".formatted(id, e.getMessage()));
      return Optional.empty();
    }
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
          state.isOver() ? Holder.OWN : sessions.computeIfAbsent(row.getLong(13), this::holder);
      ExperimentSpec spec = spec(id, Query.raw(row, 2), row.getInt(14));
      Instant created = Query.time(row, 4);
      return Optional.of(
          new ArchivedRun(
              id,
              spec,
              holder == Holder.NOBODY && state != RunState.PAUSED ? RunState.INTERRUPTED : state,
              created == null ? Instant.EPOCH : created,
              Query.time(row, 5),
              Query.time(row, 6),
              Query.text(row, 7),
              taskNames(id, Query.raw(row, 8), spec),
              data(id, Query.raw(row, 15)),
              Query.text(row, 9),
              Math.clamp(row.getDouble(10), 0, 1),
              Math.max(0, row.getDouble(11)),
              metrics.getOrDefault(id, Map.of()),
              Query.text(row, 12),
              tags.getOrDefault(id, List.of()),
              holder == Holder.OTHER));
    } catch (Problem | tools.jackson.core.JacksonException e) {
      unreadable.add(id, e.getMessage());
      return Optional.empty();
    }
  }

  /** Who has a run that is not over in a queue. */
  private enum Holder {
    OWN,
    OTHER,
    NOBODY
  }

  private Holder holder(long session) {
    if (own.test(session)) {
      return Holder.OWN;
    }
    boolean other = session > 0 && alive.test(session);
    if (other) {
      others.add(session);
    } else {
      others.remove(session);
    }
    return other ? Holder.OTHER : Holder.NOBODY;
  }

  private static String tooLarge(long bytes) {
    return String.format(
        Locale.ROOT, "its texts have %,d bytes, where %,d are the most.", bytes, MOST_BYTES);
  }

  /** The names of a run's tasks; those that do not fit its specification are numbers. */
  private List<String> taskNames(long id, String json, ExperimentSpec spec) {
    List<String> names = texts(json);
    int tasks = spec.tasks().size();
    if (names.isEmpty() || names.size() == tasks) {
      return names;
    }
    database.leaveOut(
        "Run %d has names for %d tasks, but learns %d; they are shown by number."
            .formatted(id, names.size(), tasks));
    return IntStream.rangeClosed(1, tasks).mapToObj(task -> "Task " + task).toList();
  }

  /** How many tasks and epochs runs have, by which numbers of the database are checked. */
  Map<Long, RunSize> sizes(Connection connection, Collection<Long> ids) throws SQLException {
    Map<Long, RunSize> sizes = new HashMap<>();
    Query.list(
        connection,
        "SELECT id, spec, threads FROM run WHERE id IN (SELECT value FROM json_each(?)) AND "
            + SIZE
            + " <= "
            + MOST_BYTES,
        row -> {
          long id = row.getLong(1);
          try {
            sizes.put(id, RunSize.of(spec(id, Query.raw(row, 2), row.getInt(3))));
          } catch (Problem e) {
            unreadable.add(id, e.getMessage());
          }
          return true;
        },
        Query.ids(ids));
    return sizes;
  }

  private ExperimentSpec spec(long id, String json, int threads) {
    return specs.compute(
        id,
        (key, known) -> known == null || known.shares() == 0 ? readSpec(id, json, threads) : known);
  }

  /**
   * The specification of a row.
   *
   * @param threads those that the run began with, which are its shares where it does not name them,
   *     as in version 0.1.0; 0 if it has not begun
   */
  private static ExperimentSpec readSpec(long id, String json, int threads) {
    ExperimentSpec spec = SpecJson.readStored(json, "the specification of run " + id);
    return spec.shares() == 0 && threads > 0 && threads <= MOST_SHARES
        ? spec.withShares(threads)
        : spec;
  }

  /** What a run reads; what cannot be read is not recorded, and said. */
  private DataRecord data(long id, String json) {
    return data.computeIfAbsent(
        json,
        text -> {
          try {
            return DataJson.read(text);
          } catch (IllegalArgumentException e) {
            database.leaveOut("What run %d read cannot be told: %s.".formatted(id, e.getMessage()));
            return DataRecord.NOT_RECORDED;
          }
        });
  }

  /**
   * A run as its recorder needs it.
   *
   * @param spec what it is
   * @param mark whose its files are
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
                          readSpec(id, json, row.getInt(2)),
                          new RunMark(
                              id,
                              Query.text(row, 3),
                              SpecJson.digest(json, "the specification of run " + id),
                              data(id, Query.raw(row, 4)).digest()),
                          row.getBoolean(5));
                    },
                    id))
        .orElseThrow(() -> new Problem("There is no run %d.".formatted(id)));
  }

  private static List<String> texts(String json) {
    if (json.equals("[]")) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : MAPPER.readTree(json)) {
      texts.add(VisibleText.line(text.asString()));
    }
    return texts;
  }

  /** A list of texts as it lies in a column. */
  static String json(List<?> values) {
    return MAPPER.writeValueAsString(values);
  }

  /**
   * Adds a run that waits at a position of a session's queue, and decides what is left open in its
   * specification.
   *
   * @param data the folder of image sets that it reads
   * @param above a number that the run's own must be above
   */
  static long insert(
      Connection connection,
      ExperimentSpec spec,
      Path data,
      long session,
      long position,
      long above)
      throws SQLException {
    long last = Query.number(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'run'");
    return Query.insert(
        connection,
        "INSERT INTO run (id, spec, state, created, session, position, identity,"
            + " data_folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        Math.max(last, above) + 1,
        MAPPER.writeValueAsString(SpecJson.members(spec.decided())),
        RunState.WAITING.label(),
        Query.time(Instant.now()),
        session,
        position,
        UUID.randomUUID().toString(),
        stored(data));
  }

  /** Writes how a run stands; one that is over leaves its queue. */
  static void setState(Connection connection, long id, RunState state, String reason)
      throws SQLException {
    Query.update(
        connection, "UPDATE run SET state = ?, reason = ? WHERE id = ?", state.label(), reason, id);
    if (state.isOver()) {
      Query.update(
          connection,
          "UPDATE run SET ended = ?, session = NULL, position = NULL WHERE id = ?",
          Query.time(Instant.now()),
          id);
    }
  }

  /** Writes the numbers that sum a run up, as far as they are known, in place of earlier ones. */
  static void setMetrics(Connection connection, long id, List<MetricValue> metrics)
      throws SQLException {
    Query.update(connection, "DELETE FROM metric WHERE run = ?", id);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (MetricValue metric : metrics) {
      if (metric.isKnown()) {
        rows.add(new Object[] {id, metric.key(), metric.value()});
      }
    }
    Query.updateAll(connection, "INSERT INTO metric (run, key, value) VALUES (?, ?, ?)", rows);
  }

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

  /** A folder of this system; an archive may come from another one. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  void setDataFolder(Collection<Long> ids, Path folder) {
    database.write(connection -> {
      Query.update(
          connection,
          "UPDATE run SET data_folder = ? WHERE id IN (SELECT value FROM json_each(?))",
          stored(folder),
          Query.ids(ids));
      return true;
    });
  }

  private static String stored(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  void annotate(long id, String notes, List<String> tags) {
    Annotation.check(notes, tags);
    database.write(connection -> {
      Query.update(connection, "UPDATE run SET notes = ? WHERE id = ?", notes, id);
      Query.update(connection, "DELETE FROM tag WHERE run = ?", id);
      List<String> distinct = tags.stream().distinct().toList();
      for (int place = 0; place < distinct.size(); place++) {
        Query.update(
            connection,
            "INSERT INTO tag (run, tag, place) VALUES (?, ?, ?)",
            id,
            distinct.get(place),
            place);
      }
      return true;
    });
  }

  /** Takes runs out of sight, unless a living queue holds them. */
  void delete(Collection<Long> ids, LongPredicate alive) {
    database.write(connection -> {
      for (long id : ids) {
        Optional<Long> holder =
            Query.first(
                connection,
                "SELECT session FROM run WHERE id = ? AND session IS NOT NULL AND " + NOT_OVER,
                row -> row.getLong(1),
                id);
        if (holder.isPresent() && alive.test(holder.get())) {
          throw new Problem(
              "Run %d is in a queue, so it was not deleted: remove it there.".formatted(id));
        }
        setDeleted(connection, id, true);
      }
      return true;
    });
  }

  void restore(Collection<Long> ids) {
    database.write(connection -> {
      for (long id : ids) {
        setDeleted(connection, id, false);
      }
      return true;
    });
  }

  /** Takes a run out of sight, or brings it back. */
  static void setDeleted(Connection connection, long id, boolean deleted) throws SQLException {
    Query.update(
        connection,
        "UPDATE run SET deleted = ? WHERE id = ? AND (deleted IS NULL) = ?",
        deleted ? Query.time(Instant.now()) : null,
        id,
        deleted);
  }

  /** Forgets runs for good; gives their random ids by their numbers. */
  Map<Long, String> purge(Instant deletedBefore) {
    return database.write(connection -> {
      Map<Long, String> purged = new LinkedHashMap<>();
      Query.list(
          connection,
          "SELECT id, identity FROM run WHERE deleted <= ?",
          row -> purged.put(row.getLong(1), Query.text(row, 2)),
          Query.time(deletedBefore));
      Query.update(
          connection,
          "DELETE FROM run WHERE id IN (SELECT value FROM json_each(?))",
          Query.ids(purged.keySet()));
      return purged;
    });
  }
}
