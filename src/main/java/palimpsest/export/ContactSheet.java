package palimpsest.export;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import palimpsest.chart.PngFile;
import palimpsest.data.ImageSet;

/**
 * A picture of images as they are read: a row for each class, with its first images. Images that
 * are transposed, inverted or wrongly labelled show at once.
 */
public final class ContactSheet {

  /** Images of each class. */
  private static final int COLUMNS = 12;

  /** Pixels of the picture for each of an image. */
  private static final int SCALE = 2;

  private static final int GAP = 4;
  private static final int MARGIN = 56;
  private static final int TITLE = 28;

  private ContactSheet() {}

  /**
   * Writes a picture as PNG.
   *
   * @param images labelled from 0
   * @param classes the number of labels
   * @throws palimpsest.problem.Problem naming the file, if it cannot be written
   */
  public static void write(ImageSet images, int classes, Path file) {
    PngFile.write(draw(images, classes), file);
  }

  /** Draws a picture. */
  static BufferedImage draw(ImageSet images, int classes) {
    int cellWidth = images.width() * SCALE + GAP;
    int cellHeight = images.height() * SCALE + GAP;
    BufferedImage sheet =
        new BufferedImage(
            MARGIN + COLUMNS * cellWidth,
            TITLE + classes * cellHeight,
            BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = sheet.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      pen.setColor(Color.BLACK);
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
      pen.drawString(images.name(), GAP, TITLE - 9);
      int[] counts = new int[classes];
      for (int i = 0; i < images.size(); i++) {
        int label = images.labels()[i];
        if (counts[label] < COLUMNS) {
          paint(sheet, images, i, MARGIN + counts[label] * cellWidth, TITLE + label * cellHeight);
        }
        counts[label]++;
      }
      for (int label = 0; label < classes; label++) {
        int middle = TITLE + label * cellHeight + cellHeight / 2;
        pen.drawString(Integer.toString(label), GAP, middle - 2);
        pen.drawString("n=" + counts[label], GAP, middle + 14);
      }
    } finally {
      pen.dispose();
    }
    return sheet;
  }

  private static void paint(BufferedImage sheet, ImageSet images, int image, int left, int top) {
    int offset = image * images.height() * images.width();
    for (int row = 0; row < images.height() * SCALE; row++) {
      for (int column = 0; column < images.width() * SCALE; column++) {
        int pixel =
            Byte.toUnsignedInt(
                images.pixels()[offset + row / SCALE * images.width() + column / SCALE]);
        sheet.getRaster().setSample(left + column, top + row, 0, pixel);
      }
    }
  }
}
