package palimpsest.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.chart.PrintStyle;
import palimpsest.export.FigureSet;
import palimpsest.export.PrintStyles;
import picocli.CommandLine.Option;

/**
 * The style of the figures that a command writes: the same choices as in the window's figure
 * editor.
 */
final class FigureOptions {

  private final Map<PrintStyle.Part, String> parts = new EnumMap<>(PrintStyle.Part.class);
  private @Nullable String style;

  @Option(
      names = "--titles",
      description = "Writes a title above each figure. Default: none, as papers have captions.")
  boolean titles;

  @Option(
      names = "--style",
      paramLabel = "NAME",
      description =
          "Style of figures: column, page, slide, or a style saved in the window. Default: page."
              + " The options below change it.")
  void style(String name) {
    style = name;
  }

  @Option(
      names = "--width",
      paramLabel = "LENGTH",
      description = "Width of figures, such as 8.3cm or 3.27in.")
  void width(String text) {
    parts.put(PrintStyle.Part.WIDTH, text);
  }

  @Option(
      names = "--height",
      paramLabel = "LENGTH",
      description = "Height of figures, such as 6cm, or auto.")
  void height(String text) {
    parts.put(PrintStyle.Part.HEIGHT, text);
  }

  @Option(names = "--font-size", paramLabel = "PT", description = "Size of their text in points.")
  void fontSize(String text) {
    parts.put(PrintStyle.Part.FONT_SIZE, text);
  }

  @Option(
      names = "--font",
      paramLabel = "sans|serif",
      description = "Family of their text, embedded in PDF files.")
  void font(String text) {
    parts.put(PrintStyle.Part.FONT, text);
  }

  @Option(
      names = "--legend",
      paramLabel = "PLACE",
      description = "Place of the legend: below, above, right, inside or none.")
  void legend(String text) {
    parts.put(PrintStyle.Part.LEGEND, text);
  }

  @Option(
      names = "--theme",
      paramLabel = "light|dark",
      description = "Light for paper, dark for slides.")
  void theme(String text) {
    parts.put(PrintStyle.Part.THEME, text);
  }

  @Option(names = "--dpi", paramLabel = "N", description = "Dots per inch of PNG files.")
  void dpi(String text) {
    parts.put(PrintStyle.Part.DPI, text);
  }

  /**
   * The style that was asked for.
   *
   * @param settings the folder of saved styles
   * @throws palimpsest.problem.Problem naming the option, its value and what it takes
   */
  PrintStyle style(Path settings) {
    PrintStyle asked = new PrintStyles(settings).named(style == null ? PrintStyles.INITIAL : style);
    for (Map.Entry<PrintStyle.Part, String> part : parts.entrySet()) {
      asked = asked.with(part.getKey(), part.getValue());
    }
    return asked;
  }

  /** The same with the formats that are written by themselves. */
  FigureSet set(Path settings) {
    return new FigureSet(style(settings), titles, FigureSet.INITIAL.formats());
  }
}
