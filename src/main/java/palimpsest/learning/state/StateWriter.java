package palimpsest.learning.state;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Workspace;

/** Takes down the state of one part of a run. */
public final class StateWriter {

  private final SequencedMap<String, long[]> numbers = new LinkedHashMap<>();
  private final SequencedMap<String, PlainArray> arrays = new LinkedHashMap<>();
  private final SequencedMap<String, Supplier<SavedState>> terms = new LinkedHashMap<>();

  private StateWriter() {}

  /** The state that is written. */
  public static SavedState written(Consumer<StateWriter> writing) {
    StateWriter writer = new StateWriter();
    writing.accept(writer);
    return new SavedState(writer.numbers, writer.arrays, writer.terms);
  }

  /** Takes down whole numbers. */
  public void numbers(String name, long... values) {
    numbers.put(name, values);
  }

  /** Takes down a copy of an array. */
  public void array(String name, NDArray array) {
    arrays.put(name, Workspace.plain(array));
  }

  /**
   * Takes down a large piece that never changes any more. It is written when it is asked for, while
   * what it is made of is still there.
   *
   * @param name one that no other term of the run has
   */
  public void term(String name, Consumer<StateWriter> writing) {
    terms.put(name, () -> written(writing));
  }
}
