package palimpsest.data.reader;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import palimpsest.data.ImageValues;
import palimpsest.file.AtomicFile;
import palimpsest.input.StrictNumber;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/** A table as CSV: a row for each image or vector, its label in a named column. */
final class CsvReader implements SetReader {

  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_COLUMNS = 1 << 16;
  private static final int BYTE = 255;

  private static final List<String> LABELS = List.of("label", "class", "target", "y");
  private static final List<String> PARTS = List.of("part", "split");

  @Override
  public String key() {
    return "csv";
  }

  @Override
  public String label() {
    return "CSV";
  }

  @Override
  public String help() {
    return "A .csv file whose first row names the columns, one of which holds the labels (--label).";
  }

  @Override
  public boolean takesOptions() {
    return true;
  }

  @Override
  public boolean recognises(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return !Files.isDirectory(path)
        && (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt"));
  }

  /**
   * The places of the columns.
   *
   * @param part that of the parts; -1 if there is none
   * @param features those of the numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Columns(List<String> names, int label, int part, int[] features) {}

  /** Rows of one part, as they are read. */
  private static final class Rows {
    private float[] numbers = new float[1 << 10];
    private int count;
    private final List<String> labels = new ArrayList<>();

    void add(float number, Path file) {
      if (count == numbers.length) {
        long more = Math.min(2L * count, SetReaders.mostBytes() / Float.BYTES);
        if (more <= count) {
          throw new Problem(
              "%s has more numbers than the %,d that fit into memory.".formatted(file, count));
        }
        numbers = Arrays.copyOf(numbers, (int) more);
      }
      numbers[count++] = number;
    }
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    String text;
    try {
      text =
          TextFile.read(path, (int) Math.min(MOST_BYTES, SetReaders.mostBytes() / 2), "a CSV file");
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(text))
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    Rows training = new Rows();
    Rows test = new Rows();
    Columns columns = null;
    try (CSVParser parser = format.parse(new StringReader(text))) {
      for (CSVRecord row : parser) {
        if (columns == null) {
          columns = columns(path, row.toList(), options);
        } else {
          add(path, columns, row, isTest(path, columns, row) ? test : training);
        }
      }
    } catch (IOException | java.io.UncheckedIOException | IllegalStateException e) {
      throw new Problem(
          "%s cannot be read as CSV: %s."
              .formatted(path, VisibleText.clipped(String.valueOf(e.getMessage()), 200)),
          e);
    }
    if (columns == null || training.labels.isEmpty()) {
      throw new Problem("%s has no rows of training images.".formatted(path));
    }
    ImageShape shape = shape(path, columns, options);
    boolean bytes = !options.shape().isEmpty() && areBytes(training) && areBytes(test);
    return new RawSet(
        shape, part(training, bytes), test.labels.isEmpty() ? null : part(test, bytes), List.of());
  }

  /** The one of the usual signs that comes most often in the first line. */
  private static char delimiter(String text) {
    String first = text.lines().findFirst().orElse("");
    char best = ',';
    for (char sign : new char[] {';', '\t'}) {
      if (count(first, sign) > count(first, best)) {
        best = sign;
      }
    }
    return best;
  }

  private static long count(String text, char sign) {
    return text.chars().filter(c -> c == sign).count();
  }

  private static Columns columns(Path path, List<String> names, ReadOptions options) {
    if (names.size() > MOST_COLUMNS) {
      throw new Problem(
          "%s has %,d columns, but may have %,d.".formatted(path, names.size(), MOST_COLUMNS));
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new Problem("%s has two columns of one name in its first row.".formatted(path));
    }
    int label = place(path, names, options.label(), LABELS);
    if (label < 0) {
      throw new Problem(
          "%s has no column \"label\": name that of the labels with --label. Its columns are %s."
              .formatted(path, listed(names)));
    }
    int part = place(path, names, options.part(), PARTS);
    int[] features =
        IntStream.range(0, names.size()).filter(i -> i != label && i != part).toArray();
    if (features.length == 0) {
      throw new Problem(
          "%s has no columns of numbers besides %s.".formatted(path, names.get(label)));
    }
    return new Columns(names, label, part, features);
  }

  private static int place(Path path, List<String> names, String wanted, List<String> usual) {
    if (!wanted.isEmpty()) {
      int place = names.indexOf(wanted);
      if (place < 0) {
        throw new Problem(
            "%s has no column \"%s\". Its columns are %s.".formatted(path, wanted, listed(names)));
      }
      return place;
    }
    return IntStream.range(0, names.size())
        .filter(i -> usual.contains(names.get(i).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(-1);
  }

  private static String listed(List<String> names) {
    int most = 12;
    return VisibleText.clipped(
        String.join(", ", names.subList(0, Math.min(most, names.size())))
            + (names.size() > most ? ", …" : ""),
        400);
  }

  private static boolean isTest(Path path, Columns columns, CSVRecord row) {
    if (columns.part() < 0) {
      return false;
    }
    String part = columns.part() < row.size() ? row.get(columns.part()) : "";
    return switch (part.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> false;
      case "test", "testing" -> true;
      default ->
          throw new Problem(
              "%s, row %,d: %s is \"%s\", but must be train or test."
                  .formatted(
                      path,
                      row.getRecordNumber(),
                      columns.names().get(columns.part()),
                      VisibleText.clipped(part, 40)));
    };
  }

  private static void add(Path path, Columns columns, CSVRecord row, Rows rows) {
    if (row.size() != columns.names().size()) {
      throw new Problem(
          "%s, row %,d has %,d cells, but the first row names %,d columns."
              .formatted(path, row.getRecordNumber(), row.size(), columns.names().size()));
    }
    for (int column : columns.features()) {
      OptionalDouble number = StrictNumber.real(row.get(column));
      float value = (float) number.orElse(Double.NaN);
      if (!Float.isFinite(value)) {
        throw new Problem(
            "%s, row %,d: %s is \"%s\", but must be a number."
                .formatted(
                    path,
                    row.getRecordNumber(),
                    columns.names().get(column),
                    VisibleText.clipped(row.get(column), 40)));
      }
      rows.add(value, path);
    }
    rows.labels.add(row.get(columns.label()));
    if (rows.labels.size() > SetReaders.MOST_IMAGES) {
      throw new Problem("%s has more than %,d rows.".formatted(path, SetReaders.MOST_IMAGES));
    }
  }

  private static ImageShape shape(Path path, Columns columns, ReadOptions options) {
    int numbers = columns.features().length;
    if (options.shape().isEmpty()) {
      return ImageShape.vector(numbers);
    }
    String[] sizes = options.shape().split("[x×*]", -1);
    OptionalInt[] read =
        Arrays.stream(sizes)
            .map(size -> StrictNumber.whole(size, 1, MOST_COLUMNS))
            .toArray(OptionalInt[]::new);
    boolean right =
        (read.length == 2 || read.length == 3)
            && Arrays.stream(read).allMatch(OptionalInt::isPresent);
    int[] all = right ? Arrays.stream(read).mapToInt(OptionalInt::getAsInt).toArray() : new int[0];
    if (!right || Arrays.stream(all).asLongStream().reduce(1, (a, b) -> a * b) != numbers) {
      throw Problem.badValue(
          "shape",
          options.shape(),
          "rows x columns, or channels x rows x columns, of %,d numbers, as many as %s has"
              .formatted(numbers, path.getFileName()));
    }
    ImageShape shape =
        all.length == 2
            ? new ImageShape(1, all[0], all[1])
            : new ImageShape(all[0], all[1], all[2]);
    return shape.checked(path);
  }

  private static boolean areBytes(Rows rows) {
    for (int i = 0; i < rows.count; i++) {
      float number = rows.numbers[i];
      if (number < 0 || number > BYTE || number != Math.rint(number)) {
        return false;
      }
    }
    return true;
  }

  private static RawSet.Part part(Rows rows, boolean bytes) {
    if (!bytes) {
      return new RawSet.Part(
          new ImageValues.Floats(Arrays.copyOf(rows.numbers, rows.count)),
          new Labels.Texts(rows.labels));
    }
    byte[] pixels = new byte[rows.count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rows.numbers[i];
    }
    return new RawSet.Part(new ImageValues.Bytes(pixels), new Labels.Texts(rows.labels));
  }

  private static Problem unreadable(Path file, IOException e) {
    return new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
  }
}
