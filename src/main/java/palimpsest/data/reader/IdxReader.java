package palimpsest.data.reader;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.Idx;
import palimpsest.file.AtomicFile;
import palimpsest.file.NpyArray;
import palimpsest.file.NpyHeader;
import palimpsest.problem.Problem;

/**
 * IDX files of any names: a folder with one of images and one of labels, and the same for tests.
 */
final class IdxReader implements SetReader {

  /** More names of a folder than this are not looked at. */
  private static final int MOST_NAMES = 1000;

  private static final int MOST_AXES = 4;

  /** Nothing deflated unpacks to more bytes than this for each of its own. */
  private static final long DEFLATE_RATIO = 1032;

  /** An IDX file, by its header. */
  private record Found(Path file, int axes, boolean test) {
    boolean isLabels() {
      return axes == 1;
    }
  }

  @Override
  public String key() {
    return "idx";
  }

  @Override
  public String label() {
    return "IDX";
  }

  @Override
  public String help() {
    return "A folder with IDX files of images and labels, those for tests with \"test\" or \"t10k\""
        + " in their names.";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isDirectory(path) && !found(path).isEmpty();
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    if (!Files.isDirectory(path)) {
      throw new Problem(
          "%s is not a folder; give the folder that holds images and labels.".formatted(path));
    }
    List<Found> all = found(path);
    ArrayImages training =
        images(only(all, false, false, path).orElseThrow(() -> missing(path, "images")));
    Path names = only(all, true, false, path).orElseThrow(() -> missing(path, "labels"));
    Path file = only(all, false, false, path).orElseThrow();
    RawSet.Part part = training.with(labels(names), path, name(file), name(names));
    RawSet.@Nullable Part test = null;
    Optional<Path> testImages = only(all, false, true, path);
    Optional<Path> testLabels = only(all, true, true, path);
    if (testImages.isPresent() || testLabels.isPresent()) {
      Path tested = testImages.orElseThrow(() -> missing(path, "test images"));
      Path told = testLabels.orElseThrow(() -> missing(path, "test labels"));
      ArrayImages images = images(tested);
      images.requireShape(training.shape(), path, name(file), name(tested));
      test = images.with(labels(told), path, name(tested), name(told));
    }
    return new RawSet(training.shape(), part, test, List.of());
  }

  private static Problem missing(Path path, String what) {
    return new Problem(
        "%s has no IDX file of %s. It needs one of images and one of labels."
            .formatted(path, what));
  }

  private static ArrayImages images(Path file) {
    return ArrayImages.of(file, name(file), array(file));
  }

  private static Labels labels(Path file) {
    return ArrayImages.labels(file, name(file), array(file));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The one file of a kind; empty if there is none. */
  private static Optional<Path> only(List<Found> all, boolean labels, boolean test, Path path) {
    List<Path> files =
        all.stream()
            .filter(one -> one.isLabels() == labels && one.test() == test)
            .map(Found::file)
            .toList();
    if (files.size() > 1) {
      throw new Problem(
          "%s has several IDX files of %s%s: %s. Keep one of them there."
              .formatted(
                  path,
                  test ? "test " : "training ",
                  labels ? "labels" : "images",
                  String.join(", ", files.stream().map(IdxReader::name).toList())));
    }
    return files.stream().findFirst();
  }

  private static List<Found> found(Path folder) {
    List<Found> found = new ArrayList<>();
    try (Stream<Path> names = Files.list(folder)) {
      for (Path file : names.limit(MOST_NAMES).sorted().toList()) {
        if (Files.isRegularFile(file)) {
          int axes = axes(file);
          if (axes > 0) {
            String name = name(file).toLowerCase(Locale.ROOT);
            found.add(new Found(file, axes, name.contains("test") || name.contains("t10k")));
          }
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return found;
  }

  /** The number of axes that a file's first bytes tell; 0 if it is no IDX file. */
  private static int axes(Path file) {
    try (InputStream in = Idx.open(file)) {
      byte[] magic = in.readNBytes(Integer.BYTES);
      return magic.length == Integer.BYTES
              && magic[0] == 0
              && magic[1] == 0
              && !type(magic[2]).isEmpty()
              && magic[3] >= 1
              && magic[3] <= MOST_AXES
          ? magic[3]
          : 0;
    } catch (IOException | Problem e) {
      return 0;
    }
  }

  /** NumPy's name of an element type; empty if there is none of this number. */
  private static String type(byte number) {
    return switch (number) {
      case 0x08 -> "|u1";
      case 0x09 -> "|i1";
      case 0x0B -> ">i2";
      case 0x0C -> ">i4";
      case 0x0D -> ">f4";
      case 0x0E -> ">f8";
      default -> "";
    };
  }

  /** Reads a file's array to its end. */
  private static NpyArray array(Path file) {
    try (InputStream in = Idx.open(file)) {
      byte[] magic = in.readNBytes(Integer.BYTES);
      byte[] sizes = in.readNBytes(Integer.BYTES * magic[3]);
      if (sizes.length < Integer.BYTES * magic[3]) {
        throw new Problem("%s is cut short: it ends within its header.".formatted(file));
      }
      int[] shape = new int[magic[3]];
      ByteBuffer.wrap(sizes).asIntBuffer().get(shape);
      for (int size : shape) {
        if (size < 1) {
          throw new Problem(
              "%s claims the size %s; a number from 1 on would be right."
                  .formatted(file, Integer.toUnsignedString(size)));
        }
      }
      NpyHeader header = new NpyHeader(type(magic[2]), shape);
      long bytes = header.bytes();
      if (bytes > SetReaders.mostBytes()) {
        throw new Problem(
            "%s takes %,d bytes, but Java may use only %,d for it."
                .formatted(file, bytes, SetReaders.mostBytes()));
      }
      if (bytes > DEFLATE_RATIO * Files.size(file)) {
        throw new EOFException();
      }
      NpyArray array = header.values(in);
      if (in.read() != -1) {
        throw new Problem(
            "%s has bytes after its end: more than its header promises.".formatted(file));
      }
      return array;
    } catch (EOFException e) {
      throw new Problem(
          "%s is cut short: it holds less than its header promises.".formatted(file), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Problem unreadable(Path file, IOException e) {
    return new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
  }
}
