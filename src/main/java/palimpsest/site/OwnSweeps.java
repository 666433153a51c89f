package palimpsest.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import palimpsest.data.Sha256;
import palimpsest.file.AtomicFile;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/**
 * The sweeps that this user has submitted, a line each in the user's own folder. An archive may
 * come from anywhere, and the commands of its sweeps are not run for that reason: which cluster is
 * asked, and what is submitted to it again, is not an archive's to decide.
 */
final class OwnSweeps {

  private static final int MOST_BYTES = 16 << 20;

  private OwnSweeps() {}

  private static Path file() {
    return UserFolders.lists().resolve("own-sweeps.txt");
  }

  /** A line for a sweep, which holds for its site and all settings of it. */
  private static String line(String token, String address, Map<String, String> settings) {
    String all = "%s\n%s\n%s".formatted(token, address, new TreeMap<>(settings));
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Notes a sweep that is about to be submitted.
   *
   * @throws Problem if it cannot be noted
   */
  static synchronized void add(String token, String address, Map<String, String> settings) {
    Path file = file();
    try {
      Files.createDirectories(UserFolders.lists());
      Files.writeString(
          file,
          line(token, address, settings) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }

  /** Whether this user submitted a sweep, with just these settings. */
  static synchronized boolean holds(String token, String address, Map<String, String> settings) {
    try {
      if (Files.size(file()) > MOST_BYTES) {
        return false;
      }
      List<String> lines = Files.readAllLines(file());
      return lines.contains(line(token, address, settings));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file(), AtomicFile.reason(e)), e);
    }
  }
}
