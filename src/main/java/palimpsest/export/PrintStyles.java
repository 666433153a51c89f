package palimpsest.export;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import palimpsest.chart.PrintStyle;
import palimpsest.file.AtomicFile;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;

/**
 * The named styles of figures: those of the program, and those that a person has saved beside the
 * settings, one {@code name=style} a line.
 */
public final class PrintStyles {

  /** The default look of figures. */
  public static final String INITIAL = "page";

  private static final Map<String, PrintStyle> OWN = own();

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");
  private static final int MOST_BYTES = 1 << 18;

  private final Path file;

  /** The styles of a folder of settings; it need not hold any yet. */
  public PrintStyles(Path folder) {
    file = folder.resolve("figure-styles.properties");
  }

  private static Map<String, PrintStyle> own() {
    Map<String, PrintStyle> own = new LinkedHashMap<>();
    own.put("column", PrintStyle.COLUMN);
    own.put(INITIAL, PrintStyle.PAGE);
    own.put("slide", PrintStyle.SLIDE);
    return own;
  }

  /** Whether a style comes with the program, so that it can be neither changed nor deleted. */
  public static boolean isOwn(String name) {
    return OWN.containsKey(name);
  }

  /**
   * Every style that can be read, by its name, the program's own first.
   *
   * @throws Problem naming the file, if it is there but cannot be read
   */
  public Map<String, PrintStyle> all() {
    return read(new LinkedHashMap<>());
  }

  /**
   * The name of every style, the program's own first, then those that {@link #all} has not because
   * they cannot be read: {@link #named} says of each what is wrong with it.
   *
   * @throws Problem naming the file, if it is there but cannot be read
   */
  public List<String> names() {
    Map<String, Problem> unreadable = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(read(unreadable).keySet());
    names.addAll(unreadable.keySet());
    return names;
  }

  /** All that can be read; what cannot is another version's, perhaps, and stays in the file. */
  private Map<String, PrintStyle> read(Map<String, Problem> unreadable) {
    Map<String, PrintStyle> all = new LinkedHashMap<>(OWN);
    Properties saved = read();
    for (String name : new TreeSet<>(saved.stringPropertyNames())) {
      if (!OWN.containsKey(name)) {
        try {
          all.put(name, PrintStyle.read(saved.getProperty(name)));
        } catch (Problem problem) {
          unreadable.put(
              name,
              new Problem(
                  "The style \"%s\" in %s cannot be read: %s"
                      .formatted(name, file, problem.getMessage())));
        }
      }
    }
    return all;
  }

  /**
   * A style by its name.
   *
   * @throws Problem saying what is wrong with the style, or naming those that there are, and those
   *     that cannot be read, if there is none of that name
   */
  public PrintStyle named(String name) {
    Map<String, Problem> unreadable = new LinkedHashMap<>();
    Map<String, PrintStyle> all = read(unreadable);
    PrintStyle style = all.get(name.strip());
    if (style != null) {
      return style;
    }
    Problem problem = unreadable.get(name.strip());
    if (problem != null) {
      throw problem;
    }
    String known = String.join(", ", all.keySet());
    throw Problem.badValue(
        "style",
        name,
        unreadable.isEmpty()
            ? "one of " + known
            : "one of %s (%s cannot be read)"
                .formatted(known, String.join(", ", unreadable.keySet())));
  }

  /**
   * Saves a style, in place of one of that name.
   *
   * @throws Problem if the name is one of the program's or no name, or the file cannot be written
   */
  public void save(String name, PrintStyle style) {
    String known = name.strip();
    if (OWN.containsKey(known) || !NAME.matcher(known).matches()) {
      throw Problem.badValue(
          "style",
          name,
          "a name of at most 40 letters and digits, other than " + String.join(", ", OWN.keySet()));
    }
    Properties saved = read();
    saved.setProperty(known, style.text());
    write(saved);
  }

  /**
   * Deletes a saved style.
   *
   * @throws Problem if the file cannot be written
   */
  public void delete(String name) {
    Properties saved = read();
    if (saved.remove(name) != null) {
      write(saved);
    }
  }

  private Properties read() {
    Properties saved = new Properties();
    try {
      saved.load(new StringReader(TextFile.read(file, MOST_BYTES, "a file of figure styles")));
    } catch (NoSuchFileException e) {
      return saved;
    } catch (IOException | IllegalArgumentException e) {
      throw new Problem(
          "The figure styles in %s cannot be read. Delete the file, or correct it.".formatted(file),
          e);
    }
    return saved;
  }

  private void write(Properties saved) {
    StringWriter text = new StringWriter();
    try {
      saved.store(text, "Figure styles of Palimpsest");
    } catch (IOException e) {
      throw new IllegalStateException("a text can always be written to", e);
    }
    AtomicFile.writeInFolder(
        file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
