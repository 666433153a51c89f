package palimpsest.data.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ImageSet;
import palimpsest.problem.Problem;

/** The formats of image sets that there are: a line each. */
public final class SetReaders {

  /** All of them, in the order in which a path is tried. */
  public static final List<SetReader> ALL =
      List.of(
          new NpzReader(),
          new CsvReader(),
          new LibSvmReader(),
          new CifarReader(),
          new IdxReader(),
          new PicturesReader());

  /** Images of a part at most: far above the largest set that anyone trains here. */
  static final int MOST_IMAGES = 2_000_000;

  private SetReaders() {}

  /** The reader with a key. */
  public static Optional<SetReader> named(String key) {
    return ALL.stream().filter(reader -> reader.key().equals(key)).findFirst();
  }

  /**
   * The reader of a file or folder.
   *
   * @throws Problem if there is no such file, or no reader for it
   */
  public static SetReader of(Path path) {
    if (!Files.exists(path)) {
      throw new Problem("There is no file or folder %s.".formatted(path));
    }
    return ALL.stream()
        .filter(reader -> reader.recognises(path))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "%s is not an image set of a known format. These can be read: %s"
                    .formatted(
                        path, ALL.stream().map(SetReader::help).collect(Collectors.joining(" ")))));
  }

  /** Memory that the images of a set may take; reading them takes as much once more. */
  static long mostBytes() {
    return Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE - 8L);
  }

  /**
   * Reads an image set, and numbers its classes.
   *
   * @param name its name
   * @throws Problem naming file, field and value, if something is not right
   */
  public static ReadSet read(String name, SetReader reader, Path path, ReadOptions options) {
    RawSet raw = reader.read(path, options);
    RawSet.Part test = raw.test();
    ClassNumbers classes =
        ClassNumbers.of(
            path,
            Stream.of(raw.training(), test)
                .flatMap(Stream::ofNullable)
                .map(RawSet.Part::labels)
                .toList(),
            raw.classes());
    ImageSet training = set(name + ", training", raw, raw.training(), classes, path);
    if (test != null) {
      return new ReadSet(
          classes.names(), training, set(name + ", test", raw, test, classes, path), false);
    }
    int[] share = TestShare.of(training.labels());
    if (share.length == 0) {
      throw new Problem(
          ("%s has no test images, and no class has the three images that it takes to draw one for"
                  + " tests.")
              .formatted(path));
    }
    ImageSet drawn = training.at(share, 0);
    ImageSet rest = training.at(TestShare.without(training.size(), share), 0);
    return new ReadSet(
        classes.names(),
        rest,
        new ImageSet(
            name + ", test",
            drawn.channels(),
            drawn.height(),
            drawn.width(),
            drawn.values(),
            drawn.labels()),
        true);
  }

  private static ImageSet set(
      String name, RawSet raw, RawSet.@Nullable Part part, ClassNumbers classes, Path path) {
    if (part == null || part.labels().count() == 0) {
      throw new Problem("%s has no images in the part \"%s\".".formatted(path, name));
    }
    if (part.labels().count() > MOST_IMAGES) {
      throw new Problem(
          "%s has %,d images in one part, but may have %,d."
              .formatted(path, part.labels().count(), MOST_IMAGES));
    }
    ImageShape shape = raw.shape();
    return new ImageSet(
        name,
        shape.channels(),
        shape.height(),
        shape.width(),
        part.values(),
        classes.of(part.labels()));
  }
}
