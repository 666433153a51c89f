package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The machines that runs trained on. */
final class StretchTable {

  private StretchTable() {}

  /** Notes that a run began, or was resumed. */
  static void add(Connection connection, long run, Stretch stretch) throws SQLException {
    Provenance here = stretch.environment();
    Query.update(
        connection,
        "INSERT INTO stretch (run, number, started, device, threads, program, git_commit, java,"
            + " system, processors) SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?"
            + " FROM stretch WHERE run = ?",
        run,
        Query.time(Objects.requireNonNull(stretch.started())),
        stretch.device(),
        stretch.threads() == 0 ? null : stretch.threads(),
        here.program(),
        here.commit(),
        here.java(),
        here.system(),
        here.processors(),
        run);
  }

  /** The stretches of a run, the oldest first. */
  static List<Stretch> read(Connection connection, long run) throws SQLException {
    return Query.list(
        connection,
        "SELECT started, device, threads, program, git_commit, java, system, processors"
            + " FROM stretch WHERE run = ? ORDER BY number",
        row ->
            new Stretch(
                Query.time(row, 1),
                Query.text(row, 2),
                row.getInt(3),
                new Provenance(
                    Query.text(row, 4),
                    Query.text(row, 5),
                    Query.text(row, 6),
                    Query.text(row, 7),
                    row.getInt(8))),
        run);
  }
}
