package palimpsest.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import palimpsest.problem.Problem;

/**
 * A machine behind {@code ssh}, which asks for nothing: keys and the rest are settings of ssh
 * itself, in {@code ~/.ssh/config}. Files are read and written by the usual commands of Linux
 * there.
 */
final class SshHost implements Host {

  static final List<String> SSH = List.of("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15");

  /**
   * Reads a path and a number of bytes from each two lines, then the bytes, and writes the file.
   */
  private static final String WRITE =
      """
      set -e; cd -- "$0"
      while IFS= read -r path && read -r count; do
        mkdir -p -- "$(dirname -- "$path")"
        head -c "$count" > "$path.part"
        mv -f -- "$path.part" "$path"
      done
      """;

  /** Reads three words from each line, a path last, and prints the part of the file. */
  private static final String READ =
      """
      while read -r from count path; do
        tail -c "+$((from + 1))" -- "$path" | head -c "$count"
      done
      """;

  private final String name;
  private final List<String> options;
  private final SshMaster master;

  /**
   * A host.
   *
   * @param name the name given to ssh: one in its settings, or {@code user@host}
   */
  SshHost(String name) {
    this(name, List.of());
  }

  /**
   * A host.
   *
   * @param options further options of ssh
   */
  SshHost(String name, List<String> options) {
    this.name = name;
    this.options = List.copyOf(options);
    master = new SshMaster(name, this.options);
  }

  @Override
  public String name() {
    return name;
  }

  private HostProcess.Bytes call(List<String> command, HostProcess.Input input) {
    return reached(HostProcess.run(line(command), input));
  }

  private List<String> line(List<String> command) {
    List<String> line = new ArrayList<>(SSH);
    line.addAll(options);
    line.addAll(master.options());
    line.add("--");
    line.add(name);
    line.add(command.stream().map(SshHost::quoted).collect(Collectors.joining(" ")));
    return line;
  }

  private HostProcess.Bytes reached(HostProcess.Bytes answer) {
    // ssh's own exit code for everything that is not the command's.
    if (answer.code() == 255) {
      throw new Problem("%s cannot be reached: %s".formatted(name, answer.text().error()));
    }
    return answer;
  }

  /** A word of a command line of a shell such as bash. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public Output run(List<String> command, String input) {
    Output output = call(command, in -> in.write(input.getBytes(StandardCharsets.UTF_8))).text();
    if (output.code() == 127) {
      throw new Problem("%s has no command \"%s\".".formatted(name, command.getFirst()));
    }
    return output;
  }

  @Override
  public String makeFolder(String folder) {
    Output made = run(List.of("sh", "-c", "mkdir -p -- \"$0\" && cd -- \"$0\" && pwd", folder), "");
    if (!made.isGood()) {
      throw new Problem(
          "The folder %s cannot be made on %s: %s".formatted(folder, name, made.error()));
    }
    return made.out().strip();
  }

  @Override
  public void write(String folder, Map<String, byte[]> files) {
    Output written = call(List.of("sh", "-c", WRITE, folder), in -> send(files, in)).text();
    if (!written.isGood()) {
      throw new Problem(
          "The folder %s on %s cannot be written: %s".formatted(folder, name, written.error()));
    }
  }

  private static void send(Map<String, byte[]> files, OutputStream in) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      in.write(
          "%s%n%d%n"
              .formatted(file.getKey(), file.getValue().length)
              .replace("\r", "")
              .getBytes(StandardCharsets.UTF_8));
      in.write(file.getValue());
    }
  }

  @Override
  public void delete(String folder) {
    Output deleted = run(List.of("rm", "-rf", "--", folder), "");
    if (!deleted.isGood()) {
      throw new Problem(
          "The folder %s on %s cannot be deleted: %s".formatted(folder, name, deleted.error()));
    }
  }

  @Override
  public Map<String, Long> sizes(String folder) {
    Output found =
        run(
            List.of(
                "find",
                folder,
                "-mindepth",
                "2",
                "-maxdepth",
                "2",
                "-name",
                "events-*.jsonl",
                "-printf",
                "%s %P\\n"),
            "");
    if (!found.isGood()) {
      throw new Problem(
          "The folder %s on %s cannot be read: %s".formatted(folder, name, found.error()));
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String line : found.out().lines().toList()) {
      String[] words = line.split(" ", 2);
      if (words.length == 2 && words[0].matches("\\d{1,15}")) {
        sizes.put(words[1], Long.valueOf(words[0]));
      }
    }
    return sizes;
  }

  @Override
  public List<byte[]> read(List<Part> parts) {
    if (parts.isEmpty()) {
      return List.of();
    }
    String lines =
        parts.stream()
            .map(part -> "%d %d %s\n".formatted(part.from(), part.count(), part.file()))
            .collect(Collectors.joining());
    HostProcess.Bytes answer =
        call(List.of("sh", "-c", READ), in -> in.write(lines.getBytes(StandardCharsets.UTF_8)));
    int wanted = parts.stream().mapToInt(Part::count).sum();
    if (answer.code() != 0 || answer.out().length != wanted) {
      throw new Problem("Files on %s cannot be read: %s".formatted(name, answer.text().error()));
    }
    List<byte[]> all = new ArrayList<>();
    int at = 0;
    for (Part part : parts) {
      all.add(Arrays.copyOfRange(answer.out(), at, at + part.count()));
      at += part.count();
    }
    return all;
  }

  @Override
  public Path fetch(String file, Path copy) {
    HostProcess.Bytes answer = reached(HostProcess.runInto(line(List.of("cat", file)), copy));
    if (answer.code() != 0) {
      throw new Problem("%s on %s cannot be read: %s".formatted(file, name, answer.text().error()));
    }
    return copy;
  }

  @Override
  public void close() {
    master.close();
  }
}
