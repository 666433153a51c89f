package palimpsest.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import palimpsest.problem.Problem;

/** Writes PNG files whole or not at all: nobody ever finds half a picture under the name. */
final class PngFile {

  private PngFile() {}

  /**
   * Writes an image.
   *
   * @throws Problem if it cannot be written; a file that was there before is then left as it was
   */
  static void write(BufferedImage image, Path file) {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(target.toString(), null, "it is a folder");
      }
      if (target.getParent() != null) {
        Files.createDirectories(target.getParent());
      }
      try {
        Files.write(part, encode(image));
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new Problem("The picture %s was not written: %s.".formatted(file, reason(e)), e);
    }
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException("this Java runtime cannot write PNG");
      }
    }
    return bytes.toByteArray();
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "writing to " + denied.getFile() + " is not allowed";
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileSystemException system when system.getReason() != null ->
          system.getReason() + " (" + system.getFile() + ")";
      case FileSystemException system -> system.getFile() + " is in the way or cannot be written";
      default -> String.valueOf(e.getMessage());
    };
  }
}
