package palimpsest.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import palimpsest.text.VisibleText;

/**
 * The machine on which a cluster's commands are, and its view of the shared folder: this one, or
 * one behind {@code ssh}. Methods wait for it and may be called from any thread.
 */
public interface Host extends AutoCloseable {

  /**
   * The outcome of a command.
   *
   * @param code its exit code
   * @param out its output
   * @param err its output about errors
   */
  record Output(int code, String out, String err) {

    /** As much of an error as a person reads. */
    private static final int MOST_WORDS = 600;

    /** Whether it went well. */
    public boolean isGood() {
      return code == 0;
    }

    /** Its words about an error, in one line. */
    public String error() {
      StringBuilder said = new StringBuilder();
      for (String line : (err.isBlank() ? out : err).strip().lines().toList()) {
        String words = line.strip().replaceAll("\\s+", " ");
        if (!said.isEmpty() && !words.isEmpty()) {
          said.append(".:;,".indexOf(said.charAt(said.length() - 1)) < 0 ? "; " : " ");
        }
        said.append(words);
      }
      return said.isEmpty()
          ? "exit code " + code
          : VisibleText.clipped(said.toString(), MOST_WORDS);
    }
  }

  /**
   * A part of a file.
   *
   * @param file its path on the host
   * @param from its first byte
   * @param count its number of bytes
   */
  record Part(String file, long from, int count) {}

  /** This machine, with the cluster's commands and the shared folder. */
  static Host here() {
    return new LocalHost();
  }

  /** Its name for people; empty for this machine. */
  String name();

  /**
   * Runs a command.
   *
   * @param command the program and its arguments
   * @param input the text of its standard input
   * @throws palimpsest.problem.Problem if the host cannot be reached or has no such command
   */
  Output run(List<String> command, String input);

  /**
   * Makes a folder, with those above it, and says its absolute path.
   *
   * @param folder absolute, or below the user's home there
   * @throws palimpsest.problem.Problem if it cannot be made
   */
  String makeFolder(String folder);

  /**
   * Writes files below a folder, making the folders between.
   *
   * @param files contents by relative path, with slashes
   * @throws palimpsest.problem.Problem if one cannot be written
   */
  void write(String folder, Map<String, byte[]> files);

  /**
   * Deletes a folder that this program has made, with everything in it.
   *
   * @param folder absolute
   * @throws palimpsest.problem.Problem if it cannot be deleted
   */
  void delete(String folder);

  /**
   * The sizes of the files of events in the folders of a folder, by relative path.
   *
   * @throws palimpsest.problem.Problem if the folder cannot be read
   */
  Map<String, Long> sizes(String folder);

  /**
   * Parts of files, in their order.
   *
   * @throws palimpsest.problem.Problem if one cannot be read
   */
  List<byte[]> read(List<Part> parts);

  /**
   * A file as one of this machine.
   *
   * @param file its path on the host
   * @param copy the path to copy it to, if it is not on this machine
   * @return the file here
   * @throws palimpsest.problem.Problem if it cannot be read
   */
  Path fetch(String file, Path copy);

  @Override
  void close();
}
