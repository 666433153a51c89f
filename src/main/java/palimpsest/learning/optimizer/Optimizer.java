package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * The rule by which a direction, the gradient or what was made of it, becomes a step of the
 * weights. What it remembers between steps belongs to it.
 */
public abstract sealed class Optimizer implements AutoCloseable permits Adam, Sgd {

  private final Workspace workspace;
  private final LearningRate rate;
  private final Clipping clipping;
  private final List<NDArray> averages;
  private long steps;

  /**
   * An optimizer that has made no step.
   *
   * @param parameters P
   * @param averages how many moving averages [P] it remembers
   */
  Optimizer(
      Workspace workspace, int parameters, LearningRate rate, Clipping clipping, int averages) {
    this.workspace = workspace;
    this.rate = rate;
    this.clipping = clipping;
    this.averages = Stream.generate(() -> workspace.zeros(parameters)).limit(averages).toList();
  }

  /**
   * Makes one step.
   *
   * @param theta θ [P], changed in place
   * @param direction the gradient [P], or what was made of it
   */
  public final void step(NDArray theta, NDArray direction) {
    steps++;
    update(theta, clipping.apply(workspace.kernels(), direction), rate.at(steps - 1));
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

  /** Everything it remembers. */
  public final OptimizerState state() {
    return new OptimizerState(steps, averages.stream().map(Workspace::plain).toList());
  }

  /**
   * Remembers what it remembered then.
   *
   * @throws IllegalArgumentException if that is of another optimizer or another network
   */
  public final void restore(OptimizerState state) {
    List<long[]> shapes = averages.stream().map(average -> average.getShape().getShape()).toList();
    boolean fits =
        state.steps() >= 0
            && state.arrays().size() == shapes.size()
            && IntStream.range(0, shapes.size())
                .allMatch(i -> Arrays.equals(state.arrays().get(i).shape(), shapes.get(i)));
    if (!fits) {
      throw new IllegalArgumentException(
          "the optimizer's state does not fit: %d steps and %d moving averages"
              .formatted(state.steps(), state.arrays().size()));
    }
    steps = state.steps();
    for (int i = 0; i < averages.size(); i++) {
      try (Scope _ = new Scope()) {
        workspace.array(state.arrays().get(i)).copyTo(averages.get(i));
      }
    }
  }

  @Override
  public final void close() {
    averages.forEach(NDArray::close);
  }
}
