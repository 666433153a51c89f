package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The processes that train, and the places of runs in their queues. */
final class SessionTable {

  private SessionTable() {}

  /** The last place of a session's queue; 0 if it is empty. */
  static long lastPosition(Connection connection, long session) throws SQLException {
    return Query.number(
        connection, "SELECT coalesce(max(position), 0) FROM run WHERE session = ?", session);
  }

  /**
   * The sessions that have ended and left runs that are not over.
   *
   * @param own the session that asks
   * @param which a condition on the runs
   */
  static List<Long> dead(Connection connection, ArchiveFolders folders, long own, String which)
      throws SQLException {
    List<Long> dead = new ArrayList<>();
    List<Long> sessions =
        Query.list(
            connection,
            "SELECT DISTINCT session FROM run WHERE session <> ? AND deleted IS NULL AND "
                + RunTable.NOT_OVER
                + " AND "
                + which
                + " ORDER BY session",
            row -> row.getLong(1),
            own);
    for (long session : sessions) {
      if (!SessionLock.isHeld(folders.lock(session))) {
        dead.add(session);
      }
    }
    return dead;
  }
}
