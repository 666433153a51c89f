package palimpsest.export;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The text of a page as a reader of PDF finds it. */
final class PdfLetters extends PDFTextStripper {

  /**
   * A letter as it lies on the page.
   *
   * @param text the letter
   * @param points the size of its font
   * @param box where it is, in points, upright or turned
   */
  record Letter(String text, double points, Rectangle2D box) {}

  /** The height of letters without their ascenders, so that lines close together do not touch. */
  private static final double BODY = 0.55;

  private final List<Letter> letters = new ArrayList<>();

  private PdfLetters() {
    setSuppressDuplicateOverlappingText(false);
  }

  /** The letters of a file's only page. */
  static List<Letter> of(Path file) throws IOException {
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      PdfLetters letters = new PdfLetters();
      letters.getText(document);
      return letters.letters;
    }
  }

  @Override
  protected void processTextPosition(TextPosition position) {
    super.processTextPosition(position);
    if (position.getUnicode().isBlank()) {
      return;
    }
    double size = position.getFontSizeInPt();
    var matrix = position.getTextMatrix();
    double along = position.getWidthDirAdj();
    double angle = Math.atan2(matrix.getShearY(), matrix.getScaleX());
    Point2D start = new Point2D.Double(matrix.getTranslateX(), matrix.getTranslateY());
    Rectangle2D box = new Rectangle2D.Double(start.getX(), start.getY(), 0, 0);
    double up = BODY * size;
    for (double[] corner : new double[][] {{along, 0}, {0, up}, {along, up}}) {
      box.add(
          start.getX() + corner[0] * Math.cos(angle) - corner[1] * Math.sin(angle),
          start.getY() + corner[0] * Math.sin(angle) + corner[1] * Math.cos(angle));
    }
    letters.add(new Letter(position.getUnicode(), size, box));
  }

  /** Every font that a file's page uses, in its forms too. */
  static List<PDFont> fonts(PDDocument document) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    collect(document.getPage(0).getResources(), fonts);
    return fonts;
  }

  private static void collect(PDResources resources, List<PDFont> fonts) throws IOException {
    for (COSName name : resources.getFontNames()) {
      fonts.add(resources.getFont(name));
    }
    for (COSName name : resources.getXObjectNames()) {
      PDXObject object = resources.getXObject(name);
      if (object instanceof PDFormXObject form) {
        collect(form.getResources(), fonts);
      }
    }
  }
}
