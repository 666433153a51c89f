package palimpsest.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.text.DidYouMean;

/**
 * The values that a setting may have, and how they are written as text.
 *
 * @param <T> type of the values
 */
public sealed interface Kind<T> {

  /** The forms that values take in JSON. */
  enum Form {
    NUMBER,
    TRUTH,
    TEXT,
    LIST
  }

  /** The value that a text stands for; empty if it stands for none. */
  Optional<T> read(String text);

  /** A value as text that {@link #read} takes. */
  String write(T value);

  /** The values allowed, to follow the words "must be". */
  String range();

  /**
   * The problem with a text that stands for no value.
   *
   * @param field name of the setting in the message
   */
  default Problem problem(String field, String text) {
    return Problem.badValue(field, text, range());
  }

  /** The form of the values in JSON. */
  Form form();

  /** A value as a number, truth value, text or list of numbers, as JSON has it. */
  default Object plain(T value) {
    return value;
  }

  /**
   * Whole numbers.
   *
   * @param least smallest value
   * @param most largest value
   */
  record Whole(int least, int most) implements Kind<Integer> {

    @Override
    public Optional<Integer> read(String text) {
      OptionalInt value = StrictNumber.whole(text, least, most);
      return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    @Override
    public String write(Integer value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "a whole number from %,d to %,d".formatted(least, most);
    }

    @Override
    public Form form() {
      return Form.NUMBER;
    }
  }

  /**
   * Whole numbers beyond 32 bits.
   *
   * @param least smallest value
   * @param most largest value
   */
  record WideWhole(long least, long most) implements Kind<Long> {

    @Override
    public Optional<Long> read(String text) {
      OptionalLong value = StrictNumber.whole(text);
      return value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most
          ? Optional.of(value.getAsLong())
          : Optional.empty();
    }

    @Override
    public String write(Long value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "a whole number from %,d to %,d".formatted(least, most);
    }

    @Override
    public Form form() {
      return Form.NUMBER;
    }
  }

  /**
   * Finite real numbers.
   *
   * @param least lower bound
   * @param open whether the lower bound itself is excluded
   * @param most largest value
   * @param scale the spread of the values where one is picked by eye
   */
  record Real(double least, boolean open, double most, Scale scale) implements Kind<Double> {

    /** The spread of values where one is picked by eye, as with a slider. */
    public sealed interface Scale {

      /** Equal steps. */
      record Linear() implements Scale {}

      /**
       * Equal factors.
       *
       * @param least exponent of ten of the smallest value worth offering
       * @param most exponent of ten of the largest value worth offering
       */
      record Logarithmic(int least, int most) implements Scale {}
    }

    /** Numbers in equal steps. */
    public Real(double least, boolean open, double most) {
      this(least, open, most, new Scale.Linear());
    }

    /** Numbers above 0. */
    public static Real positive(double most) {
      return new Real(0, true, most);
    }

    /** Numbers from 0. */
    public static Real from0(double most) {
      return new Real(0, false, most);
    }

    /**
     * The same numbers, picked by their order of magnitude.
     *
     * @param from exponent of ten of the smallest value worth offering
     * @param to exponent of ten of the largest value worth offering
     */
    public Real logarithmic(int from, int to) {
      return new Real(least, open, most, new Scale.Logarithmic(from, to));
    }

    @Override
    public Optional<Double> read(String text) {
      OptionalDouble value = StrictNumber.real(text);
      return value.isPresent() && allows(value.getAsDouble())
          ? Optional.of(value.getAsDouble())
          : Optional.empty();
    }

    private boolean allows(double value) {
      return (open ? value > least : value >= least) && value <= most;
    }

    @Override
    public String write(Double value) {
      return number(value);
    }

    @Override
    public String range() {
      return open
          ? "a number above %s, up to %s".formatted(words(least), words(most))
          : "a number from %s to %s".formatted(words(least), words(most));
    }

    private static String words(double value) {
      return value == Math.rint(value) ? "%,.0f".formatted(value) : number(value);
    }

    private static String number(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }

    @Override
    public Form form() {
      return Form.NUMBER;
    }
  }

  /** True or false. */
  record Truth() implements Kind<Boolean> {

    @Override
    public Optional<Boolean> read(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String write(Boolean value) {
      return value.toString();
    }

    @Override
    public String range() {
      return "true or false";
    }

    @Override
    public Form form() {
      return Form.TRUTH;
    }
  }

  /**
   * Texts.
   *
   * @param range the texts allowed, to follow "must be"
   * @param reader the value of a text; null if it is not allowed
   */
  record Text(String range, Function<String, @Nullable String> reader) implements Kind<String> {

