package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.Catalogue;
import palimpsest.data.Subset;
import palimpsest.fisher.Representation;
import palimpsest.input.StrictNumber;
import palimpsest.learning.StrategyKind;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;
import palimpsest.text.VisibleText;

/**
 * The fields of a specification: the one place that knows what each is called, what it means, what
 * it may be and which strategies use it. The form, the command line and JSON files all read it.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions are stateless
public enum SpecField {
  NAME(
      "name",
      "Name",
      "What the run is called in tables and folders.",
      "",
      "at most 80 characters on one line, without control characters",
      SpecField::name),
  IMAGES(
      "images",
      "Image set",
      "The images to learn. Glyphs is drawn by the program itself; Fellowship is MNIST,"
          + " Fashion-MNIST and Kuzushiji-MNIST from the data folder.",
      Catalogue.GLYPHS,
      oneOf(Catalogue.KEYS.stream()),
      key(Catalogue.KEYS.stream(), Function.identity())),
  TASKS(
      "tasks",
      "Tasks",
      "The tasks to learn, in order, by their number in the image set.",
      "0,1,2",
      "a list of different task numbers from 0 to 2, such as 0,1,2",
      SpecField::tasks),
  TRAIN_LIMIT(
      "train-limit",
      "Training images",
      "Training images of each task, at most so many; 0 takes all.",
      "0",
      wholeRange(0, 10_000_000),
      whole(0, 10_000_000)),
  TEST_LIMIT(
      "test-limit",
      "Test images",
      "Test images of each task, at most so many; 0 takes all.",
      "0",
      wholeRange(0, 10_000_000),
      whole(0, 10_000_000)),
  SUBSET(
      "subset",
      "Subset",
      "Which images a limit leaves: stratified draws them from the seed, each class in proportion"
          + " to its size; first takes the first of the file, as version 0.1.0 did. It also says on"
          + " which 1,000 images a Fisher matrix is shown.",
      Subset.STRATIFIED.key(),
      oneOf(Stream.of(Subset.values()).map(Subset::key)),
      key(Stream.of(Subset.values()), Subset::key),
      SpecDraft::limitsImages),
  CHANNELS(
      "channels",
      "Channels",
      "Channels of both convolutions. The notebook's network has 5.",
      "5",
      wholeRange(1, 512),
      whole(1, 512)),
  HIDDEN_UNITS(
      "hidden-units",
      "Hidden units",
      "Units of the hidden linear layer. The notebook's network has 20.",
      "20",
      wholeRange(1, 10_000),
      whole(1, 10_000)),
  STRATEGY(
      "strategy",
      "Strategy",
      "What keeps the network from forgetting.",
      StrategyKind.FINE_TUNING.key(),
      oneOf(Stream.of(StrategyKind.values()).map(StrategyKind::key)),
      key(Stream.of(StrategyKind.values()), StrategyKind::key)),
  REPRESENTATION(
      "representation",
      "Fisher",
      "How the Fisher matrix is represented: what is kept of its P × P entries.",
      Representation.KFAC.key(),
      oneOf(Stream.of(Representation.values()).map(Representation::key)),
      key(Stream.of(Representation.values()), Representation::key),
      draft -> draft.strategyHas(StrategyKind::usesFisher) || draft.observesFisher()),
  IMPORTANCE(
      "importance",
      "Importance",
      "The factor before EWC's penalty: the larger, the less the weights of earlier tasks move.",
      "10",
      "a number from 0 to 1,000,000",
      number(value -> value >= 0 && value <= 1e6),
      draft -> draft.strategyHas(StrategyKind::penalises)),
  BUFFER_SIZE(
      "buffer",
      "Buffer size",
      "Images that the reservoir buffer holds.",
      "1000",
      wholeRange(1, 10_000_000),
      whole(1, 10_000_000),
      draft -> draft.strategyHas(StrategyKind::rehearses)),
  DAMPING(
      "damping",
      "Damping",
      "λ, added to the Fisher matrix before it is inverted: the larger, the closer to plain SGD.",
      "0.01",
      "a number above 0, up to 1,000,000",
      number(value -> value > 0 && value <= 1e6),
      draft -> draft.strategyHas(StrategyKind::preconditions)),
  EPOCHS(
      "epochs",
      "Epochs",
      "Passes over each task's training images.",
      "5",
      wholeRange(1, 10_000),
      whole(1, 10_000)),
  BATCH_SIZE(
      "batch", "Batch size", "Images per step.", "256", wholeRange(1, 65_536), whole(1, 65_536)),
  LEARNING_RATE(
      "learning-rate",
      "Learning rate",
      "The factor before the gradient in each step of SGD.",
      "0.002",
      "a number above 0, up to 1,000",
      number(value -> value > 0 && value <= 1000)),
  SEED(
      "seed",
      "Seed",
      "From it come the first weights, the order of the images and the buffer. Two strategies with"
          + " one seed start alike.",
      "42",
      "a whole number from 0 to 9,007,199,254,740,991",
      SpecField::seed),
  PRECISION(
      "precision",
      "Precision",
      "The floating-point type of the numerics. float64 is slower and sharper.",
      Precision.FLOAT32.key(),
      oneOf(Stream.of(Precision.values()).map(Precision::key)),
      key(Stream.of(Precision.values()), Precision::key)),
  DEVICE(
      "device",
      "Device",
      "Where to compute: cpu, cuda, cuda:1 for the second NVIDIA GPU, or mps for Apple's.",
      "cpu",
      "cpu, cuda, cuda: and a number, or mps",
      text -> {
        String device = text.strip().toLowerCase(Locale.ROOT);
        return device.matches("cpu|mps|cuda(:\\d{1,2})?") ? device : null;
      }),
  SHARES(
      "shares",
      "Shares",
      "Into how many shares the images of a batch are divided on the CPU; 0 takes as many as this"
          + " machine has threads. Any number of threads works through them: the same shares give"
          + " the same numbers, to the bit.",
      "0",
      wholeRange(0, 1024),
      whole(0, 1024),
      SpecDraft::computesOnCpu),
  OFFER_EVERY_STEP(
      "offer-every-step",
      "Offer every step",
      "Offers the current batch to the reservoir at every inner step and every epoch, as the"
          + " notebook did, so that an image can be remembered more than once.",
      "false",
      "true or false",
      SpecField::truth,
      draft -> draft.strategyHas(StrategyKind::rehearses)),
  OBSERVE_FISHER(
      "observe-fisher",
      "Show Fisher matrix",
      "Measures the Fisher matrix after each task for the eye, whatever the strategy. It costs time"
          + " and changes nothing in training.",
      "true",
      "true or false",
      SpecField::truth);

  private final String key;
  private final String label;
  private final String help;
  private final String initial;
  private final String range;
  private final Function<String, @Nullable Object> reader;
  private final Predicate<SpecDraft> used;

  SpecField(
      String key,
      String label,
      String help,
      String initial,
      String range,
      Function<String, @Nullable Object> reader) {
    this(key, label, help, initial, range, reader, draft -> true);
  }

  SpecField(
      String key,
      String label,
      String help,
      String initial,
      String range,
      Function<String, @Nullable Object> reader,
      Predicate<SpecDraft> used) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.initial = initial;
    this.range = range;
    this.reader = reader;
    this.used = used;
  }

  /** The name in JSON files and, behind two dashes, on the command line. */
  public String key() {
    return key;
  }

  /** The name beside the control in the form. */
  public String label() {
    return label;
  }

  /** What the field means, in a sentence or two. */
  public String help() {
    return help;
  }

  /** What the field holds before anyone writes into it. */
  public String initial() {
    return initial;
  }

  /** What the field may be, to follow the words "must be". */
  public String range() {
    return range;
  }

  /** Whether a run of this draft would read the field at all. */
  public boolean isUsedBy(SpecDraft draft) {
    return used.test(draft);
  }

  /**
   * The value that a text stands for.
   *
   * @throws Problem naming the field, the text and the range, if it stands for none
   */
  Object read(String text) {
    Object value = reader.apply(text);
    if (value == null) {
      throw Problem.badValue(key, text, range);
    }
    return value;
  }

  /** The field with this key, or null. */
  public static @Nullable SpecField named(String key) {
    return Stream.of(values()).filter(field -> field.key.equals(key)).findFirst().orElse(null);
  }

  private static String oneOf(Stream<String> keys) {
    return "one of " + String.join(", ", keys.toList());
  }

  private static <T> Function<String, @Nullable Object> key(
      Stream<T> values, Function<T, String> key) {
    List<T> known = values.toList();
    return text ->
        known.stream()
            .filter(value -> key.apply(value).equals(text.strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(null);
  }

  private static String wholeRange(int least, int most) {
    return "a whole number from %,d to %,d".formatted(least, most);
  }

  private static Function<String, @Nullable Object> whole(int least, int most) {
    return text -> {
      OptionalInt value = StrictNumber.whole(text, least, most);
      return value.isPresent() ? (Object) value.getAsInt() : null;
    };
  }

  private static Function<String, @Nullable Object> number(DoublePredicate fits) {
    return text -> {
      OptionalDouble value = StrictNumber.real(text);
      return value.isPresent() && fits.test(value.getAsDouble())
          ? (Object) value.getAsDouble()
          : null;
    };
  }

  private static @Nullable Object name(String text) {
    String name = text.strip();
    return name.codePointCount(0, name.length()) <= SpecJson.MOST_NAME
            && VisibleText.fault(name).isEmpty()
        ? name
        : null;
  }

  private static @Nullable Object seed(String text) {
    OptionalLong value = StrictNumber.whole(text);
    return value.isPresent()
            && value.getAsLong() >= 0
            && value.getAsLong() <= 9_007_199_254_740_991L
        ? (Object) value.getAsLong()
        : null;
  }

  private static @Nullable Object truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static @Nullable Object tasks(String text) {
    List<Integer> tasks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!(whole(0, Catalogue.TASKS - 1).apply(part) instanceof Integer task)
          || tasks.contains(task)) {
        return null;
      }
      tasks.add(task);
    }
    return tasks;
  }
}
