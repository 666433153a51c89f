package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.InputMoments;
import palimpsest.learning.GradientRule;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.Scope;

/**
 * Orthogonal weights modification: after each task R ← R + Σ rrᵀ over its batches, r the mean input
 * of a layer; from the second task on the gradient of a layer becomes V(I + R/α)⁻¹ (Zeng et al.,
 * 2019, arXiv 1810.01256).
 */
final class OrthogonalWeights implements GradientRule, Stateful {

  private static final String TASKS = "tasks";

  private final Network network;
  private final double alpha;
  private final LayerState sums;
  private final List<NDArray> roots = new ArrayList<>();
  private long tasks;

  /**
   * Before any task.
   *
   * @param alpha α, above 0
   */
  OrthogonalWeights(double alpha, StrategyContext context) {
    this.alpha = alpha;
    network = context.network();
    sums = new LayerState(network, "inputs", layer -> List.of(layer.columns(), layer.columns()));
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    if (tasks == 0) {
      return UnaryOperator.identity();
    }
    Kernels kernels = network.workspace().kernels();
    return gradient -> {
      List<NDArray> parts = new ArrayList<>();
      for (NDArray part : network.matrices(gradient)) {
        NDArray root = roots.get(parts.size());
        parts.add(kernels.choleskySolve(part.transpose(), root).transpose());
      }
      return network.flat(parts);
    };
  }

  /** Factorises I + R/α, outside every scope: the factors live until the next task has ended. */
  private void factorise() {
    roots.forEach(NDArray::close);
    roots.clear();
    Kernels kernels = network.workspace().kernels();
    for (AffineLayer layer : network.affineLayers()) {
      try (Scope scope = new Scope()) {
        NDArray sum = sums.arrays().get(roots.size()).div(alpha);
        roots.add(scope.keep(kernels.cholesky(sum.add(network.workspace().eye(layer.columns())))));
      }
    }
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    List<NDArray> added =
        InputMoments.meanProducts(
            new FisherSample(network, task.theta(), task.images()), task.batches());
    return () -> {
      try (Scope _ = new Scope()) {
        sums.add(added);
        added.forEach(NDArray::close);
      }
      tasks++;
      factorise();
    };
  }

  @Override
  public String stateName() {
    return "owm";
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(TASKS, tasks);
    sums.save(state);
  }

  @Override
  public void check(StateReader state) {
    long number = state.number(TASKS);
    state.require(
        number == state.tasksLearned(), "has seen %d tasks, not %d", number, state.tasksLearned());
    sums.check(state);
  }

  @Override
  public void load(StateReader state) {
    tasks = state.number(TASKS);
    sums.load(state);
    factorise();
  }

  @Override
  public void close() {
    roots.forEach(NDArray::close);
    sums.close();
  }
}
