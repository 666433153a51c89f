package palimpsest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * The lock by which a session is known to be alive. The operating system frees it when the process
 * ends, however it ends, {@code kill -9} included.
 */
final class SessionLock implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SessionLock.class.getName());

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.lock");

  /**
   * The locks of this process. They must never be tried again: on POSIX systems, closing any
   * channel on a file frees every lock that the process holds on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private SessionLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a new session.
   *
   * @throws Problem if the file cannot be made or is locked
   */
  static SessionLock take(Path file) {
    Path path = file.toAbsolutePath().normalize();
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      InputFile.requireOwnOrAbsent(path, "a lock file");
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      OWN.add(path);
      if (channel.tryLock() == null) {
        OWN.remove(path);
        channel.close();
        throw new Problem("%s is locked by another process.".formatted(path));
      }
      return new SessionLock(path, channel);
    } catch (IOException e) {
      OWN.remove(path);
      throw AtomicFile.cannotWrite(path, e);
    }
  }

  /** Whether a process that lives holds a lock. */
  static boolean isHeld(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (OWN.contains(path)) {
      return true;
    }
    if (!InputFile.isOwn(path)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      // Where it cannot be known, a run must not be taken away from whoever may be training it.
      return true;
    }
  }

  /**
   * Takes away what processes left that were killed. To be called while no session can begin.
   *
   * @param before the number of the session that begins now; later ones are not looked at
   */
  static void sweep(Path folder, long before) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && Long.parseLong(name.group(1)) < before && !isHeld(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Old locks stay.", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    } finally {
      OWN.remove(file);
    }
  }
}
