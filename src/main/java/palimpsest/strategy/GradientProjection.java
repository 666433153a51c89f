package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
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
import palimpsest.tensor.Workspace;

/**
 * Gradient projection memory: after each task a basis U of each layer's inputs grows by the fewest
 * directions with which ‖UUᵀR‖² ≥ ε‖R‖², R the inputs of all its images; the gradient of a layer
 * becomes V − VUUᵀ (Saha et al., 2021, arXiv 2103.09762).
 */
final class GradientProjection implements GradientRule, Stateful {

  /** The share of the squared norm below which a direction is rounding. */
  private static final double NOTHING = 1e-12;

  private static final String RANKS = "ranks";
  private static final String BASIS = "basis";

  private final Network network;
  private final double threshold;
  private final boolean head;

  /** U [columns, rank] of each layer. */
  private List<NDArray> bases = new ArrayList<>();

  /**
   * Before any task.
   *
   * @param threshold ε, from 0 to 1
   * @param head whether the last layer is projected, too
   */
  GradientProjection(double threshold, boolean head, StrategyContext context) {
    this.threshold = threshold;
    this.head = head;
    network = context.network();
    network
        .affineLayers()
        .forEach(layer -> bases.add(network.workspace().zeros(layer.columns(), 0)));
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    return gradient -> {
      List<NDArray> parts = new ArrayList<>();
      for (NDArray part : network.matrices(gradient)) {
        NDArray basis = bases.get(parts.size());
        parts.add(
            isProjected(parts.size()) && basis.getShape().get(1) > 0
                ? part.sub(part.matMul(basis).matMul(basis.transpose()))
                : part);
      }
      return network.flat(parts);
    };
  }

  private boolean isProjected(int layer) {
    return head || layer < network.affineLayers().size() - 1;
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    List<NDArray> grown = new ArrayList<>();
    try (Scope scope = new Scope()) {
      List<NDArray> products =
          InputMoments.products(new FisherSample(network, task.theta(), task.images()));
      for (NDArray product : products) {
        grown.add(scope.keep(grown(bases.get(grown.size()), product)));
      }
    }
    return () -> {
      bases.forEach(NDArray::close);
      bases = grown;
    };
  }

  /** The basis, and the leading directions of RRᵀ that it lacks. */
  private NDArray grown(NDArray basis, NDArray products) {
    Workspace workspace = network.workspace();
    Kernels kernels = workspace.kernels();
    NDArray known = basis.toType(DataType.FLOAT64, false);
    long rank = known.getShape().get(1);
    NDArray rest = products;
    if (rank > 0) {
      NDArray held = known.matMul(known.transpose());
      NDArray half = products.sub(held.matMul(products));
      rest = half.sub(half.matMul(held));
    }
    Kernels.Eigen eigen = kernels.eigh(rest.add(rest.transpose()).div(2));
    double total = Workspace.scalar(trace(products));
    double kept = total - Workspace.scalar(trace(rest));
    double[] values = Workspace.doubles(eigen.values());
    int more = 0;
    while (kept < threshold * total
        && rank + more < values.length
        && values[values.length - 1 - more] > NOTHING * total) {
      kept += values[values.length - 1 - more];
      more++;
    }
    if (more == 0) {
      return kernels.copy(basis);
    }
    NDArray leading =
        eigen.vectors().get(":, " + (values.length - more) + ":").toType(workspace.type(), false);
    return kernels.copy(rank == 0 ? leading : basis.concat(leading, 1));
  }

  private static NDArray trace(NDArray square) {
    long side = square.getShape().get(0);
    return square
        .mul(square.getManager().eye((int) side, (int) side, 0, square.getDataType()))
        .sum()
        .reshape(1);
  }

  @Override
  public String stateName() {
    return "gpm";
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(RANKS, bases.stream().mapToLong(basis -> basis.getShape().get(1)).toArray());
    for (int i = 0; i < bases.size(); i++) {
      if (bases.get(i).getShape().get(1) > 0) {
        state.array(BASIS + i, bases.get(i));
      }
    }
  }

  @Override
  public void check(StateReader state) {
    long[] ranks = state.numbers(RANKS);
    List<AffineLayer> layers = network.affineLayers();
    state.require(
        ranks.length == layers.size(), "has %d bases, not %d", ranks.length, layers.size());
    for (int i = 0; i < ranks.length; i++) {
      int columns = layers.get(i).columns();
      state.require(
          ranks[i] >= 0 && ranks[i] <= columns,
          "has a basis of %d directions in %d dimensions",
          ranks[i],
          columns);
      if (ranks[i] > 0) {
        state.array(BASIS + i, List.of(columns, (int) ranks[i]));
      }
    }
  }

  @Override
  public void load(StateReader state) {
    long[] ranks = state.numbers(RANKS);
    List<NDArray> loaded = new ArrayList<>();
    for (AffineLayer layer : network.affineLayers()) {
      int i = loaded.size();
      loaded.add(
          ranks[i] == 0
              ? network.workspace().zeros(layer.columns(), 0)
              : network
                  .workspace()
                  .array(state.array(BASIS + i, List.of(layer.columns(), (int) ranks[i]))));
    }
    close();
    bases = loaded;
  }

  @Override
  public void close() {
    bases.forEach(NDArray::close);
  }
}
