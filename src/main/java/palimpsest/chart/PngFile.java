package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import palimpsest.archive.AtomicFile;
import palimpsest.problem.Problem;

/** Writes PNG files. */
public final class PngFile {

  private static final String NATIVE = "javax_imageio_png_1.0";

  private PngFile() {}

  /**
   * Writes an image, whole or not at all, making the folders it lies in.
   *
   * @throws Problem if it cannot be written; a file that was there before is then left as it was
   */
  public static void write(BufferedImage image, Path file) {
    write(image, Map.of(), file);
  }

  /**
   * Writes an image together with words about it.
   *
   * @param texts keywords such as "Description", each with its text
   * @throws Problem likewise
   */
  public static void write(BufferedImage image, Map<String, String> texts, Path file) {
    AtomicFile.writeInFolder(
        file,
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
          try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            IIOMetadata metadata =
                writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            if (!texts.isEmpty()) {
              metadata.mergeTree(NATIVE, tree(texts));
            }
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
          } finally {
            writer.dispose();
          }
        });
  }

  private static IIOMetadataNode tree(Map<String, String> texts) {
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
    IIOMetadataNode root = new IIOMetadataNode(NATIVE);
    root.appendChild(chunk);
    return root;
  }
}
