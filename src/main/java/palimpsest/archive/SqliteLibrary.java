package palimpsest.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sqlite.SQLiteJDBCLoader;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/**
 * SQLite's native library. Its driver unpacks it for each process and deletes the files left by
 * processes that have ended; of two that start at once, one would delete the other's before it is
 * loaded. So they take turns, in a folder of their own.
 */
final class SqliteLibrary {

  private static final String FOLDER = "org.sqlite.tmpdir";

  private static final System.Logger LOG = System.getLogger(SqliteLibrary.class.getName());

  private static boolean loaded;

  private SqliteLibrary() {}

  /** Loads it, unless it is loaded. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try {
      Path folder = UserFolders.here().cache().resolve("sqlite");
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("loading.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (System.getProperty(FOLDER) == null) {
          System.setProperty(FOLDER, folder.toString());
        }
        SQLiteJDBCLoader.initialize();
      }
    } catch (IOException | Problem e) {
      // The driver then uses the system's temporary folder, as it does for everyone.
      LOG.log(Level.DEBUG, "SQLite is unpacked into the system's temporary folder.", e);
    } catch (Exception e) {
      throw new Problem("SQLite's native library cannot be loaded: %s.".formatted(e), e);
    }
  }
}
