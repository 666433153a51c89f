package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * The rule by which a direction, the gradient or what was made of it, becomes a step of the
 * weights. What it remembers between steps belongs to it.
 */
public abstract class Optimizer implements Stateful, AutoCloseable {

  private static final String STEPS = "steps";

  private final Workspace workspace;
  private final LearningRate rate;
  private final Clipping clipping;
  private final List<String> names;
  private final List<NDArray> averages;
  private long steps;

  /**
   * An optimizer that has made no step.
   *
   * @param parameters P
   * @param averages names of the moving averages [P] that it remembers
   */
  Optimizer(
      Workspace workspace,
      int parameters,
      LearningRate rate,
      Clipping clipping,
      List<String> averages) {
    this.workspace = workspace;
    this.rate = rate;
    this.clipping = clipping;
    names = averages;
    this.averages = averages.stream().map(_ -> workspace.zeros(parameters)).toList();
  }

  /**
   * Makes one step.
   *
   * @param theta θ [P], changed in place
   * @param direction the gradient [P], or what was made of it
   * @param passed share of the task's batches trained before, from 0 to below 1
   */
  public final void step(NDArray theta, NDArray direction, double passed) {
    steps++;
    update(theta, clipping.apply(workspace.kernels(), direction), rate.at(passed));
  }

  /**
   * Changes the weights and the averages in place.
   *
   * @param rate learning rate of this step
   */
  abstract void update(NDArray theta, NDArray direction, double rate);

  /** Steps made, this one included. */
  final long steps() {
    return steps;
  }

  /** A moving average [P]; zeros at the first step. */
  final NDArray average(int index) {
    return averages.get(index);
  }

  /** Forgets everything, as at the start of a task if that is asked for. */
  public final void reset() {
    steps = 0;
    for (NDArray average : averages) {
      try (Scope _ = new Scope()) {
        workspace.zeros(average.size()).copyTo(average);
      }
    }
  }

  @Override
  public final String stateName() {
    return "optimizer";
  }

  @Override
  public final void save(StateWriter state) {
    state.numbers(STEPS, steps);
    for (int i = 0; i < averages.size(); i++) {
      state.array(names.get(i), averages.get(i));
    }
  }

  @Override
  public final void check(StateReader state) {
    long made = state.number(STEPS);
    state.require(made >= 0, "has made %d steps", made);
    averages(state);
  }

  private List<PlainArray> averages(StateReader state) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> state.array(names.get(i), List.of(Math.toIntExact(averages.get(i).size()))))
        .toList();
  }

  @Override
  public final void load(StateReader state) {
    List<PlainArray> earlier = averages(state);
    steps = state.number(STEPS);
    for (int i = 0; i < averages.size(); i++) {
      try (Scope _ = new Scope()) {
        workspace.array(earlier.get(i)).copyTo(averages.get(i));
      }
    }
  }

  @Override
  public final void close() {
    averages.forEach(NDArray::close);
  }
}
