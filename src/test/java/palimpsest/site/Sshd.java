package palimpsest.site;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's own sshd on the loopback interface, with keys of its own. */
final class Sshd implements AutoCloseable {

  private final Process process;
  private final Path config;

  private Sshd(Process process, Path config) {
    this.process = process;
    this.config = config;
  }

  /**
   * Starts it; nothing where there is none, or no permission.
   *
   * @param folder an empty one
   */
  static Optional<Sshd> start(Path folder) throws IOException {
    Path daemon = Path.of("/usr/sbin/sshd");
    if (!Files.isExecutable(daemon) || !System.getProperty("user.name").equals("root")) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(Path.of("/run/sshd"));
    for (String key : List.of("host", "user")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path settings = folder.resolve("sshd_config");
    Files.writeString(
        settings,
        """
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        SetEnv SLURM_CONF=%s
        """
            .formatted(
                port,
                folder.resolve("host"),
                folder.resolve("authorized"),
                System.getenv().getOrDefault("SLURM_CONF", "")));
    Path config = folder.resolve("ssh_config");
    Files.writeString(
        config,
        """
        Host bench
          HostName 127.0.0.1
          Port %d
          User root
          IdentityFile %s
          IdentitiesOnly yes
          StrictHostKeyChecking no
          UserKnownHostsFile /dev/null
          LogLevel ERROR
        """
            .formatted(port, folder.resolve("user")));
    Process process =
        new ProcessBuilder(daemon.toString(), "-D", "-e", "-f", settings.toString())
            .redirectErrorStream(true)
            .start();
    try (Stream<String> lines = process.inputReader().lines()) {
      boolean listens = lines.anyMatch(line -> line.contains("listening on"));
      return listens ? Optional.of(new Sshd(process, config)) : Optional.empty();
    }
  }

  private static void run(String... command) {
    HostProcess.Bytes answer = HostProcess.run(List.of(command), in -> {});
    if (answer.code() != 0) {
      throw new IllegalStateException(answer.text().error());
    }
  }

  /** The machine behind it. */
  SshHost host() {
    return new SshHost("bench", List.of("-F", config.toString()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
