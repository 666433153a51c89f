package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The events of each run, line by line. Lines are only ever added. */
final class LogTable {

  private LogTable() {}

  static List<LogLine> read(Connection connection, long run) throws SQLException {
    return Query.list(
        connection,
        "SELECT at, kind, text FROM log WHERE run = ? ORDER BY id",
        row -> {
          Instant at = Query.time(row, 1);
          return new LogLine(
              run, at == null ? Instant.EPOCH : at, Query.text(row, 2), Query.text(row, 3));
        },
        run);
  }

  static void add(Connection connection, long run, Instant at, String kind, String text)
      throws SQLException {
    Query.update(
        connection,
        "INSERT INTO log (run, at, kind, text) VALUES (?, ?, ?, ?)",
        run,
        Query.time(at),
        kind,
        text);
  }

  static void add(Connection connection, long run, String kind, String text) throws SQLException {
    add(connection, run, Instant.now(), kind, text);
  }
}
