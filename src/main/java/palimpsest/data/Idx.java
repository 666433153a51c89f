package palimpsest.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import palimpsest.input.InputFile;
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

  /** Chooses some images of a file by their labels, so that the others are never held in memory. */
  @FunctionalInterface
  public interface Choice {

    /** Every image. */
    Choice ALL = labels -> IntStream.range(0, labels.length).toArray();

    /** No image, to look at files without keeping anything of them. */
    Choice NONE = labels -> new int[0];

    /**
     * The positions of the chosen images in the file, from 0, ascending, each once.
     *
     * @param labels [N] of every image in the file, from 0 to 9
     */
    int[] positions(int[] labels);
  }

  /**
   * Reads images and their labels.
   *
   * @param name the name of the set
   * @param images the file of images
   * @param labels the file of labels
   * @throws Problem naming the file, if one is missing, damaged or not of the right kind, or if the
   *     two do not fit together
   */
  public static ImageSet read(String name, Path images, Path labels) {
    return read(name, "", images, labels, Choice.ALL).images();
  }

  /**
   * Reads some images and their labels. Both files are read to their ends, so that damage is found
   * wherever it is, but only the chosen images are kept in memory.
   *
   * @param name the name of the set
   * @param part the part of the set that the files hold
   * @param images the file of images
   * @param labels the file of labels
   * @param choice the choice of images to keep
   * @throws Problem naming the file, if one is missing, damaged or not of the right kind, or if the
   *     two do not fit together
   */
  static ChosenImages read(String name, String part, Path images, Path labels, Choice choice) {
    int count = count(images, IMAGES);
    byte[] bytes = readLabels(labels);
    if (count != bytes.length) {
      throw new Problem(
          "%s holds %,d images, but %s holds %,d labels; the numbers must be equal."
              .formatted(images, count, labels, bytes.length));
    }
    int[] classes = IntStream.range(0, count).map(i -> bytes[i]).toArray();
    int[] chosen = choice.positions(classes);
    MessageDigest digest = Sha256.begin();
    digest.update(ImageSet.shape(count, 1, SIDE, SIDE));
    // If all are kept, their digest can wait.
    boolean all = chosen.length == count;
    byte[] pixels = readImages(images, chosen, all || chosen.length == 0 ? null : digest);
    ImageSet set =
        new ImageSet(
            part.isEmpty() ? name : name + ", " + part,
            SIDE,
            SIDE,
            pixels,
            Arrays.stream(chosen).map(i -> classes[i]).toArray());
    digest.update(bytes);
    return new ChosenImages(
        set, part, List.of(images, labels), count, all ? set::sha256 : () -> Sha256.end(digest));
  }

  /**
   * The number of images in a pair of files that a run can read: they are read as a run reads them,
   * but nothing of them is kept.
   *
   * @throws Problem naming the file, if a run would refuse it
   */
  static int check(Path images, Path labels) {
    try {
      return Findings.of(
          List.of(images, labels),
          "check",
          () -> {
            read("", "", images, labels, Choice.NONE);
            return count(labels, LABELS);
          });
    } catch (IOException e) {
      throw new Problem("%s cannot be read (%s).".formatted(images, IoErrors.of(e)), e);
    }
  }

  /** The number of images or labels that a file's header claims. Of the rest nothing is read. */
  private static int count(Path file, int magic) {
    return reading(file, in -> header(in, file, magic));
  }

  /** Reads a file of images to its end without keeping any. */
  static void checkImages(Path file) {
    readImages(file, new int[0]);
  }

  /**
   * Pixels of some images in a file, which is read to its end.
   *
   * @param positions [M] from 0, ascending, each once
   * @return [M · 28 · 28]
   */
  static byte[] readImages(Path file, int[] positions) {
    return readImages(file, positions, null);
  }

  private static byte[] readImages(Path file, int[] positions, @Nullable MessageDigest digest) {
    return reading(
        file,
        in ->
            body(
                digest == null ? in : new DigestInputStream(in, digest),
                file,
                header(in, file, IMAGES),
                "images",
                SIDE * SIDE,
                positions));
  }

  /** Labels [N] of a file of labels, each from 0 to 9. */
  static byte[] readLabels(Path file) {
    byte[] labels =
        reading(
            file,
            in -> {
              int count = header(in, file, LABELS);
              return body(in, file, count, "labels", 1, IntStream.range(0, count).toArray());
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

  /** Reads a header and checks it; the number of images or labels that it claims. */
  private static int header(InputStream in, Path file, int wanted) throws IOException {
    int magic = readInt(in, file);
    if (magic != wanted) {
      throw wrongMagic(file, magic, wanted == IMAGES ? "images" : "labels");
    }
    int count = count(in, file);
    if (wanted == IMAGES) {
      requireSize(file, readInt(in, file), readInt(in, file));
    }
    return count;
  }

  private static void requireSize(Path file, int rows, int columns) {
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
  }

  private static Problem wrongMagic(Path file, int magic, String wanted) {
    String found =
        switch (magic) {
          case IMAGES -> "an IDX file of images";
          case LABELS -> "an IDX file of labels";
          default -> "not an IDX file of images or labels";
        };
    return new Problem(
        "%s is %s (it begins with 0x%08X), but a file of %s is expected here."
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

  /**
   * Reads what follows a header to its end.
   *
   * @param count images or labels that the header promises
   * @param what the name of the items in error messages
   * @param size bytes of each
   * @param positions the positions of those to keep, ascending
   */
  private static byte[] body(
      InputStream in, Path file, int count, String what, int size, int[] positions)
      throws IOException {
    long kept = (long) positions.length * size;
    // What cannot be in a file of its size, however well packed, is only counted.
    boolean possible = (long) count * size <= DEFLATE_RATIO * Files.size(file);
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (possible && kept > most) {
      throw new Problem(
          ("%,d %s of %s take %,d bytes, but Java may use only %,d; choose fewer, or give it more"
                  + " with -Djava.options=-Xmx….")
              .formatted(positions.length, what, file, kept, most));
    }
    byte[] bytes = new byte[possible ? (int) kept : 0];
    long at = 0;
    for (int i = 0; possible && i < positions.length; i++) {
      at += skip(in, (long) positions[i] * size - at);
      at += in.readNBytes(bytes, i * size, size);
    }
    long end = (long) count * size;
    at += skip(in, end - at);
    if (at < end) {
      throw new Problem(
          "%s is cut short: its header promises %,d %s, but it holds only %,d."
              .formatted(file, count, what, at / size));
    }
    if (in.read() != -1) {
      throw new Problem(
          "%s has bytes after its end: more than the %,d %s that its header promises."
              .formatted(file, count, what));
    }
    return bytes;
  }

  /** Reads past some bytes; as many as there were, if the end comes first. */
  private static long skip(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[Math.clamp(bytes, 0, 1 << 16)];
    long skipped = 0;
    while (skipped < bytes) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /** Reads the unpacked bytes of a file. */
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * Does something with a file's unpacked bytes.
   *
   * @throws Problem naming the file, if it cannot be read or unpacked
   */
  static <T> T reading(Path file, Reader<T> reader) {
    try (InputStream in = open(file)) {
      return reader.read(in);
    } catch (NoSuchFileException e) {
      throw new Problem("%s is missing.".formatted(file), e);
    } catch (EOFException e) {
      throw new Problem("%s is cut short: its gzip stream has no end.".formatted(file), e);
    } catch (ZipException e) {
      throw new Problem(
          "%s is damaged: its gzip stream cannot be unpacked (%s).".formatted(file, IoErrors.of(e)),
          e);
    } catch (IOException e) {
      throw new Problem("%s cannot be read (%s).".formatted(file, IoErrors.of(e)), e);
    }
  }

  /** A file's bytes, unpacked if they are packed. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(InputFile.open(file, "an IDX file"), 1 << 16);
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
