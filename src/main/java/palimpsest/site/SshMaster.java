package palimpsest.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.file.Folders;

/**
 * One connection of ssh that all commands to a host share: a login takes seconds on some clusters,
 * and looking for news should not be a login each time. Where it cannot be had, each command makes
 * its own.
 */
final class SshMaster implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SshMaster.class.getName());

  /** The least time between two attempts to connect. */
  private static final long AGAIN_NANOS = 60_000_000_000L;

  private final String name;
  private final List<String> options;
  private @Nullable Path folder;
  private @Nullable Process process;
  private long lastStart;
  private boolean closed;

  /**
   * A connection that is made when it is first needed.
   *
   * @param name the name of the host
   * @param options further options of ssh
   */
  SshMaster(String name, List<String> options) {
    this.name = name;
    this.options = options;
  }

  /** The options by which a command uses the connection if it is there. */
  synchronized List<String> options() {
    if (closed) {
      return List.of();
    }
    Path sockets = start();
    return sockets == null
        ? List.of()
        : List.of(
            "-o",
            "ControlMaster=no",
            "-o",
            "ControlPersist=no",
            "-o",
            "ControlPath=" + socket(sockets));
  }

  private static String socket(Path sockets) {
    // Short, for a socket's path may have no more than a hundred characters.
    return sockets + "/s";
  }

  private @Nullable Path start() {
    Process running = process;
    long now = System.nanoTime();
    if ((running != null && running.isAlive())
        || (running != null && now - lastStart < AGAIN_NANOS)) {
      return folder;
    }
    lastStart = now;
    try {
      Path sockets = folder == null ? Files.createTempDirectory("palimpsest-ssh") : folder;
      folder = sockets;
      List<String> line = new ArrayList<>(SshHost.SSH);
      line.addAll(options);
      line.addAll(
          List.of(
              "-o",
              "ControlMaster=yes",
              "-o",
              // Whatever the user's own settings are, it ends with this process.
              "ControlPersist=no",
              "-o",
              "ControlPath=" + socket(sockets),
              "-o",
              "ServerAliveInterval=30",
              "-N",
              "--",
              name));
      process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return sockets;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "No connection is shared.", e);
      return null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Process running = process;
    if (running != null) {
      running.destroy();
    }
    Path sockets = folder;
    if (sockets != null) {
      Folders.discard(sockets);
    }
  }
}
