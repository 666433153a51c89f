package palimpsest.data.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ImageValues;
import palimpsest.file.AtomicFile;
import palimpsest.input.StrictNumber;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/**
 * Sparse feature vectors in LIBSVM's format: a line for each vector, "label index:value …" with
 * indices from 1. Test vectors are in a file of the same name with ".t" behind it.
 */
final class LibSvmReader implements SetReader {

  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_FEATURES = 1 << 16;
  private static final String TEST = ".t";

  /** Vectors as they are read: positions and values of each line, one after the other. */
  private static final class Lines {
    private final List<String> labels = new ArrayList<>();
    private final List<int[]> positions = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private int features;
  }

  @Override
  public String key() {
    return "libsvm";
  }

  @Override
  public String label() {
    return "LIBSVM";
  }

  @Override
  public String help() {
    return "A .libsvm or .svmlight file of sparse vectors, its test vectors beside it with .t behind"
        + " the name.";
  }

  @Override
  public boolean recognises(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return !Files.isDirectory(path) && (name.endsWith(".libsvm") || name.endsWith(".svmlight"));
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    Lines training = lines(path);
    Path beside = path.resolveSibling(path.getFileName() + TEST);
    @Nullable Lines test = Files.exists(beside) ? lines(beside) : null;
    int features = Math.max(training.features, test == null ? 0 : test.features);
    if (features == 0) {
      throw new Problem(
          "%s has no numbers: each line must be \"label index:value …\".".formatted(path));
    }
    return new RawSet(
        ImageShape.vector(features),
        part(path, training, features),
        test == null ? null : part(beside, test, features),
        List.of());
  }

  private static Lines lines(Path file) {
    String text;
    try {
      text =
          TextFile.read(
              file, (int) Math.min(MOST_BYTES, SetReaders.mostBytes() / 2), "a LIBSVM file");
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
    Lines lines = new Lines();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.split("#", 2)[0].strip();
      if (!content.isEmpty()) {
        add(file, number, content, lines);
      }
    }
    return lines;
  }

  private static void add(Path file, int number, String line, Lines lines) {
    if (lines.labels.size() == SetReaders.MOST_IMAGES) {
      throw new Problem("%s has more than %,d lines.".formatted(file, SetReaders.MOST_IMAGES));
    }
    String[] words = line.split("\\s+", -1);
    int[] positions = new int[words.length - 1];
    float[] values = new float[positions.length];
    for (int i = 0; i < positions.length; i++) {
      String[] pair = words[i + 1].split(":", -1);
      OptionalInt index =
          pair.length == 2 ? StrictNumber.whole(pair[0], 1, MOST_FEATURES) : OptionalInt.empty();
      OptionalDouble value = pair.length == 2 ? StrictNumber.real(pair[1]) : OptionalDouble.empty();
      values[i] = (float) value.orElse(Double.NaN);
      positions[i] = index.orElse(0) - 1;
      if (positions[i] < 0 || !Float.isFinite(values[i])) {
        throw new Problem(
            "%s, line %,d: \"%s\" must be an index from 1 to %,d, a colon and a number."
                .formatted(file, number, VisibleText.clipped(words[i + 1], 40), MOST_FEATURES));
      }
      if (i > 0 && positions[i] <= positions[i - 1]) {
        throw new Problem(
            "%s, line %,d: the index %,d comes after %,d, but indices must rise."
                .formatted(file, number, positions[i] + 1, positions[i - 1] + 1));
      }
      lines.features = Math.max(lines.features, positions[i] + 1);
    }
    lines.labels.add(words[0]);
    lines.positions.add(positions);
    lines.values.add(values);
  }

  private static RawSet.Part part(Path file, Lines lines, int features) {
    long numbers = (long) lines.labels.size() * features;
    if (numbers > SetReaders.mostBytes() / Float.BYTES) {
      throw new Problem(
          "%s has %,d vectors of %,d numbers, more than fit into memory."
              .formatted(file, lines.labels.size(), features));
    }
    float[] dense = new float[(int) numbers];
    for (int row = 0; row < lines.labels.size(); row++) {
      int[] positions = lines.positions.get(row);
      float[] values = lines.values.get(row);
      for (int i = 0; i < positions.length; i++) {
        dense[row * features + positions[i]] = values[i];
      }
    }
    return new RawSet.Part(new ImageValues.Floats(dense), new Labels.Texts(lines.labels));
  }
}
