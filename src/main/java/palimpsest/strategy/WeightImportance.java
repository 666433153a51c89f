package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import palimpsest.learning.Penalty;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * A penalty c·Σ_i Ω_i(θ_i − θ*_i)² with one importance a parameter, which grows from task to task;
 * θ* are the weights that the last task reached.
 */
abstract class WeightImportance implements Penalty, Stateful {

  private static final String IMPORTANCE = "importance";
  private static final String ANCHOR = "anchor";
  private static final String TASKS = "tasks";

  private final double factor;
  private final Network network;
  private final HeldVector importance;
  private final HeldVector anchor;
  private long tasks;

  /**
   * Before any task: importance 0.
   *
   * @param factor c, from 0
   */
  WeightImportance(double factor, StrategyContext context) {
    this.factor = factor;
    network = context.network();
    importance = new HeldVector(network, IMPORTANCE);
    anchor = new HeldVector(network, ANCHOR);
  }

  Network network() {
    return network;
  }

  /**
   * Grows.
   *
   * @param added joins Ω [P]
   * @param theta θ* from now on [P]
   */
  void consolidate(NDArray added, NDArray theta) {
    importance.values().addi(added);
    anchor.set(theta);
    tasks++;
  }

  @Override
  public NDArray addGradient(NDArray gradient, NDArray theta) {
    return tasks == 0
        ? gradient
        : network
            .workspace()
            .stepKernels()
            .addPull(gradient, theta, anchor.values(), importance.values(), 2 * factor);
  }

  @Override
  public double value(NDArray theta) {
    if (tasks == 0) {
      return 0;
    }
    try (Scope _ = new Scope()) {
      return factor
          * Workspace.scalar(
              theta.sub(anchor.values()).square().mul(importance.values()).sum().reshape(1));
    }
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(TASKS, tasks);
    importance.save(state);
    anchor.save(state);
  }

  @Override
  public void check(StateReader state) {
    long number = state.number(TASKS);
    state.require(
        number == state.tasksLearned(),
        "has consolidated %d tasks of %d",
        number,
        state.tasksLearned());
    importance.check(state);
    anchor.check(state);
  }

  @Override
  public void load(StateReader state) {
    tasks = state.number(TASKS);
    importance.load(state);
    anchor.load(state);
  }

  @Override
  public void close() {
    importance.close();
    anchor.close();
  }
}
