package palimpsest.archive;

import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The commit that the program was built from: what the build was told, else, for a program that
 * runs out of its source tree, what is checked out there.
 */
final class GitCommit {

  /** Said where nothing is known. */
  static final String UNKNOWN = "unknown";

  /** The commit of this program. */
  static final String ID = built().or(GitCommit::checkedOut).orElse(UNKNOWN);

  private GitCommit() {}

  private static Optional<String> built() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Schema.text("build.properties")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String commit = properties.getProperty("commit", UNKNOWN);
    return commit.matches("[0-9a-f]{7,64}") ? Optional.of(commit) : Optional.empty();
  }

  private static Optional<String> checkedOut() {
    try {
      Path classes =
          Path.of(GitCommit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      boolean sourceTree =
          Files.isDirectory(classes) && classes.endsWith(Path.of("target", "classes"));
      return sourceTree ? of(classes.resolve("../..").normalize()) : Optional.empty();
    } catch (URISyntaxException | IOException | RuntimeException e) {
      // Whatever is odd about the place, the run matters more than its commit.
      return Optional.empty();
    }
  }

  /** The commit checked out in a source tree. */
  static Optional<String> of(Path tree) throws IOException {
    Path git = tree.resolve(".git");
    if (Files.isRegularFile(git)) {
      git = tree.resolve(Files.readString(git).strip().replaceFirst("^gitdir: *", ""));
    }
    if (!Files.exists(git.resolve("HEAD"))) {
      return Optional.empty();
    }
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref: ")) {
      return Optional.of(head);
    }
    String branch = head.substring("ref: ".length());
    Path common = git.resolve("commondir");
    Path repository = Files.exists(common) ? git.resolve(Files.readString(common).strip()) : git;
    Path file = repository.resolve(branch);
    if (Files.exists(file)) {
      return Optional.of(Files.readString(file).strip());
    }
    Path packed = repository.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + branch))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }
}
