package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import palimpsest.archive.AtomicFile;
import palimpsest.problem.Problem;

/** Writes PNG files. */
public final class PngFile {

  private PngFile() {}

  /**
   * Writes an image, whole or not at all, making the folders it lies in.
   *
   * @throws Problem if it cannot be written; a file that was there before is then left as it was
   */
  public static void write(BufferedImage image, Path file) {
    AtomicFile.writeInFolder(
        file,
        out -> {
          try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", stream)) {
              throw new IOException("this Java runtime cannot write PNG");
            }
          }
        });
  }
}
