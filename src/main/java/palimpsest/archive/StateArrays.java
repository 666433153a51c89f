package palimpsest.archive;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import palimpsest.file.NpyArray;
import palimpsest.learning.state.SavedState;
import palimpsest.tensor.PlainArray;

/**
 * The states of a run's parts as named arrays: {@code parts} names them, and what one remembers is
 * {@code part.name}. Terms, which are large and never change, lie in files of their own; {@code
 * part.terms} names them.
 */
final class StateArrays {

  private static final String PARTS = "parts";
  private static final String TERMS = "terms";

  /** The names of terms become names of files. */
  private static final Pattern TERM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private StateArrays() {}

  /** Adds the states to a checkpoint's arrays. */
  static void put(Map<String, NpyArray> arrays, SequencedMap<String, SavedState> states) {
    arrays.put(PARTS, new NpyArray.Texts(List.copyOf(states.keySet())));
    states.forEach((part, state) -> {
      of(state).forEach((name, array) -> arrays.put(part + "." + name, array));
      if (!state.terms().isEmpty()) {
        arrays.put(part + "." + TERMS, new NpyArray.Texts(List.copyOf(state.terms().keySet())));
      }
    });
  }

  /** The numbers and arrays of a state. */
  static Map<String, NpyArray> of(SavedState state) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    state.numbers().forEach((name, values) -> arrays.put(name, NpyArray.Longs.of(values)));
    state.arrays().forEach((name, array) -> arrays.put(name, npy(array)));
    return arrays;
  }

  private static NpyArray npy(PlainArray array) {
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    return switch (array) {
      case PlainArray.Floats(long[] _, float[] values) -> new NpyArray.Floats(shape, values);
      case PlainArray.Doubles(long[] _, double[] values) -> new NpyArray.Doubles(shape, values);
    };
  }

  /**
   * The states in a checkpoint's arrays.
   *
   * @param terms reads a term by its name
   * @throws IllegalArgumentException if they describe none
   */
  static SequencedMap<String, SavedState> states(
      Map<String, NpyArray> arrays, Function<String, SavedState> terms) {
    SequencedMap<String, SavedState> states = new LinkedHashMap<>();
    for (String part : texts(arrays, PARTS)) {
      SequencedMap<String, NpyArray> own = new LinkedHashMap<>();
      arrays.forEach((name, array) -> {
        if (name.startsWith(part + ".")) {
          own.put(name.substring(part.length() + 1), array);
        }
      });
      List<String> names = own.containsKey(TERMS) ? texts(own, TERMS) : List.of();
      own.remove(TERMS);
      states.put(part, state(own, names, terms));
    }
    return states;
  }

  /** The state of which arrays are the numbers and arrays; texts are no part of it. */
  static SavedState state(Map<String, NpyArray> arrays) {
    return state(
        arrays,
        List.of(),
        name -> {
          throw new IllegalArgumentException("there is no term " + name);
        });
  }

  /** The state of which arrays are the numbers and arrays, and which has terms of some names. */
  static SavedState state(
      Map<String, NpyArray> arrays, List<String> names, Function<String, SavedState> reading) {
    SequencedMap<String, long[]> numbers = new LinkedHashMap<>();
    SequencedMap<String, PlainArray> others = new LinkedHashMap<>();
    SequencedMap<String, Supplier<SavedState>> terms = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
      switch (array) {
        case NpyArray.Longs(int[] _, long[] values) -> numbers.put(name, values);
        case NpyArray.Ints(int[] _, int[] values) ->
            numbers.put(name, Arrays.stream(values).asLongStream().toArray());
        case NpyArray.Floats(int[] _, float[] values) ->
            others.put(name, new PlainArray.Floats(shape, values));
        case NpyArray.Doubles(int[] _, double[] values) ->
            others.put(name, new PlainArray.Doubles(shape, values));
        case NpyArray.Bytes _, NpyArray.Texts _ -> {}
      }
    });
    for (String name : names) {
      if (!TERM.matcher(name).matches()) {
        throw new IllegalArgumentException("\"%s\" is no name of a term".formatted(name));
      }
      terms.put(name, () -> reading.apply(name));
    }
    return new SavedState(numbers, others, terms);
  }

  private static List<String> texts(Map<String, NpyArray> arrays, String name) {
    if (arrays.get(name) instanceof NpyArray.Texts(List<String> texts)) {
      return texts;
    }
    throw CheckpointArrays.missing(name);
  }
}
