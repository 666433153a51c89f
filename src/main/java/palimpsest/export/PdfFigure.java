package palimpsest.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.AttributedCharacterIterator;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;
import palimpsest.chart.ChartFont;
import palimpsest.chart.PaperDrawing;

/**
 * Writes drawings as PDF whose text is text in fonts that the file carries along. Text of which the
 * program's fonts lack a letter is drawn as outlines.
 */
final class PdfFigure {

  private PdfFigure() {}

  static void write(PaperDrawing drawing, OutputStream out) throws IOException {
    float width = (float) drawing.width();
    float height = (float) drawing.height();
    try (PDDocument document = new PDDocument();
        EmbeddedText text = new EmbeddedText(document)) {
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
      graphics.setFontTextDrawer(text);
      FigureFile.draw(drawing, graphics);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      document.save(out);
    }
  }

  /** Text in the program's fonts; anything else is left to be drawn as outlines. */
  private static final class EmbeddedText extends PdfBoxGraphics2DFontTextDrawer {

    private final PDDocument document;
    private final Map<ChartFont, PDFont> loaded = new EnumMap<>(ChartFont.class);

    EmbeddedText(PDDocument document) {
      this.document = document;
    }

    @Override
    public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv drawing) {
      return ChartFont.of(drawing.getFont())
          .filter(font ->
              drawing.getFont().canDisplayUpTo(text, text.getBeginIndex(), text.getEndIndex()) < 0)
          .isPresent();
    }

    @Override
    protected @Nullable PDFont mapFont(Font font, IFontTextDrawerEnv drawing) throws IOException {
      ChartFont family = ChartFont.of(font).orElse(null);
      if (family == null) {
        return null;
      }
      PDFont known = loaded.get(family);
      if (known == null) {
        try (InputStream file = family.open()) {
          known = PDType0Font.load(document, file);
        }
        loaded.put(family, known);
      }
      return known;
    }
  }
}
