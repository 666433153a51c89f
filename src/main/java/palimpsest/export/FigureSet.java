package palimpsest.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import palimpsest.chart.Figure;
import palimpsest.chart.PaperDrawing;
import palimpsest.chart.PaperFigure;
import palimpsest.chart.PrintStyle;

/**
 * The common style and formats of several figures.
 *
 * @param style size, fonts and legend of each figure
 * @param titles whether each has a title
 * @param formats the files that are made of each
 */
public record FigureSet(PrintStyle style, boolean titles, List<FigureFormat> formats) {

  /** Figures a page wide, without titles, as PNG and SVG. */
  public static final FigureSet INITIAL =
      new FigureSet(PrintStyle.PAGE, false, List.of(FigureFormat.PNG, FigureFormat.SVG));

  /** Copies the list. */
  public FigureSet {
    formats = List.copyOf(formats);
  }

  /** The same in another style. */
  public FigureSet with(PrintStyle other) {
    return new FigureSet(other, titles, formats);
  }

  /** The same in other formats. */
  public FigureSet with(List<FigureFormat> others) {
    return new FigureSet(style, titles, others);
  }

  /**
   * Writes a figure in every format.
   *
   * @param name the name of its files, without an ending
   * @return the files
   * @throws palimpsest.problem.Problem if it cannot be laid out, or a file cannot be written
   */
  public List<Path> write(Figure figure, Path folder, String name) {
    return write(new PaperFigure(figure, style, titles ? figure.title() : ""), folder, name);
  }

  /** Writes any drawing in every format, likewise. */
  public List<Path> write(PaperDrawing drawing, Path folder, String name) {
    List<Path> files = new ArrayList<>();
    for (FigureFormat format : formats) {
      Path file = folder.resolve(name + "." + format.extension());
      FigureFile.write(drawing, file, format, style.dpi());
      files.add(file);
    }
    return files;
  }
}
