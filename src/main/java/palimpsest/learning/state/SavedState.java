package palimpsest.learning.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import palimpsest.tensor.PlainArray;

/**
 * The state of one part of a run.
 *
 * @param numbers whole numbers by name
 * @param arrays arrays by name
 * @param terms large pieces that never change once they are made, by name; each is made or read
 *     when it is asked for
 */
public record SavedState(
    SequencedMap<String, long[]> numbers,
    SequencedMap<String, PlainArray> arrays,
    SequencedMap<String, Supplier<SavedState>> terms) {

  /** Copies the maps. */
  public SavedState {
    numbers = copy(numbers);
    arrays = copy(arrays);
    terms = copy(terms);
  }

  private static <T> SequencedMap<String, T> copy(SequencedMap<String, T> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  /** Whether it is the state of something that has not remembered anything yet. */
  public boolean isBlank() {
    return arrays.isEmpty()
        && terms.isEmpty()
        && numbers.values().stream().flatMapToLong(Arrays::stream).allMatch(n -> n == 0);
  }
}
