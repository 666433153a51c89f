package palimpsest.learning.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;

/**
 * Reads the state of one part of a run, which may come from a damaged file or another run's. Every
 * method throws {@link IllegalArgumentException}, saying what is wrong, if it does not find what
 * must be there.
 */
public final class StateReader {

  private final String owner;
  private final SavedState state;
  private final Precision precision;
  private final int tasksLearned;
  private final long imagesSeen;
  private final Set<String> read = new HashSet<>();

  /**
   * A reader of a state.
   *
   * @param owner the owner of the state, to begin an error message with
   * @param precision the precision in which the run computes
   * @param tasksLearned tasks that the run has learned to their end
   * @param imagesSeen training images of these tasks and of the one being learned
   */
  public StateReader(
      String owner, SavedState state, Precision precision, int tasksLearned, long imagesSeen) {
    this.owner = owner;
    this.state = state;
    this.precision = precision;
    this.tasksLearned = tasksLearned;
    this.imagesSeen = imagesSeen;
  }

  /** Tasks that the run has learned to their end. */
  public int tasksLearned() {
    return tasksLearned;
  }

  /**
   * Training images of the learned tasks and of the one being learned; they are numbered from 0.
   */
  public long imagesSeen() {
    return imagesSeen;
  }

  /** Whether there are numbers of a name. */
  public boolean hasNumbers(String name) {
    return state.numbers().containsKey(name);
  }

  /** Whole numbers, in any number. */
  public long[] numbers(String name) {
    return found(state.numbers(), name, "numbers");
  }

  /** One whole number. */
  public long number(String name) {
    long[] numbers = numbers(name);
    require(numbers.length == 1, "has %d numbers \"%s\", not one", numbers.length, name);
    return numbers[0];
  }

  /** An array of a shape, in the run's precision, without values that are not numbers. */
  public PlainArray array(String name, List<Integer> shape) {
    PlainArray array = found(state.arrays(), name, "array");
    List<Integer> actual = Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
    require(
        actual.equals(shape),
        "has an array \"%s\" of the shape %s, but it must be %s",
        name,
        actual,
        shape);
    require(
        (array instanceof PlainArray.Floats) == (precision == Precision.FLOAT32),
        "has an array \"%s\" that is not %s",
        name,
        precision.key());
    require(!array.holdsNaN(), "has an array \"%s\" in which a value is not a number", name);
    return array;
  }

  /** The names of its terms, in order. */
  public List<String> terms() {
    return List.copyOf(state.terms().keySet());
  }

  /** The state of a term. */
  public StateReader term(String name) {
    Supplier<SavedState> term = found(state.terms(), name, "term");
    return new StateReader(
        "%s's term %s".formatted(owner, name), term.get(), precision, tasksLearned, imagesSeen);
  }

  /** Makes sure that everything in the state was read. */
  public void requireAllRead() {
    List<String> others = new ArrayList<>(state.numbers().keySet());
    others.addAll(state.arrays().keySet());
    others.addAll(state.terms().keySet());
    others.removeAll(read);
    require(others.isEmpty(), "has more than it should: %s", others);
  }

  /**
   * Makes sure of something else.
   *
   * @param sentence the error otherwise, to follow the owner's name
   */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  public void require(boolean right, String sentence, Object... arguments) {
    if (!right) {
      throw new IllegalArgumentException(owner + " " + sentence.formatted(arguments));
    }
  }

  private <T> T found(Map<String, T> values, String name, String kind) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("%s has no %s \"%s\"".formatted(owner, kind, name));
    }
    read.add(name);
    return value;
  }
}
