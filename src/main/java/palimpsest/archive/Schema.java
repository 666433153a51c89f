package palimpsest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.network.Arithmetic;
import palimpsest.network.Networks;
import palimpsest.problem.Problem;

/**
 * The tables of an archive, version by version. Each version is one numbered script, run once, in
 * one transaction; a script that was ever published never changes.
 */
final class Schema {

  /** Says in the file's header whose database it is: "Plmp". */
  static final int APPLICATION = 0x506c6d70;

  private static final List<String> SCRIPTS =
      List.of(
          "001-runs.sql",
          "002-identity.sql",
          "003-evaluation.sql",
          "004-evaluation-within-epochs.sql",
          "005-other-accuracy.sql",
          "006-sweeps.sql");

  /** The version that this program writes. */
  static final int VERSION = SCRIPTS.size();

  /** Values of settings that runs of version 0.1.0 used implicitly. */
  private static final Map<String, String> BEFORE_SETTINGS =
      Map.of(
          DataSettings.SUBSET.key(),
          "'first'",
          CommonSettings.SHARES.key(),
          "threads",
          Arithmetic.SETTING.key(),
          "'layers'",
          Networks.ALL.choice().key(),
          "'base-net'",
          Optimizers.ALL.choice().key(),
          "'sgd'");

  /** The other columns of the view, and where they come from. */
  private static final String REST =
      Stream.of(
                  "reason",
                  "created",
                  "started",
                  "ended",
                  "done",
                  "seconds",
                  "parameters",
                  "device",
                  "threads",
                  "program",
                  "git_commit",
                  "java",
                  "system",
                  "processors",
                  "notes",
                  "task_names",
                  "spec",
                  "data",
                  "identity")
              .collect(Collectors.joining(",\n  ", ",\n  ", "\n"))
          + "FROM run\nWHERE deleted IS NULL";

  private Schema() {}

  /** The version of a database; 0 if it has no tables yet. */
  static int version(Connection connection) throws SQLException {
    return (int) Query.number(connection, "PRAGMA user_version");
  }

  /** Brings a database up to date, a version at a time. */
  static void migrate(Connection connection, List<String> scripts) throws SQLException {
    for (int version = version(connection); version < scripts.size(); version++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        try {
          // The driver runs a whole script only this way.
          statement.executeUpdate(text(scripts.get(version)));
          statement.execute("PRAGMA application_id = " + APPLICATION);
          statement.execute("PRAGMA user_version = " + (version + 1));
          statement.execute("COMMIT");
        } catch (SQLException e) {
          statement.execute("ROLLBACK");
          throw e;
        }
      }
    }
  }

  /**
   * Makes the view {@code runs} where it is not the one of this version: every run that was not
   * deleted, with a column for each setting that a specification may have.
   */
  static void renewView(Connection connection) throws SQLException {
    String wanted = view();
    Optional<String> found =
        Query.first(
            connection,
            "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'runs'",
            row -> Query.text(row, 1));
    if (!found.equals(Optional.of(wanted))) {
      Query.update(connection, "DROP VIEW IF EXISTS runs");
      Query.update(connection, wanted);
    }
  }

  private static String view() {
    StringBuilder columns = new StringBuilder("CREATE VIEW runs AS\nSELECT\n  id");
    for (String key : SpecLayout.keys()) {
      // Keys are the program's own: letters and hyphens.
      String value = "json_extract(spec, '$.\"%s\"')".formatted(key);
      columns
          .append(",\n  ")
          .append(
              BEFORE_SETTINGS.containsKey(key)
                  ? "coalesce(%s, %s)".formatted(value, BEFORE_SETTINGS.get(key))
                  : value)
          .append(" AS ")
          .append(column(key));
      if (key.equals(CommonSettings.NAME.key())) {
        columns.append(",\n  state");
      }
    }
    return columns + ",\n  json_extract(data, '$.sha256') AS data_sha256" + REST;
  }

  /** The name of a setting's column in the view. */
  static String column(String key) {
    return key.equals(CommonSettings.DEVICE.key()) ? "chosen_device" : key.replace('-', '_');
  }

  /**
   * Makes sure that what this program reads are tables, which end. A view in place of one could run
   * for ever, and a trigger could do anything.
   *
   * @throws Problem naming the first that is something else
   */
  static void requireTables(Connection connection, Path file) throws SQLException {
    Optional<String> other =
        Query.first(
            connection,
            "SELECT type || ' ' || name FROM sqlite_schema WHERE type = 'trigger' OR type = 'view'"
                + " AND lower(name) IN ('session', 'run', 'initial_score', 'epoch', 'score',"
                + " 'batch', 'metric', 'matrix', 'log', 'tag', 'stretch',"
                + " 'confusion', 'batch_score', 'sweep', 'placement')",
            row -> Query.text(row, 1));
    if (other.isPresent()) {
      throw new Problem(
          "%s is no archive of this program: it holds the %s. Move it away, and a new one is made."
              .formatted(file, other.get()));
    }
  }

  /** The scripts of all versions, the oldest first. */
  static List<String> scripts() {
    return SCRIPTS;
  }

  /** A text among this package's resources. */
  static String text(String name) {
    try (InputStream in = Schema.class.getResourceAsStream("/palimpsest/archive/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
