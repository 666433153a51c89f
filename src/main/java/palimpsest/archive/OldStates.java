package palimpsest.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import palimpsest.file.NpyArray;
import palimpsest.learning.state.SavedState;

/**
 * The states of parts in a checkpoint of format 1 or 2: of the reservoir, of EWC's penalty, and of
 * SGD without momentum, whether the run had them or not.
 */
final class OldStates {

  private OldStates() {}

  /**
   * The states, under the names that they have now.
   *
   * @param terms reads a term by its name
   * @throws IllegalArgumentException if the arrays describe none
   */
  static SequencedMap<String, SavedState> of(
      Map<String, NpyArray> arrays, Function<String, SavedState> terms) {
    int[] count = CheckpointArrays.ints(arrays, "terms");
    int tasks = CheckpointArrays.array(arrays, "initial").length() / 2;
    if (count.length != 1 || count[0] < 0 || count[0] > tasks) {
      throw new IllegalArgumentException(
          "it does not have one term at most for each of its %d tasks".formatted(tasks));
    }
    List<String> names = IntStream.range(0, count[0]).mapToObj(Integer::toString).toList();
    SequencedMap<String, SavedState> states = new LinkedHashMap<>();
    states.put("optimizer", StateArrays.state(Map.of("steps", NpyArray.Longs.of(0))));
    SequencedMap<String, NpyArray> reservoir = new LinkedHashMap<>();
    reservoir.put("images", CheckpointArrays.array(arrays, "remembered"));
    reservoir.put("offered", CheckpointArrays.array(arrays, "offered"));
    states.put("reservoir", StateArrays.state(reservoir));
    states.put("ewc", StateArrays.state(Map.of(), names, terms));
    return states;
  }
}
