package palimpsest.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawerDefaultFonts;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.ext.awt.image.spi.ImageWriterRegistry;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import palimpsest.archive.AtomicFile;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Figure;
import palimpsest.chart.PngFile;
import palimpsest.problem.Problem;

/** Writes figures into files, whole or not at all, always in the colours of print. */
public final class FigureFile {

  /** Width of a figure in its own units, at which text has its natural size. */
  public static final int WIDTH = 900;

  /** Height in the same units. */
  public static final int HEIGHT = 500;

  /** Pixels a unit in a PNG file, unless someone says otherwise. */
  public static final double SCALE = 2;

  /** Beyond this many pixels a picture is surely a slip of the keyboard. */
  private static final long MOST_PIXELS = 400_000_000L;

  private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");

  /** Which font of the machine stands in while text is measured is nobody's concern. */
  private static final Logger FONTS = Logger.getLogger("org.apache.pdfbox.pdmodel.font");

  static {
    FONTS.setLevel(Level.SEVERE);
    ImageWriterRegistry.getInstance().register(new PngInSvg());
    // Else the names of axes, which stand upright, would become outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  /** What is drawn into a file. */
  @FunctionalInterface
  public interface Drawing {

    /** Draws into the rectangle from 0, 0 to width, height. */
    void draw(Graphics2D graphics, int width, int height);
  }

  private FigureFile() {}

  /**
   * Writes a figure in the usual size.
   *
   * @param scale pixels a unit in a PNG file, from 1 to 4; vectors need none
   * @throws Problem if the file cannot be written; one that was there is then left as it was
   */
  public static void write(Figure figure, Path file, FigureFormat format, double scale) {
    write(figure.draw(ChartTheme.PRINT), file, format, WIDTH, HEIGHT, scale);
  }

  /** Writes a chart in a size of one's choice; see the other method. */
  public static void write(
      JFreeChart chart, Path file, FigureFormat format, int width, int height, double scale) {
    write(
        (graphics, wide, high) -> chart.draw(graphics, new Rectangle2D.Double(0, 0, wide, high)),
        file,
        format,
        width,
        height,
        scale);
  }

  /**
   * Writes any drawing.
   *
   * @param width width in the drawing's own units
   * @param height height in the same units
   * @param scale pixels a unit in a PNG file: 2 doubles the resolution and leaves the layout
   * @throws Problem if the size is out of all proportion or the file cannot be written
   */
  public static void write(
      Drawing drawing, Path file, FigureFormat format, int width, int height, double scale) {
    double pixels = width * scale * (height * scale);
    if (width < 1 || height < 1 || !(scale > 0) || pixels > MOST_PIXELS) {
      throw new Problem(
          "A picture of %,d × %,d at scale %s cannot be drawn: it must have at least 1 × 1 and at most %,d pixels."
              .formatted(width, height, scale, MOST_PIXELS));
    }
    switch (format) {
      case PNG -> PngFile.write(image(drawing, width, height, scale), file);
      case SVG -> AtomicFile.writeInFolder(file, out -> svg(drawing, width, height, out));
      case PDF -> AtomicFile.writeInFolder(file, out -> pdf(drawing, width, height, out));
    }
  }

  private static BufferedImage image(Drawing drawing, int width, int height, double scale) {
    BufferedImage image =
        new BufferedImage(
            Math.max(1, (int) Math.round(width * scale)),
            Math.max(1, (int) Math.round(height * scale)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.scale(scale, scale);
      drawing.draw(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void svg(Drawing drawing, int width, int height, OutputStream out)
      throws IOException {
    Document document = svgDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(6);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    drawing.draw(graphics, width, height);
    StringWriter text = new StringWriter();
    graphics.stream(text, true);
    graphics.dispose();
    // Some readers would fetch the old document type from the network before they show anything.
    out.write(DOCTYPE.matcher(text.toString()).replaceFirst("").getBytes(StandardCharsets.UTF_8));
  }

  private static Document svgDocument() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java has an XML parser", e);
    }
  }

  private static void pdf(Drawing drawing, int width, int height, OutputStream out)
      throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      PDFormXObject figure = form(drawing, width, height, document);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(figure);
      }
      document.save(out);
    }
  }

  /** The figure with its text as text; as outlines, if a letter is in no font that PDF can use. */
  private static PDFormXObject form(Drawing drawing, int width, int height, PDDocument document)
      throws IOException {
    try {
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
      graphics.setFontTextDrawer(new PdfBoxGraphics2DFontTextDrawerDefaultFonts());
      return drawn(drawing, width, height, graphics);
    } catch (IllegalStateException | IllegalArgumentException noGlyph) {
      return drawn(drawing, width, height, new PdfBoxGraphics2D(document, width, height));
    }
  }

  private static PDFormXObject drawn(
      Drawing drawing, int width, int height, PdfBoxGraphics2D graphics) {
    drawing.draw(graphics, width, height);
    graphics.dispose();
    return graphics.getXFormObject();
  }
}
