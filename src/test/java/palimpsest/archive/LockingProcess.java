package palimpsest.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that holds a lock on a file until its standard input ends. */
final class LockingProcess {

  private LockingProcess() {}

  /**
   * Locks.
   *
   * @param args the file, and whether the lock is shared
   */
  public static void main(String[] args) throws IOException {
    boolean shared = Boolean.parseBoolean(args[1]);
    try (FileChannel channel =
            FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock(0, Long.MAX_VALUE, shared)) {
      System.out.println(lock.isValid() ? "locked" : "not locked");
      while (System.in.read() >= 0) {
        // Nothing is written there.
      }
    }
  }
}
