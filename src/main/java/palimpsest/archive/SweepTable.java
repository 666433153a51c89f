package palimpsest.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runs that are trained by a cluster's own queue. */
final class SweepTable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The condition that this program's own queue trains a run. */
  static final String TRAINED_HERE = "id NOT IN (SELECT run FROM placement)";

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

  static void setJob(Connection connection, long run, String job) throws SQLException {
    Query.update(connection, "UPDATE placement SET job = ? WHERE run = ?", job, run);
  }

  /**
   * The sweeps of a session that have runs that are not over, each with these runs. One whose
   * settings cannot be read has none.
   */
  static List<Sweep> read(Connection connection, long session) throws SQLException {
    Map<Long, List<Sweep.Placement>> placements = new LinkedHashMap<>();
    Query.list(
        connection,
        "SELECT sweep, run, coalesce(identity, ''), element, job, coalesce(data_folder, '')"
            + " FROM placement JOIN run ON run.id = placement.run"
            + " WHERE run.session = ? AND deleted IS NULL AND "
            + RunTable.NOT_OVER
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
        session);
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
