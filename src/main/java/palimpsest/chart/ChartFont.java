package palimpsest.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A font family of figures. Those for paper come with the program, so that a figure looks the same
 * on every machine, needs no installed fonts, and can carry its letters in a PDF file.
 */
public enum ChartFont {
  /** The window's own sans serif. */
  SCREEN("", "Screen", ""),
  /** Liberation Sans, which is as wide as Arial and Helvetica. */
  SANS("sans", "Sans serif", "LiberationSans-Regular.ttf"),
  /** Liberation Serif, which is as wide as Times. */
  SERIF("serif", "Serif", "LiberationSerif-Regular.ttf");

  private static final Map<ChartFont, Font> LOADED = new ConcurrentHashMap<>();

  private final String key;
  private final String label;
  private final String file;

  ChartFont(String key, String label, String file) {
    this.key = key;
    this.label = label;
    this.file = file;
  }

  /** The name on the command line; empty for the screen's. */
  public String key() {
    return key;
  }

  /** The name in a list. */
  public String label() {
    return label;
  }

  /**
   * The TrueType file of a family for paper.
   *
   * @throws IllegalStateException for the screen's family, which has none
   */
  public InputStream open() {
    if (file.isEmpty()) {
      throw new IllegalStateException("the screen's font has no file");
    }
    return Objects.requireNonNull(ChartFont.class.getResourceAsStream("/liberation/" + file), file);
  }

  /** The family for paper that a font belongs to, if it does. */
  public static Optional<ChartFont> of(Font font) {
    return Stream.of(SANS, SERIF)
        .filter(family -> family.sized(font.getSize2D()).getFontName().equals(font.getFontName()))
        .findFirst();
  }

  /** The font in a size. */
  public Font sized(double size) {
    return this == SCREEN
        ? new Font(Font.SANS_SERIF, Font.PLAIN, 12).deriveFont((float) size)
        : LOADED.computeIfAbsent(this, ChartFont::load).deriveFont((float) size);
  }

  /** The font in a size; if it lacks a letter of a text, what the machine has in its place. */
  public Font sized(double size, String text) {
    Font own = sized(size);
    return own.canDisplayUpTo(text) < 0 ? own : SCREEN.sized(size);
  }

  private static Font load(ChartFont font) {
    try (InputStream bytes = font.open()) {
      return Font.createFont(Font.TRUETYPE_FONT, bytes);
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException("the program's own font cannot be read: " + font.file, e);
    }
  }
}
