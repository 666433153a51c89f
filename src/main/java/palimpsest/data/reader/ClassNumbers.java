package palimpsest.data.reader;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/**
 * The classes of a set, numbered from 0 in ascending order of their labels: as numbers if all are
 * whole numbers, else as texts.
 *
 * @param names the labels as texts, in order
 */
record ClassNumbers(List<String> names) {

  /** As many classes as a scenario deals out. */
  static final int MOST = 10_000;

  private static final int LONGEST_NAME = 100;

  /**
   * Numbers the classes of some labels.
   *
   * @param others classes that are there without images
   * @throws Problem naming the file, if they are too many, or only one
   */
  static ClassNumbers of(Path file, List<Labels> parts, List<String> others) {
    List<String> names =
        Stream.concat(parts.stream().flatMap(part -> distinct(part).stream()), others.stream())
            .distinct()
            .toList();
    if (names.size() < 2) {
      throw new Problem(
          names.isEmpty()
              ? "%s has no classes; a network needs at least two to tell apart.".formatted(file)
              : "%s has only the class \"%s\"; a network needs at least two to tell apart."
                  .formatted(file, names.getFirst()));
    }
    if (names.size() > MOST) {
      throw new Problem(
          "%s has %,d different labels, but may have %,d; are they labels of classes?"
              .formatted(file, names.size(), MOST));
    }
    for (String name : names) {
      if (name.isBlank() || name.length() > LONGEST_NAME || VisibleText.fault(name).isPresent()) {
        throw new Problem(
            "%s has the class name \"%s\", but a name must have 1 to %d visible characters."
                .formatted(file, VisibleText.clipped(name, LONGEST_NAME), LONGEST_NAME));
      }
    }
    boolean numbers = names.stream().allMatch(name -> number(name).isPresent());
    return new ClassNumbers(
        names.stream()
            .sorted(
                numbers
                    ? Comparator.comparingLong(name -> number(name).orElseThrow())
                    : Comparator.naturalOrder())
            .toList());
  }

  /** The number that a text writes in the only way in which numbers are written. */
  private static OptionalLong number(String text) {
    OptionalLong number = StrictNumber.whole(text);
    return number.isPresent() && Long.toString(number.getAsLong()).equals(text)
        ? number
        : OptionalLong.empty();
  }

  private static List<String> distinct(Labels part) {
    return switch (part) {
      case Labels.Numbers(long[] values) ->
          LongStream.of(values).distinct().limit(MOST + 1L).mapToObj(Long::toString).toList();
      case Labels.Texts(List<String> values) ->
          values.stream().distinct().limit(MOST + 1L).toList();
    };
  }

  /** The numbers of labels. */
  int[] of(Labels labels) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
    return switch (labels) {
      case Labels.Numbers(long[] values) -> {
        Map<Long, Integer> known = new HashMap<>();
        yield Arrays.stream(values)
            .mapToInt(value ->
                known.computeIfAbsent(value, one -> numbers.getOrDefault(Long.toString(one), -1)))
            .toArray();
      }
      case Labels.Texts(List<String> values) ->
          values.stream().mapToInt(value -> numbers.getOrDefault(value, -1)).toArray();
    };
  }
}
