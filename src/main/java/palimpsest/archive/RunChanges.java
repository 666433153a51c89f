package palimpsest.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecJson;
import palimpsest.metric.MetricValue;
import palimpsest.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** Changes to the runs of a database; {@link RunTable} reads them. */
final class RunChanges {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Database database;

  RunChanges(Database database) {
    this.database = database;
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

  /** Forgets everything that a run measured, and its log. */
  static void forget(Connection connection, long id) throws SQLException {
    ScoreTable.forgetFrom(connection, id, new Checkpoint.Position(0, 0, 0));
    for (String table : List.of("log", "stretch", "matrix", "metric")) {
      Query.update(connection, "DELETE FROM " + table + " WHERE run = ?", id);
    }
    Query.update(connection, "UPDATE run SET started = NULL, threads = NULL WHERE id = ?", id);
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

  /**
   * The same, with a line about it in the run's log.
   *
   * @param reason the reason of a failure; else empty
   */
  static void setState(Connection connection, long id, RunState state, String reason, String line)
      throws SQLException {
    setState(connection, id, state, reason);
    LogTable.add(connection, id, state.label(), line);
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

  /** Writes the folder from which runs read their image sets. */
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

  /** Writes notes and tags in place of earlier ones. */
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
                "SELECT session FROM run WHERE id = ? AND session IS NOT NULL AND "
                    + RunTable.NOT_OVER,
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

  /** Restores deleted runs. */
  void restore(Collection<Long> ids) {
    database.write(connection -> {
      for (long id : ids) {
        setDeleted(connection, id, false);
      }
      return true;
    });
  }

  /** Takes a run out of sight, or restores it. */
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
