package palimpsest.data.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.data.Cifar;
import palimpsest.data.ImageValues;
import palimpsest.file.AtomicFile;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;

/** CIFAR-10 and CIFAR-100 in their binary version: a folder of files of records. */
final class CifarReader implements SetReader {

  private static final ImageShape SHAPE = new ImageShape(Cifar.CHANNELS, Cifar.SIDE, Cifar.SIDE);

  private static final int MOST_BATCHES = 5;

  private static final int MOST_NAMES_BYTES = 1 << 16;

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
    Cifar.Layout layout = ten ? Cifar.Layout.TEN : Cifar.Layout.HUNDRED;
    List<Path> training =
        ten
            ? IntStream.rangeClosed(1, MOST_BATCHES)
                .mapToObj(batch -> path.resolve("data_batch_%d.bin".formatted(batch)))
                .filter(Files::exists)
                .toList()
            : List.of(path.resolve("train.bin"));
    Path test = path.resolve(ten ? "test_batch.bin" : "test.bin");
    List<String> names =
        names(path.resolve(ten ? "batches.meta.txt" : "fine_label_names.txt"), layout);
    return new RawSet(
        SHAPE,
        part(training, layout, names),
        Files.exists(test) ? part(List.of(test), layout, names) : null,
        List.of());
  }

  /** Class names of a set; none if their file is not there. */
  private static List<String> names(Path file, Cifar.Layout layout) {
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
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static RawSet.Part part(List<Path> files, Cifar.Layout layout, List<String> names) {
    int[] labels = Cifar.labels(files, layout);
    if ((long) labels.length * SHAPE.size() > SetReaders.mostBytes()) {
      throw new Problem(
          "%s and its neighbours hold %,d images, more than can be held in memory."
              .formatted(files.getFirst(), labels.length));
    }
    byte[] pixels = Cifar.pixels(files, layout, IntStream.range(0, labels.length).toArray());
    return new RawSet.Part(new ImageValues.Bytes(pixels), labels(labels, names));
  }

  /** Names are numbered in the order of the file, which is that of the numbers. */
  private static Labels labels(int[] labels, List<String> names) {
    boolean ascending = names.stream().sorted().toList().equals(names);
    if (names.isEmpty() || !ascending) {
      return new Labels.Numbers(Arrays.stream(labels).asLongStream().toArray());
    }
    List<String> texts = new ArrayList<>(labels.length);
    for (int label : labels) {
      texts.add(names.get(label));
    }
    return new Labels.Texts(texts);
  }
}
