package palimpsest.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;
import palimpsest.file.AtomicFile;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/**
 * SQLite's native library. Its driver would unpack it for each process and delete the files that
 * ended processes left, where processes that start and end at the same time get in each other's
 * way. So it is unpacked once, into a folder of its version, and loaded from there.
 */
final class SqliteLibrary {

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
      Path folder = UserFolders.here().cache().resolve("sqlite").resolve(version());
      Files.createDirectories(folder);
      unpack(folder);
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", LibraryLoaderUtil.getNativeLibName());
      // The driver deletes what ended processes left in this folder only, where nothing is left.
      System.setProperty("org.sqlite.tmpdir", folder.toString());
    } catch (IOException | Problem e) {
      // The driver then uses the system's temporary folder, as it does for everyone.
      LOG.log(Level.DEBUG, "SQLite is unpacked into the system's temporary folder.", e);
    }
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new Problem("SQLite's native library cannot be loaded: %s.".formatted(e), e);
    }
  }

  private static String version() {
    return SQLiteJDBCLoader.getVersion()
        + "-"
        + OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
  }

  /** Puts the library into a folder, unless it is there, whole; one process at a time. */
  private static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    Path library = folder.resolve(name);
    try (InputStream resource =
            SQLiteJDBCLoader.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        FileChannel channel =
            FileChannel.open(
                folder.resolve("unpacking.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (resource == null) {
        throw new FileNotFoundException(name);
      }
      byte[] content = resource.readAllBytes();
      if (Files.exists(library) && Arrays.equals(Files.readAllBytes(library), content)) {
        return;
      }
      AtomicFile.write(library, out -> out.write(content));
    }
  }
}
