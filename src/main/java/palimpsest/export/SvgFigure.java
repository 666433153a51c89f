package palimpsest.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.ext.awt.image.spi.ImageWriterRegistry;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import palimpsest.chart.PaperDrawing;
import palimpsest.chart.PrintStyle;

/** Writes drawings as SVG whose text is text. */
final class SvgFigure {

  private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");

  /** Characters that XML 1.0 allows in no form. */
  private static final Pattern ILLEGAL =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final Pattern SANS =
      Pattern.compile("font-family:\\s*&apos;Liberation Sans&apos;");
  private static final Pattern SERIF =
      Pattern.compile("font-family:\\s*&apos;Liberation Serif&apos;");

  static {
    ImageWriterRegistry.getInstance().register(new PngInSvg());
    // Else the names of axes, which stand upright, would become outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private SvgFigure() {}

  static void write(PaperDrawing drawing, OutputStream out) throws IOException {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(6);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    FigureFile.draw(drawing, graphics);
    Element root = graphics.getRoot();
    root.setAttributeNS(null, "width", centimetres(drawing.width()));
    root.setAttributeNS(null, "height", centimetres(drawing.height()));
    root.setAttributeNS(
        null, "viewBox", "0 0 %s %s".formatted(number(drawing.width()), number(drawing.height())));
    StringWriter text = new StringWriter();
    graphics.stream(root, text, true, false);
    graphics.dispose();
    // Some readers would fetch the old document type from the network before they show anything.
    String plain = DOCTYPE.matcher(text.toString()).replaceFirst("");
    String legal = ILLEGAL.matcher(plain).replaceAll("\uFFFD");
    out.write(withFallbacks(legal).getBytes(StandardCharsets.UTF_8));
  }

  /** Names fonts of the same widths for machines that lack the Liberation fonts. */
  private static String withFallbacks(String svg) {
    String sans =
        SANS.matcher(svg)
            .replaceAll("font-family:&apos;Liberation Sans&apos;,Arial,Helvetica,sans-serif");
    return SERIF
        .matcher(sans)
        .replaceAll(
            "font-family:&apos;Liberation Serif&apos;,&apos;Times New Roman&apos;,Times,serif");
  }

  private static String centimetres(double points) {
    return number(points / PrintStyle.POINTS_PER_CM) + "cm";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java has an XML parser", e);
    }
  }
}
