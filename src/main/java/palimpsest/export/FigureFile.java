package palimpsest.export;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import palimpsest.chart.Figure;
import palimpsest.chart.PaperDrawing;
import palimpsest.chart.PaperFigure;
import palimpsest.chart.PngFile;
import palimpsest.chart.PrintStyle;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** Writes figures set for paper into files, whole or not at all. */
public final class FigureFile {

  /** Beyond this many pixels a picture is surely a slip of the keyboard. */
  private static final long MOST_PIXELS = 400_000_000L;

  private static final int BYTES_PER_PIXEL = 4;

  /** Letters are as wide as their font says, not as whole pixels allow. */
  private static final Map<RenderingHints.Key, Object> PAPER =
      Map.of(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);

  private FigureFile() {}

  /**
   * Lays a figure out and writes it.
   *
   * @param title the title above it; empty for none
   * @throws Problem if the style leaves too little room or the file cannot be written; one that was
   *     there is then left as it was
   */
  public static void write(
      Figure figure, Path file, FigureFormat format, PrintStyle style, String title) {
    write(new PaperFigure(figure, style, title), file, format, style.dpi());
  }

  /**
   * Writes any drawing.
   *
   * @param dpi dots per inch of a PNG file; vectors need none
   * @throws Problem if there are too many pixels or the file cannot be written
   */
  public static void write(PaperDrawing drawing, Path file, FigureFormat format, int dpi) {
    switch (format) {
      case PNG -> PngFile.write(image(drawing, dpi), dpi, file);
      case SVG -> AtomicFile.writeInFolder(file, out -> SvgFigure.write(drawing, out));
      case PDF -> AtomicFile.writeInFolder(file, out -> PdfFigure.write(drawing, out));
    }
  }

  private static BufferedImage image(PaperDrawing drawing, int dpi) {
    double scale = dpi / 72.0;
    long width = Math.max(1, Math.round(drawing.width() * scale));
    long height = Math.max(1, Math.round(drawing.height() * scale));
    long most = Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL);
    if (width > most / height) {
      throw new Problem(
          "dpi is \"%d\", which makes %,d × %,d pixels here, but a picture may have at most %,d: lower it, or write PDF."
              .formatted(dpi, width, height, most));
    }
    BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(width / drawing.width(), height / drawing.height());
      draw(drawing, graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Draws with the measures of paper. */
  static void draw(PaperDrawing drawing, Graphics2D graphics) {
    graphics.addRenderingHints(PAPER);
    drawing.draw(graphics);
  }
}
