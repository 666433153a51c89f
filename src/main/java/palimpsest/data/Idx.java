package palimpsest.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import palimpsest.problem.Problem;

/**
 * The IDX files of the MNIST family, plain or gzip, whatever their names end in.
 *
 * <p>A file is not trusted: its header is bounded before anything of the size it claims is
 * reserved, and what it claims must be there to the byte.
 */
public final class Idx {

  /** Rows and columns of every image that the program trains on. */
  public static final int SIDE = 28;

  /** Classes that a label may name, from 0. */
  public static final int CLASSES = 10;

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int GZIP = 0x1f8b;

  /** Nothing deflated unpacks to more bytes than this for each of its own. */
  private static final long DEFLATE_RATIO = 1032;

  /** Far above the largest known set (EMNIST: 814,255), and below what one array can hold. */
  private static final int MOST = 2_000_000;

  private Idx() {}

  /**
   * Reads images and their labels.
   *
   * @param name what the set is to be called
   * @param images the file of images
   * @param labels the file of labels
   * @throws Problem naming the file, if one is missing, damaged or not of the right kind, or if the
   *     two do not fit together
   */
  public static ImageSet read(String name, Path images, Path labels) {
    byte[] pixels = readImages(images);
    byte[] classes = readLabels(labels);
    int count = pixels.length / (SIDE * SIDE);
    if (count != classes.length) {
      throw new Problem(
          "%s holds %,d images, but %s holds %,d labels; they must be as many."
              .formatted(images, count, labels, classes.length));
    }
    int[] wide = new int[count];
    for (int i = 0; i < count; i++) {
      wide[i] = classes[i];
    }
    return new ImageSet(name, SIDE, SIDE, pixels, wide);
  }

  /**
   * The number of images or labels that a file's header claims. Of the rest nothing is read.
   *
   * @throws Problem naming the file, if it is missing or has no such header
   */
  static int count(Path file) {
    return reading(
        file,
        in -> {
          int magic = readInt(in, file);
          if (magic != IMAGES && magic != LABELS) {
            throw wrongMagic(file, magic, "images or labels");
          }
          return count(in, file);
        });
  }

  /** Pixels [N · 28 · 28] of a file of images. */
  static byte[] readImages(Path file) {
    return reading(
        file,
        in -> {
          int magic = readInt(in, file);
          if (magic != IMAGES) {
            throw wrongMagic(file, magic, "images");
          }
          int count = count(in, file);
          int rows = readInt(in, file);
          int columns = readInt(in, file);
          if (rows != SIDE || columns != SIDE) {
            throw new Problem(
                "%s holds images of %s × %s pixels, but they must be %d × %d."
                    .formatted(
                        file,
                        Integer.toUnsignedString(rows),
                        Integer.toUnsignedString(columns),
                        SIDE,
                        SIDE));
          }
          return body(in, file, count * SIDE * SIDE, count, "images");
        });
  }

  /** Labels [N] of a file of labels, each from 0 to 9. */
  static byte[] readLabels(Path file) {
    byte[] labels =
        reading(
            file,
            in -> {
              int magic = readInt(in, file);
              if (magic != LABELS) {
                throw wrongMagic(file, magic, "labels");
              }
              int count = count(in, file);
              return body(in, file, count, count, "labels");
            });
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(labels[i]);
      if (label >= CLASSES) {
        throw new Problem(
            "%s gives image %,d (counted from 0) the label %d, but labels must be from 0 to %d."
                .formatted(file, i, label, CLASSES - 1));
      }
    }
    return labels;
  }

  private static Problem wrongMagic(Path file, int magic, String wanted) {
    String found =
        switch (magic) {
          case IMAGES -> "an IDX file of images";
          case LABELS -> "an IDX file of labels";
          default -> "not an IDX file of images or labels";
        };
    return new Problem(
        "%s is %s (it begins with 0x%08X), but a file of %s is wanted here."
            .formatted(file, found, magic, wanted));
  }

  private static int count(InputStream in, Path file) throws IOException {
    int count = readInt(in, file);
    if (count < 1 || count > MOST) {
      throw new Problem(
          "%s claims to hold %s images or labels; a number from 1 to %,d would be right."
              .formatted(file, Integer.toUnsignedString(count), MOST));
    }
    return count;
  }

  private static int readInt(InputStream in, Path file) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new Problem("%s is cut short: it ends within its header.".formatted(file));
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  private static byte[] body(InputStream in, Path file, int length, int count, String what)
      throws IOException {
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (length > most) {
      throw new Problem(
          "%s promises %,d %s, which take %,d bytes, but Java may use only %,d; -Xmx gives it more."
              .formatted(file, count, what, length, most));
    }
    // What cannot be in a file of its size, however well packed, is only counted.
    long possible = DEFLATE_RATIO * Files.size(file);
    byte[] bytes = new byte[length > possible ? 0 : length];
    long read =
        bytes.length == 0
            ? in.transferTo(OutputStream.nullOutputStream())
            : in.readNBytes(bytes, 0, length);
    if (read < length) {
      throw new Problem(
          "%s is cut short: its header promises %,d %s, but it holds only %,d."
              .formatted(file, count, what, read / (length / count)));
    }
    if (in.read() != -1) {
      throw new Problem(
          "%s has bytes after its end: more than the %,d %s that its header promises."
              .formatted(file, count, what));
    }
    return bytes;
  }

  /** What one does with a file's unpacked bytes. */
  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T reading(Path file, Reader<T> reader) {
    if (Files.isDirectory(file)) {
      throw new Problem("%s is a folder, but an IDX file is wanted here.".formatted(file));
    }
    try (InputStream in = open(file)) {
      return reader.read(in);
    } catch (NoSuchFileException e) {
      throw new Problem("%s is missing.".formatted(file), e);
    } catch (EOFException e) {
      throw new Problem("%s is cut short: its gzip stream has no end.".formatted(file), e);
    } catch (ZipException e) {
      throw new Problem(
          "%s is damaged: its gzip stream cannot be unpacked (%s).".formatted(file, Reason.of(e)),
          e);
    } catch (IOException e) {
      throw new Problem("%s cannot be read (%s).".formatted(file, Reason.of(e)), e);
    }
  }

  /** A file's bytes, unpacked if they are packed. */
  static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      int first = raw.read();
      int second = raw.read();
      if (first == -1) {
        throw new Problem("%s is empty.".formatted(file));
      }
      raw.reset();
      return (first << 8 | second) == GZIP ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException | Problem e) {
      raw.close();
      throw e;
    }
  }
}