    @Override
    public Optional<String> read(String text) {
      return Optional.ofNullable(reader.apply(text));
    }

    @Override
    public String write(String value) {
      return value;
    }

    @Override
    public Form form() {
      return Form.TEXT;
    }
  }

  /**
   * One of some values.
   *
   * @param always the values that are always on offer, in their order
   * @param more the values that are on offer besides now; asked only where the others do not do
   * @param others makes an option of a value that is not on offer
   */
  record OneOf<T>(
      List<Option<T>> always, Supplier<List<Option<T>>> more, Function<T, Option<T>> others)
      implements Kind<T> {

    /** Copies the list. */
    public OneOf {
      always = List.copyOf(always);
    }

    /**
     * A value on offer.
     *
     * @param key its name in files and on the command line
     * @param label its name in the window
     * @param help its effect, in a sentence or two; may be empty
     */
    public record Option<T>(T value, String key, String label, String help) {}

    /**
     * One of values that are always the same.
     *
     * @param options the values in the order in which to offer them
     */
    public OneOf(List<Option<T>> options) {
      this(
          options,
          List::of,
          value -> {
            throw new IllegalArgumentException(value + " is none of the options");
          });
    }

    /** One of names that come and go while the program runs; a name that has gone stays a value. */
    public static OneOf<String> live(
        List<Option<String>> always, Supplier<List<Option<String>>> more) {
      return new OneOf<>(
          always, more, name -> new Option<>(name, name, name, "Not there any more."));
    }

    /** The values on offer now, in their order. */
    public List<Option<T>> options() {
      return Stream.concat(always.stream(), more.get().stream()).toList();
    }

    private Optional<Option<T>> find(Predicate<Option<T>> wanted) {
      return always.stream()
          .filter(wanted)
          .findFirst()
          .or(() -> more.get().stream().filter(wanted).findFirst());
    }

    /** One of some named values. */
    public static <N extends Named> OneOf<N> named(List<N> all) {
      return new OneOf<>(
          all.stream().map(one -> new Option<>(one, one.key(), one.label(), one.help())).toList());
    }

    @Override
    public Optional<T> read(String text) {
      String key = text.strip().toLowerCase(Locale.ROOT);
      return find(one -> one.key().equals(key)).map(Option::value);
    }

    /** The option of a value. */
    public Option<T> option(T value) {
      return find(one -> one.value().equals(value)).orElseGet(() -> others.apply(value));
    }

    @Override
    public String write(T value) {
      return option(value).key();
    }

    @Override
    public String range() {
      return "one of " + options().stream().map(Option::key).collect(Collectors.joining(", "));
    }

    @Override
    public Problem problem(String field, String text) {
      List<String> keys = options().stream().map(Option::key).toList();
      return new Problem(
          Problem.badValue(field, text, range()).getMessage() + DidYouMean.question(text, keys));
    }

    @Override
    public Form form() {
      return Form.TEXT;
    }

    @Override
    public Object plain(T value) {
      return write(value);
    }
  }

  /**
   * Lists of whole numbers.
   *
   * @param least smallest number
   * @param most largest number
   * @param distinct whether no number may come twice
   * @param longest numbers in the longest list
   * @param words the numbers, such as "task numbers"
   * @param example a list as text
   * @param empty the text of the empty list, such as "all"; empty if a list needs a number
   */
  record Wholes(
      int least,
      int most,
      boolean distinct,
      int longest,
      String words,
      String example,
      String empty)
      implements Kind<List<Integer>> {

    /** Lists of at least one number. */
    public Wholes(
        int least, int most, boolean distinct, int longest, String words, String example) {
      this(least, most, distinct, longest, words, example, "");
    }

    @Override
    public Optional<List<Integer>> read(String text) {
      if (!empty.isEmpty() && (text.isBlank() || text.strip().equals(empty))) {
        return Optional.of(List.of());
      }
      List<Integer> numbers = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        OptionalInt number = StrictNumber.whole(part, least, most);
        if (number.isEmpty()
            || numbers.size() == longest
            || (distinct && numbers.contains(number.getAsInt()))) {
          return Optional.empty();
        }
        numbers.add(number.getAsInt());
      }
      return Optional.of(List.copyOf(numbers));
    }

    @Override
    public String write(List<Integer> value) {
      return value.isEmpty()
          ? empty
          : value.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String range() {
      return "%sa list of %s%s from %,d to %,d, such as %s"
          .formatted(
              empty.isEmpty() ? "" : empty + ", or ",
              distinct ? "different " : "",
              words,
              least,
              most,
              example);
    }

    @Override
    public Form form() {
      return Form.LIST;
    }
  }
}
