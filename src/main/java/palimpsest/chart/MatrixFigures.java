package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/** Pictures of matrices, one pixel per entry where they are not too large for that. */
public final class MatrixFigures {

  /** The widest square of bytes that a Java array holds. */
  private static final int LARGEST = 46_340;

  /** Bytes of memory per pixel, while a picture in colour is made of one in grey. */
  private static final int BYTES = 8;

  /**
   * Pixels of a strip. So few that its arrays die young: larger ones outlive the garbage collection
   * amid their strip, and Java's heap grows by all of them.
   */
  private static final long STRIP = 250_000;

  private MatrixFigures() {}

  /**
   * Writes a matrix, or a difference of two, as a PNG file. A matrix too large for one pixel per
   * entry is shrunk. The file says in its description how many entries a pixel stands for, by which
   * reduction, and what its levels mean.
   *
   * @return entries per pixel, across and down
   * @throws Problem if the file cannot be written
   */
  public static int savePng(MatrixSource source, MatrixLook look, Path file) {
    double most = Math.sqrt(Runtime.getRuntime().maxMemory() / 2.0 / BYTES);
    return savePng(source, look, (int) Math.clamp(most, 1, LARGEST), file);
  }

  /** The same in at most so many pixels across. */
  static int savePng(MatrixSource source, MatrixLook look, int most, Path file) {
    int size = source.size();
    int entriesPerPixel = Math.max(1, Math.ceilDiv(size, most));
    BufferedImage image = image(source, look, entriesPerPixel);
    PngFile.write(image, Map.of("Description", description(size, look, entriesPerPixel)), file);
    return entriesPerPixel;
  }

  /** The words for what a picture shows. */
  static String description(int size, MatrixLook look, int entriesPerPixel) {
    GreyScale scale = look.scale();
    boolean grey = look.palette() == MatrixPalette.GREY;
    return "%d × %d entries, %s; %s scale from %s (%s) to %s (%s)"
        .formatted(
            size,
            size,
            look.shrinking(entriesPerPixel),
            scale.curve().label().toLowerCase(java.util.Locale.ROOT),
            NumberText.leading(scale.first()),
            grey ? "black" : "blue",
            NumberText.leading(scale.max()),
            grey ? "white" : "red");
  }

  private static BufferedImage image(MatrixSource source, MatrixLook look, int entriesPerPixel) {
    int side = Math.max(1, Math.ceilDiv(source.size(), entriesPerPixel));
    boolean grey = look.palette() == MatrixPalette.GREY;
    BufferedImage image =
        new BufferedImage(
            side, side, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int strip = Math.clamp(STRIP / side, 1, side);
    for (int top = 0; top < side; top += strip) {
      int rows = Math.min(strip, side - top);
      MatrixRegion region =
          new MatrixRegion((double) top * entriesPerPixel, 0, 1.0 / entriesPerPixel, side, rows);
      int[] colours =
          MatrixRaster.of(source, region, look.reduction(), () -> false)
              .orElseThrow()
              .toArgb(look.scale(), look.palette());
      if (image.getType() == BufferedImage.TYPE_BYTE_GRAY && hasColour(colours)) {
        image = coloured(image);
      }
      put(image, colours, top, rows);
    }
    return image;
  }

  private static void put(BufferedImage image, int[] colours, int top, int rows) {
    int side = image.getWidth();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // setRGB would bend greys between two colour spaces.
      for (int i = 0; i < colours.length; i++) {
        colours[i] &= 0xff;
      }
      image.getRaster().setSamples(0, top, side, rows, 0, colours);
    } else {
      image.setRGB(0, top, side, rows, colours, 0, side);
    }
  }

  /** Whether some entry is not finite and so has a colour. */
  private static boolean hasColour(int[] colours) {
    for (int colour : colours) {
      if (colour == MatrixPalette.NOT_A_NUMBER || colour == MatrixPalette.INFINITE) {
        return true;
      }
    }
    return false;
  }

  private static BufferedImage coloured(BufferedImage grey) {
    int side = grey.getWidth();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int[] line = new int[side];
    for (int y = 0; y < side; y++) {
      grey.getRaster().getSamples(0, y, side, 1, 0, line);
      for (int x = 0; x < side; x++) {
        line[x] *= 0x010101;
      }
      image.setRGB(0, y, side, 1, line, 0, side);
    }
    return image;
  }
}
