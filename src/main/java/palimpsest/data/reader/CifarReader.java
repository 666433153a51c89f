package palimpsest.data.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.data.ImageValues;
import palimpsest.file.AtomicFile;
import palimpsest.input.InputFile;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;

/** CIFAR-10 and CIFAR-100 in their binary version: a folder of files of records. */
final class CifarReader implements SetReader {

  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  private static final int MOST_BATCHES = 5;

  private static final int MOST_NAMES_BYTES = 1 << 16;

  /**
   * One of the two sets.
   *
   * @param labels bytes before the pixels of a record, the last of which is the label
   * @param classes number of classes
   * @param names name of the file of class names
   */
  private record Layout(int labels, int classes, String names) {}

  private static final Layout TEN = new Layout(1, 10, "batches.meta.txt");
  private static final Layout HUNDRED = new Layout(2, 100, "fine_label_names.txt");

  @Override
  public String key() {
    return "cifar";
  }

  @Override
  public String label() {
    return "CIFAR, binary version";
  }

  @Override
  public String help() {
    return "A folder with data_batch_1.bin … and test_batch.bin of CIFAR-10, or train.bin and"
        + " test.bin of CIFAR-100.";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.exists(path.resolve("data_batch_1.bin"))
        || Files.exists(path.resolve("train.bin"));
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    boolean ten = Files.exists(path.resolve("data_batch_1.bin"));
    Layout layout = ten ? TEN : HUNDRED;
    List<Path> training =
        ten
            ? IntStream.rangeClosed(1, MOST_BATCHES)
                .mapToObj(batch -> path.resolve("data_batch_%d.bin".formatted(batch)))
                .filter(Files::exists)
                .toList()
            : List.of(path.resolve("train.bin"));
    Path test = path.resolve(ten ? "test_batch.bin" : "test.bin");
    List<String> names = names(path.resolve(layout.names()), layout);
    return new RawSet(
        SHAPE,
        part(training, layout, names),
        Files.exists(test) ? part(List.of(test), layout, names) : null,
        List.of());
  }

  /** Class names of a set; none if their file is not there. */
  private static List<String> names(Path file, Layout layout) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<String> names =
          TextFile.read(file, MOST_NAMES_BYTES, "a text file")
              .lines()
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .toList();
      if (names.size() != layout.classes() || names.stream().distinct().count() < names.size()) {
        throw new Problem(
            "%s has %,d lines, but must have %d different class names."
                .formatted(file, names.size(), layout.classes()));
      }
      return names;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static RawSet.Part part(List<Path> files, Layout layout, List<String> names) {
    int record = layout.labels() + SHAPE.size();
    long all = 0;
    for (Path file : files) {
      long bytes = size(file);
      if (bytes == 0 || bytes % record != 0) {
        throw new Problem(
            "%s has %,d bytes, but must have a multiple of %,d: records of %d and %,d bytes."
                .formatted(file, bytes, record, layout.labels(), SHAPE.size()));
      }
      all += bytes / record;
    }
    if (all > SetReaders.MOST_IMAGES || all * SHAPE.size() > SetReaders.mostBytes()) {
      throw new Problem(
          "%s and its neighbours hold %,d images, more than can be held in memory."
              .formatted(files.getFirst(), all));
    }
    byte[] pixels = new byte[(int) all * SHAPE.size()];
    long[] labels = new long[(int) all];
    int at = 0;
    for (Path file : files) {
      try (InputStream in = InputFile.open(file, "a file of CIFAR")) {
        byte[] before = in.readNBytes(layout.labels());
        while (before.length == layout.labels() && at < labels.length) {
          labels[at] = Byte.toUnsignedInt(before[layout.labels() - 1]);
          if (labels[at] >= layout.classes()) {
            throw new Problem(
                "%s gives image %,d (counted from 0) the label %d, but labels must be from 0 to %d."
                    .formatted(file, at, labels[at], layout.classes() - 1));
          }
          if (in.readNBytes(pixels, at * SHAPE.size(), SHAPE.size()) < SHAPE.size()) {
            throw new Problem("%s is cut short.".formatted(file));
          }
          at++;
          before = in.readNBytes(layout.labels());
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    if (at < labels.length) {
      throw new Problem("%s is cut short.".formatted(files.getLast()));
    }
    return new RawSet.Part(new ImageValues.Bytes(pixels), labels(labels, names));
  }

  /** Names are numbered in the order of the file, which is that of the numbers. */
  private static Labels labels(long[] labels, List<String> names) {
    boolean ascending = names.stream().sorted().toList().equals(names);
    if (names.isEmpty() || !ascending) {
      return new Labels.Numbers(labels);
    }
    List<String> texts = new ArrayList<>(labels.length);
    for (long label : labels) {
      texts.add(names.get((int) label));
    }
    return new Labels.Texts(texts);
  }

  private static long size(Path file) {
    try {
      InputFile.requireRegular(file, "a file of CIFAR");
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Problem unreadable(Path file, IOException e) {
    return new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
  }
}
