package palimpsest.data.reader;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import palimpsest.file.AtomicFile;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/** A PNG or JPEG file, which is not trusted: its size is looked at before it is decoded. */
final class PictureFile {

  /** Bytes of a file at most. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int CHANNELS = 3;

  private static final int BYTE_BITS = 8;

  /**
   * A decoded picture.
   *
   * @param shape its shape
   * @param pixels [channels · height · width]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Picture(ImageShape shape, byte[] pixels) {

    /** The same in colour. */
    Picture coloured() {
      if (shape.channels() == CHANNELS) {
        return this;
      }
      byte[] all = new byte[CHANNELS * pixels.length];
      for (int channel = 0; channel < CHANNELS; channel++) {
        System.arraycopy(pixels, 0, all, channel * pixels.length, pixels.length);
      }
      return new Picture(new ImageShape(CHANNELS, shape.height(), shape.width()), all);
    }
  }

  private PictureFile() {}

  /**
   * Reads rows and columns from a file's header.
   *
   * @throws Problem naming the file, if it is no such picture
   */
  static ImageShape size(Path file) {
    return reading(file, PictureFile::size);
  }

  private static ImageShape size(ImageReader reader) throws IOException {
    return new ImageShape(1, reader.getHeight(0), reader.getWidth(0));
  }

  /**
   * Decodes a file: grey if it has no colours, else red, green and blue. Transparency is left out.
   *
   * @param wanted the rows and columns that it must have, which its header told
   * @throws Problem naming the file, if it is damaged
   */
  static Picture read(Path file, ImageShape wanted) {
    return reading(
        file,
        reader -> {
          ImageShape size = size(reader);
          if (!size.equals(wanted)) {
            throw new IOException("its size has changed while it was read");
          }
          return picture(reader.read(0), size);
        });
  }

  private static Picture picture(BufferedImage image, ImageShape size) throws IOException {
    if (image.getHeight() != size.height() || image.getWidth() != size.width()) {
      throw new IOException("its size is not that of its header");
    }
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return grey(image.getRaster(), image.getColorModel().getComponentSize(0), size);
    }
    int pixels = size.height() * size.width();
    byte[] all = new byte[CHANNELS * pixels];
    boolean coloured = image.getSampleModel().getNumBands() > 1;
    int[] row = new int[size.width()];
    for (int y = 0; y < size.height(); y++) {
      image.getRGB(0, y, size.width(), 1, row, 0, size.width());
      for (int x = 0; x < row.length; x++) {
        int at = y * row.length + x;
        all[at] = (byte) (row[x] >> 16);
        all[pixels + at] = (byte) (row[x] >> 8);
        all[2 * pixels + at] = (byte) row[x];
        // A palette of greys is no colour.
        coloured |= all[at] != all[pixels + at] || all[at] != all[2 * pixels + at];
      }
    }
    return coloured
        ? new Picture(new ImageShape(CHANNELS, size.height(), size.width()), all)
        : new Picture(size, java.util.Arrays.copyOf(all, pixels));
  }

  /** The samples themselves: Java's conversion of grey would change them. */
  private static Picture grey(Raster raster, int bits, ImageShape size) {
    byte[] pixels = new byte[size.size()];
    int most = (1 << bits) - 1;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int sample = raster.getSample(raster.getMinX() + x, raster.getMinY() + y, 0);
        pixels[y * size.width() + x] =
            (byte) (bits >= BYTE_BITS ? sample >> (bits - BYTE_BITS) : sample * 255 / most);
      }
    }
    return new Picture(size, pixels);
  }

  /** Does something with a reader. */
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    byte[] bytes = bytes(file);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format(file, bytes));
    if (!readers.hasNext()) {
      throw new Problem("%s cannot be read: this Java has no reader for it.".formatted(file));
    }
    ImageReader reader = readers.next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return reading.of(reader);
    } catch (IOException e) {
      throw damaged(file, e);
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      // Java's own readers throw whatever they stumble over.
      throw damaged(file, e);
    } finally {
      reader.dispose();
    }
  }

  private static Problem damaged(Path file, Exception e) {
    String reason = e.getMessage();
    return new Problem(
        "%s cannot be decoded%s.".formatted(file, reason == null ? "" : " (" + reason + ")"), e);
  }

  private static String format(Path file, byte[] bytes) {
    if (bytes.length > 3
        && bytes[0] == (byte) 0x89
        && bytes[1] == 'P'
        && bytes[2] == 'N'
        && bytes[3] == 'G') {
      return "png";
    }
    if (bytes.length > 2
        && bytes[0] == (byte) 0xFF
        && bytes[1] == (byte) 0xD8
        && bytes[2] == (byte) 0xFF) {
      return "jpeg";
    }
    throw new Problem("%s is neither a PNG nor a JPEG file.".formatted(file));
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = InputFile.open(file, "a PNG or JPEG file")) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Problem(
            "%s is larger than the %,d bytes that a picture may have.".formatted(file, MOST_BYTES));
      }
      return bytes;
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
