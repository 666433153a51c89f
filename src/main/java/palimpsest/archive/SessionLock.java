package palimpsest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import palimpsest.file.AtomicFile;
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
   * The locks of this process, guarded by itself. They must never be tried again: on POSIX systems,
   * closing any channel on a file frees every lock that the process holds on it. For the same
   * reason no two threads look at a lock at the same time, which Java refuses anyway.
   */
  private static final Set<Path> OWN = new HashSet<>();

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
      synchronized (OWN) {
        FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw new Problem("%s is locked by another process.".formatted(path));
        }
        OWN.add(path);
        return new SessionLock(path, channel);
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(path, e);
    }
  }

  /**
   * Whether a living process holds a lock. It is tried with a shared lock, so that processes that
   * look at the same time do not take each other for its holder.
   */
  static boolean isHeld(Path file) {
    Path path = file.toAbsolutePath().normalize();
    synchronized (OWN) {
      if (OWN.contains(path)) {
        return true;
      }
      if (!InputFile.isOwn(path)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
        return lock == null;
      } catch (IOException e) {
        // Where it cannot be known, a run must not be taken from a process that may be training it.
        return true;
      }
    }
  }

  /**
   * The sessions whose processes were killed: their locks are there, and none holds them.
   *
   * @param before the number of a session that has begun; later ones are not looked at
   */
  static List<Long> ofKilled(Path folder, long before) {
    List<Long> killed = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && Long.parseLong(name.group(1)) < before && !isHeld(file)) {
          killed.add(Long.parseLong(name.group(1)));
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Old locks stay.", e);
    }
    return killed;
  }

  /** Deletes the lock of a process that was killed. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "An old lock stays.", e);
    }
  }

  @Override
  public void close() {
    synchronized (OWN) {
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
}
