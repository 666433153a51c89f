package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.LossTerm;
import palimpsest.learning.StepBatch;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.Network;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/**
 * Learning without forgetting: α·T²·mean over the current images of −Σ_k p_k log q_k, p and q the
 * softmax of the logits over T of the network as the last task left it and as it is, over the
 * classes of earlier tasks together (Li and Hoiem, 2016, arXiv 1606.09282; T² after Hinton et al.,
 * 2015).
 */
final class Distillation implements LossTerm, Stateful {

  private static final String WEIGHTS = "weights";
  private static final String TASK = "task";

  private final double factor;
  private final double temperature;
  private final Network network;
  private final LearnedClasses classes;
  private final HeldVector old;

  /** Tasks that the old network has learned. */
  private int learned;

  /**
   * Before any task.
   *
   * @param factor α, from 0
   * @param temperature T, above 0
   */
  Distillation(double factor, double temperature, StrategyContext context) {
    this.factor = factor;
    this.temperature = temperature;
    network = context.network();
    classes = context.classes();
    old = new HeldVector(network, WEIGHTS);
  }

  @Override
  public @Nullable OfStep prepare(StepBatch batch) {
    int[] earlier = classes.before(learned);
    if (earlier.length == 0) {
      return null;
    }
    Workspace workspace = network.workspace();
    List<NDArray> matrices = network.tileMatrices(old.values());
    NDArray chosen = workspace.indices(earlier);
    Workers.shared(List.of(chosen));
    double scale = factor * temperature / batch.currents();
    return (logits, from, to) -> {
      NDArray before = network.logits(matrices, batch.images().range(from, to));
      NDArray difference =
          softened(logits, chosen)
              .sub(softened(before, chosen))
              .mul(weights(batch, from, to, scale));
      return spread(workspace, difference, earlier, network.outputs());
    };
  }

  /** softmax(z/T) over some classes. */
  private NDArray softened(NDArray logits, NDArray chosen) {
    return network.workspace().kernels().choose(logits, 0, chosen).div(temperature).softmax(0);
  }

  private NDArray weights(StepBatch batch, int from, int to, double scale) {
    double[] weights =
        IntStream.range(from, to).mapToDouble(i -> batch.isCurrent(i) ? scale : 0).toArray();
    return network.workspace().array(weights, 1, weights.length);
  }

  /** Rows of some classes among zeros for the others: [K, n]. */
  private static NDArray spread(Workspace workspace, NDArray rows, int[] classes, int outputs) {
    double[] places = new double[outputs * classes.length];
    for (int i = 0; i < classes.length; i++) {
      places[classes[i] * classes.length + i] = 1;
    }
    return workspace.array(places, outputs, classes.length).matMul(rows);
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    return () -> {
      old.set(task.theta());
      learned = task.position() + 1;
    };
  }

  @Override
  public String stateName() {
    return "lwf";
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(TASK, learned);
    old.save(state);
  }

  @Override
  public void check(StateReader state) {
    long number = state.number(TASK);
    state.require(
        number == state.tasksLearned(),
        "holds the network of %d tasks, but %d were learned",
        number,
        state.tasksLearned());
    old.check(state);
  }

  @Override
  public void load(StateReader state) {
    learned = Math.toIntExact(state.number(TASK));
    old.load(state);
  }

  @Override
  public void close() {
    old.close();
  }
}
