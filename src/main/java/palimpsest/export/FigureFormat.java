package palimpsest.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import palimpsest.problem.Problem;

/** A file format for figures. */
public enum FigureFormat {
  /** Pixels. */
  PNG,
  /** Vectors for the web and for editing; its text stays text. */
  SVG,
  /** Vectors for print; its text stays text where a standard font has the letters. */
  PDF;

  /** The ending of file names, without the dot. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format that a file's name asks for.
   *
   * @throws Problem if it asks for none of them
   */
  public static FigureFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(format -> name.endsWith("." + format.extension()))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "%s names no format for a figure: it must end in .png, .svg or .pdf."
                    .formatted(file)));
  }

  /**
   * Formats from a list such as {@code png,svg}.
   *
   * @throws Problem naming what is no format
   */
  public static List<FigureFormat> list(String text) {
    return Stream.of(text.split(",", -1))
        .map(part ->
            Stream.of(values())
                .filter(format -> format.extension().equals(part.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badValue("format", part.strip(), "png, svg or pdf")))
        .distinct()
        .toList();
  }
}
