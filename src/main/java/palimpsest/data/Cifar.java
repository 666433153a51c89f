package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * The files of CIFAR-10 and CIFAR-100 in their binary version: records of labels and pixels, one
 * after the other, without a header (Krizhevsky, 2009).
 */
public final class Cifar {

  /** Channels of an image. */
  public static final int CHANNELS = 3;

  /** Rows and columns of an image. */
  public static final int SIDE = 32;

  private static final int PIXELS = CHANNELS * SIDE * SIDE;

  /** Far more images than the sets have, and fewer than one array can count. */
  private static final int MOST = 2_000_000;

  private static final String WANTED = "a file of CIFAR";

  private Cifar() {}

  /** The form of a record: labels, the last of which counts, and the bytes of an image. */
  public enum Layout {
    /** CIFAR-10: one label. */
    TEN(1, 10),
    /** CIFAR-100: a coarse and a fine label. */
    HUNDRED(2, 100);

    private final int labels;
    private final int classes;

    Layout(int labels, int classes) {
      this.labels = labels;
      this.classes = classes;
    }

    /** Number of classes. */
    public int classes() {
      return classes;
    }

    /** Bytes of a record. */
    public int record() {
      return labels + PIXELS;
    }
  }

  /**
   * Labels [N] of the images in some files, each from 0 to below the number of classes.
   *
   * @throws Problem naming the file, if one is missing, damaged or not of the right kind
   */
  public static int[] labels(List<Path> files, Layout layout) {
    int[] labels = new int[count(files, layout)];
    int at = 0;
    for (Path file : files) {
      int begin = at;
      at = reading(file, in -> labels(in, file, layout, labels, begin));
    }
    requireWhole(files, at, labels.length);
    return labels;
  }

  private static int labels(InputStream in, Path file, Layout layout, int[] labels, int begin)
      throws IOException {
    int at = begin;
    while (at < labels.length) {
      byte[] before = in.readNBytes(layout.labels);
      if (before.length < layout.labels) {
        break;
      }
      int label = Byte.toUnsignedInt(before[layout.labels - 1]);
      if (label >= layout.classes) {
        throw new Problem(
            "%s gives image %,d (counted from 0) the label %d, but labels must be from 0 to %d."
                .formatted(file, at - begin, label, layout.classes - 1));
      }
      in.skipNBytes(PIXELS);
      labels[at++] = label;
    }
    return at;
  }

  /**
   * Pixels of some images in some files.
   *
   * @param positions [M] from 0, ascending, each once
   * @return [M · 3 · 32 · 32]
   * @throws Problem naming the file, if one cannot be read, or if they would take too much memory
   */
  public static byte[] pixels(List<Path> files, Layout layout, int[] positions) {
    return pixels(files, layout, positions, count(files, layout), null);
  }

  private static byte[] pixels(
      List<Path> files, Layout layout, int[] positions, int count, @Nullable MessageDigest digest) {
    long bytes = (long) positions.length * PIXELS;
    long most = Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE - 8L);
    if (bytes > most) {
      throw new Problem(
          ("%,d images of %s take %,d bytes, but Java may use only %,d; choose fewer, or give it"
                  + " more with -Djava.options=-Xmx….")
              .formatted(positions.length, files.getFirst(), bytes, most));
    }
    byte[] pixels = new byte[(int) bytes];
    byte[] image = new byte[layout.record()];
    int at = 0;
    int kept = 0;
    for (Path file : files) {
      int begin = at;
      int before = kept;
      int[] read =
          reading(
              file,
              in -> {
                int here = begin;
                int next = before;
                while (here < count && in.readNBytes(image, 0, image.length) == image.length) {
                  if (digest != null) {
                    digest.update(image, layout.labels, PIXELS);
                  }
                  if (next < positions.length && positions[next] == here) {
                    System.arraycopy(image, layout.labels, pixels, next * PIXELS, PIXELS);
                    next++;
                  }
                  here++;
                }
                return new int[] {here, next};
              });
      at = read[0];
      kept = read[1];
    }
    requireWhole(files, at, count);
    return pixels;
  }

  /**
   * Reads some images and their labels.
   *
   * @param name the name of the set
   * @param part {@code training} or {@code test}
   * @param choice the choice of images to keep
   * @throws Problem naming the file, if one is missing, damaged or not of the right kind
   */
  static ChosenImages read(
      String name, String part, List<Path> files, Layout layout, Idx.Choice choice) {
    int[] labels = labels(files, layout);
    int[] chosen = choice.positions(labels);
    MessageDigest digest = Sha256.begin();
    digest.update(ImageSet.shape(labels.length, CHANNELS, SIDE, SIDE));
    // If all are kept, their digest can wait.
    boolean all = chosen.length == labels.length;
    byte[] pixels = pixels(files, layout, chosen, labels.length, all ? null : digest);
    ImageSet set =
        new ImageSet(
            name + ", " + part,
            CHANNELS,
            SIDE,
            SIDE,
            new ImageValues.Bytes(pixels),
            Arrays.stream(chosen).map(i -> labels[i]).toArray());
    digest.update(ImageSet.bytes(labels));
    return new ChosenImages(
        set, part, files, labels.length, all ? set::sha256 : () -> Sha256.end(digest));
  }

  /**
   * The number of images in some files that a run can read.
   *
   * @throws Problem naming the file, if a run would refuse it
   */
  static int check(List<Path> files, Layout layout) {
    try {
      return Findings.of(files, "check " + layout, () -> labels(files, layout).length);
    } catch (IOException e) {
      throw unreadable(files.getFirst(), e);
    }
  }

  /** The number of images in some files, by their sizes. */
  private static int count(List<Path> files, Layout layout) {
    long count = 0;
    for (Path file : files) {
      long bytes = size(file);
      if (bytes == 0 || bytes % layout.record() != 0) {
        throw new Problem(
            "%s has %,d bytes, but must have a multiple of %,d: records of %d and %,d bytes."
                .formatted(file, bytes, layout.record(), layout.labels, PIXELS));
      }
      count += bytes / layout.record();
    }
    if (count > MOST) {
      throw new Problem(
          "%s and its neighbours hold %,d images, but may hold %,d."
              .formatted(files.getFirst(), count, MOST));
    }
    return (int) count;
  }

  private static long size(Path file) {
    try {
      InputFile.requireRegular(file, WANTED);
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireWhole(List<Path> files, int read, int count) {
    if (read < count) {
      throw new Problem("%s is cut short.".formatted(files.getLast()));
    }
  }

  static InputStream open(Path file) throws IOException {
    return InputFile.open(file, WANTED);
  }

  private static <T> T reading(Path file, Idx.Reader<T> reader) {
    try (InputStream in = open(file)) {
      return reader.read(in);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Problem unreadable(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? new Problem("%s is missing.".formatted(file), e)
        : new Problem("%s cannot be read (%s).".formatted(file, IoErrors.of(e)), e);
  }
}
