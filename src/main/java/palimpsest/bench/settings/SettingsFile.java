package palimpsest.bench.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import palimpsest.file.AtomicFile;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;

/** The file of settings: plain text, one {@code name=value} a line, beside the archive. */
public final class SettingsFile {

  /** Settings take some kilobytes; what is larger than this is no file of settings. */
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;

  /** The file of an archive's folder; it need not be there yet. */
  public SettingsFile(Path folder) {
    file = folder.resolve("settings.properties");
  }

  /**
   * Reads it.
   *
   * @return names and values; empty if there is no such file
   * @throws Problem naming the file, if it is there but cannot be read or is too large
   */
  public Map<String, String> read() {
    try {
      return parse(TextFile.read(file, MOST_BYTES, "a file of settings"));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException | Problem e) {
      throw new Problem(
          "The settings in %s cannot be read; the defaults are used. Correct the file, or delete it.%s"
              .formatted(file, e instanceof Problem ? " " + e.getMessage() : ""),
          e);
    }
  }

  /**
   * Writes it, whole or not at all.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  public void write(Map<String, String> texts) {
    StringBuilder text = new StringBuilder("# Settings of Palimpsest's window.\n");
    texts.forEach(
        (name, value) -> text.append(name).append('=').append(escape(value)).append('\n'));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new Problem("%s cannot be made: %s".formatted(file.getParent(), e.getMessage()), e);
    }
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> parse(String text) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
    return texts;
  }

  /** Escapes a value so that {@link Properties} reads it back unchanged. */
  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case ' ' -> escaped.append(i == 0 ? "\\ " : " ");
        default -> escaped.append(letter);
      }
    }
    return escaped.toString();
  }
}
