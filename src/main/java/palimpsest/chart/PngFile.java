package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** Writes PNG files. */
public final class PngFile {

  private static final String NATIVE = "javax_imageio_png_1.0";
  private static final double METRES_PER_INCH = 0.0254;

  private PngFile() {}

  /**
   * Writes an image, whole or not at all, making the folders it lies in.
   *
   * @throws Problem if it cannot be written; a file that was there before is then left as it was
   */
  public static void write(BufferedImage image, Path file) {
    write(image, new IIOMetadataNode(NATIVE), file);
  }

  /**
   * Writes an image together with words about it.
   *
   * @param texts keywords such as "Description", each with its text
   * @throws Problem likewise
   */
  public static void write(BufferedImage image, Map<String, String> texts, Path file) {
    IIOMetadataNode root = new IIOMetadataNode(NATIVE);
    if (!texts.isEmpty()) {
      root.appendChild(words(texts));
    }
    write(image, root, file);
  }

  /**
   * Writes an image with its size on paper.
   *
   * @param dpi dots per inch
   * @throws Problem likewise
   */
  public static void write(BufferedImage image, int dpi, Path file) {
    IIOMetadataNode root = new IIOMetadataNode(NATIVE);
    root.appendChild(resolution(dpi));
    write(image, root, file);
  }

  private static void write(BufferedImage image, IIOMetadataNode about, Path file) {
    AtomicFile.writeInFolder(
        file,
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
          try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            IIOMetadata metadata =
                writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            metadata.mergeTree(NATIVE, about);
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
          } catch (IIOException e) {
            // Its cause says what is the matter, such as a full disk.
            throw e.getCause() instanceof IOException cause ? cause : e;
          } finally {
            writer.dispose();
          }
        });
  }

  private static IIOMetadataNode resolution(int dpi) {
    String perMetre = Long.toString(Math.round(dpi / METRES_PER_INCH));
    IIOMetadataNode resolution = new IIOMetadataNode("pHYs");
    resolution.setAttribute("pixelsPerUnitXAxis", perMetre);
    resolution.setAttribute("pixelsPerUnitYAxis", perMetre);
    resolution.setAttribute("unitSpecifier", "meter");
    return resolution;
  }

  private static IIOMetadataNode words(Map<String, String> texts) {
    IIOMetadataNode chunk = new IIOMetadataNode("iTXt");
    texts.forEach((keyword, text) -> {
      IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
      entry.setAttribute("keyword", keyword);
      entry.setAttribute("compressionFlag", "FALSE");
      entry.setAttribute("compressionMethod", "0");
      entry.setAttribute("languageTag", "");
      entry.setAttribute("translatedKeyword", "");
      entry.setAttribute("text", text);
      chunk.appendChild(entry);
    });
    return chunk;
  }
}
