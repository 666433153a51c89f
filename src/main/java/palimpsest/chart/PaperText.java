package palimpsest.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import palimpsest.text.VisibleText;

/**
 * A text broken into lines for paper.
 *
 * @param lines the lines
 * @param font the font of all of them
 */
record PaperText(List<String> lines, Font font) {

  /** Letters are measured as they are printed, not as they fall on the pixels of a screen. */
  private static final FontRenderContext PAPER = new FontRenderContext(null, true, true);

  /** Height of a line over the size of its text. */
  private static final double LEADING = 1.25;

  /** A text in lines no wider than some length, broken between words where possible. */
  static PaperText broken(String text, Font font, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    // "n = 3" is one word: read apart, it says nothing.
    String whole = VisibleText.line(text).strip().replace("n = ", "n\u00a0=\u00a0");
    for (String word : whole.split("[ \\t]+", -1)) {
      if (line.length() > 0 && width(line + " " + word, font) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
      while (width(line.toString(), font) > width && line.length() > 1) {
        int fitting = fitting(line.toString(), font, width);
        lines.add(line.substring(0, fitting));
        line.delete(0, fitting);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    lines.replaceAll(broken -> broken.replace('\u00a0', ' '));
    return new PaperText(List.copyOf(lines), font);
  }

  /** The number of characters of a word that fit, at least one; none is cut in two. */
  private static int fitting(String word, Font font, double width) {
    int fitting = word.offsetByCodePoints(0, 1);
    while (fitting < word.length()) {
      int next = word.offsetByCodePoints(fitting, 1);
      if (width(word.substring(0, next), font) > width) {
        break;
      }
      fitting = next;
    }
    return fitting;
  }

  /** Width of a text on one line. */
  static double width(String text, Font font) {
    return font.getStringBounds(text, PAPER).getWidth();
  }

  /** Width of the longest line. */
  double width() {
    return lines.stream().mapToDouble(line -> width(line, font)).reduce(0, Math::max);
  }

  /** Height of all lines. */
  double height() {
    return lines.size() * lineHeight();
  }

  /** Height of one line. */
  double lineHeight() {
    return LEADING * font.getSize2D();
  }

  /** Draws the lines below each other, the first with its upper left corner at a place. */
  void draw(Graphics2D graphics, double left, double top) {
    graphics.setFont(font);
    double baseline = top + font.getSize2D();
    for (String line : lines) {
      graphics.drawString(line, (float) left, (float) baseline);
      baseline += lineHeight();
    }
  }

  /** Draws the lines below each other, each centred at a place. */
  void drawCentred(Graphics2D graphics, double middle, double top) {
    graphics.setFont(font);
    double baseline = top + font.getSize2D();
    for (String line : lines) {
      graphics.drawString(line, (float) (middle - width(line, font) / 2), (float) baseline);
      baseline += lineHeight();
    }
  }
}
