package palimpsest.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A drawing for paper as the pixels of a preview.
 *
 * @param width pixels across
 * @param height pixels down
 * @param argb the pixels in rows, 0xAARRGGBB
 */
@SuppressWarnings("ArrayRecordComponent") // a picture is looked at, never compared
public record PaperPicture(int width, int height, int[] argb) {

  /**
   * The largest picture of a drawing that fits into a rectangle.
   *
   * @param most the largest number of pixels for a point
   */
  public static PaperPicture of(PaperDrawing drawing, double width, double height, double most) {
    double scale = Math.min(most, Math.min(width / drawing.width(), height / drawing.height()));
    int wide = Math.max(1, (int) Math.round(drawing.width() * scale));
    int high = Math.max(1, (int) Math.round(drawing.height() * scale));
    BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(wide / drawing.width(), high / drawing.height());
    drawing.draw(graphics);
    graphics.dispose();
    return new PaperPicture(wide, high, image.getRGB(0, 0, wide, high, null, 0, wide));
  }
}
