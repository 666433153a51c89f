package palimpsest.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runs that are trained by a cluster's own queue. */
final class SweepTable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The condition that this program's own queue trains a run. */
  static final String TRAINED_HERE = "id NOT IN (SELECT run FROM placement)";

  /** The condition that a run ended in a way from which it may resume. */
  static final String ENDED =
      Arrays.stream(RunState.values())
          .filter(RunState::canResume)
          .map(state -> "'" + state.label() + "'")
          .collect(Collectors.joining(", ", "state IN (", ")"));

  private SweepTable() {}

  static long add(Connection connection, String token, String address, Map<String, String> settings)
      throws SQLException {
    return Query.insert(
        connection,
        "INSERT INTO sweep (token, address, settings, created) VALUES (?, ?, ?, ?)",
        token,
        address,
        MAPPER.writeValueAsString(new LinkedHashMap<>(settings)),
        Query.time(Instant.now()));
  }

  static void place(Connection connection, long sweep, long run, int element) throws SQLException {
    Query.update(
        connection,
        "INSERT INTO placement (run, sweep, element) VALUES (?, ?, ?)",
        run,
        sweep,
        element);
  }

  /** Forgets a sweep that no cluster took, with its runs; what has begun stays. */
  static void forget(Connection connection, long sweep) throws SQLException {
    Query.update(
        connection,
        "DELETE FROM run WHERE started IS NULL AND id IN (SELECT run FROM placement WHERE sweep ="
            + " ?)",
        sweep);
    Query.update(
        connection,
        "DELETE FROM sweep WHERE id = ? AND id NOT IN (SELECT sweep FROM placement)",
        sweep);
  }

  static void setJob(Connection connection, long run, String job) throws SQLException {
    Query.update(connection, "UPDATE placement SET job = ? WHERE run = ?", job, run);
  }

  /** The sweeps of a session that have runs that are not over, each with these runs. */
  static List<Sweep> read(Connection connection, long session) throws SQLException {
    return where(connection, "run.session = ? AND " + RunTable.NOT_OVER, session);
  }

  /** The sweeps of runs that failed or were stopped, each with those of them that are wanted. */
  static List<Sweep> readEnded(Connection connection, Collection<Long> wanted) throws SQLException {
    return where(
        connection, ENDED + " AND run.id IN (SELECT value FROM json_each(?))", Query.ids(wanted));
  }

  /** Sweeps with some of their runs. One whose settings cannot be read has none. */
  private static List<Sweep> where(Connection connection, String condition, Object argument)
      throws SQLException {
    Map<Long, List<Sweep.Placement>> placements = new LinkedHashMap<>();
    Query.list(
        connection,
        "SELECT sweep, run, coalesce(identity, ''), element, job, coalesce(data_folder, '')"
            + " FROM placement JOIN run ON run.id = placement.run"
            + " WHERE deleted IS NULL AND "
            + condition
            + " ORDER BY sweep, element",
        row ->
            placements
                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(
                    new Sweep.Placement(
                        row.getLong(2),
                        Query.text(row, 3),
                        row.getInt(4),
                        Query.text(row, 5),
                        Path.of(Query.text(row, 6)))),
        argument);
    List<Sweep> sweeps = new ArrayList<>();
    for (Map.Entry<Long, List<Sweep.Placement>> of : placements.entrySet()) {
      sweeps.addAll(
          Query.list(
              connection,
              "SELECT token, address, settings FROM sweep WHERE id = ?",
              row ->
                  new Sweep(
                      of.getKey(),
                      Query.text(row, 1),
                      Query.text(row, 2),
                      settings(Query.raw(row, 3)),
                      of.getValue()),
              of.getKey()));
    }
    return sweeps;
  }

  private static Map<String, String> settings(String json) {
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> member : MAPPER.readTree(json).properties()) {
        settings.put(member.getKey(), member.getValue().asString());
      }
    } catch (JacksonException e) {
      // Such a sweep is none that this user has submitted, and is not followed.
      return Map.of();
    }
    return settings;
  }
}
