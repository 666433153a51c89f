package palimpsest.export;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.file.Path;
import palimpsest.chart.PngFile;
import palimpsest.data.ImageLevels;
import palimpsest.data.ImageSet;
import palimpsest.data.PixelMap;
import palimpsest.problem.Problem;

/**
 * A picture of images as they are read: a row for each class, with its first images. Images that
 * are transposed, inverted or wrongly labelled show at once.
 */
public final class ContactSheet {

  /** Images of each class. */
  private static final int COLUMNS = 12;

  /** Pixels of the picture for each of an image, at least. */
  private static final int SCALE = 2;

  /** Pixels across, or down, that small images are enlarged to. */
  private static final int ENLARGED = 56;

  /** Pixels down that a row's two labels take. */
  private static final int LABELS = 32;

  /** Rows or columns from which an image is not enlarged. */
  private static final int LARGE = 64;

  private static final long MOST_PIXELS = 100_000_000;

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
    if (images.height() == 1) {
      throw new Problem(
          "%s has vectors of %,d numbers, which make no picture."
              .formatted(images.name(), images.width()));
    }
    int longer = Math.max(images.width(), images.height());
    int scale = longer <= LARGE ? Math.max(SCALE, ENLARGED / longer) : 1;
    int cellWidth = images.width() * scale + GAP;
    int cellHeight = Math.max(LABELS, images.height() * scale) + GAP;
    long pixels = (MARGIN + (long) COLUMNS * cellWidth) * (TITLE + (long) classes * cellHeight);
    if (pixels > MOST_PIXELS) {
      throw new Problem(
          "%s has too many classes of too large images for one picture.".formatted(images.name()));
    }
    BufferedImage sheet =
        new BufferedImage(
            MARGIN + COLUMNS * cellWidth,
            TITLE + classes * cellHeight,
            images.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = sheet.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      pen.setColor(Color.BLACK);
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
      pen.drawString(images.name(), GAP, TITLE - 9);
      ImageLevels levels = ImageLevels.of(images.values());
      int[] counts = new int[classes];
      for (int i = 0; i < images.size(); i++) {
        int label = images.labels()[i];
        if (counts[label] < COLUMNS) {
          paint(
              sheet
                  .getRaster()
                  .createWritableTranslatedChild(
                      -(MARGIN + counts[label] * cellWidth), -(TITLE + label * cellHeight)),
              images,
              levels.of(images, i, PixelMap.IDENTITY),
              scale);
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

  private static void paint(WritableRaster raster, ImageSet images, int[] levels, int scale) {
    int size = images.height() * images.width();
    for (int channel = 0; channel < images.channels(); channel++) {
      for (int row = 0; row < images.height() * scale; row++) {
        for (int column = 0; column < images.width() * scale; column++) {
          int at = channel * size + row / scale * images.width() + column / scale;
          raster.setSample(column, row, channel, levels[at]);
        }
      }
    }
  }
}
