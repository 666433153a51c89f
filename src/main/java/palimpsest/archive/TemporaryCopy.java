package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** A copy of a database in a temporary folder of its own, for as long as it is read. */
final class TemporaryCopy {

  private static final String NAME = "palimpsest.db";

  private TemporaryCopy() {}

  /**
   * Copies a database.
   *
   * @param connection to the database
   * @param file the path of the original, for messages
   * @throws Problem if there is no room for the copy
   */
  static Path of(Connection connection, Path file) throws SQLException {
    Path folder;
    try {
      folder = Files.createTempDirectory("palimpsest-archive-");
    } catch (IOException e) {
      throw new Problem(
          "%s is of an older version, and cannot be copied to be brought up to date: %s."
              .formatted(file, AtomicFile.reason(e)),
          e);
    }
    Path copy = folder.resolve(NAME);
    folder.toFile().deleteOnExit();
    copy.toFile().deleteOnExit();
    try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    }
    return copy;
  }

  /** Deletes a copy with what SQLite left beside it; what stays, stays in the temporary folder. */
  static void delete(Path copy) {
    try {
      for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
        Files.deleteIfExists(copy.resolveSibling(NAME + suffix));
      }
      Files.deleteIfExists(copy.resolveSibling(".").normalize());
    } catch (IOException e) {
      // The system clears its temporary folder.
    }
  }
}
