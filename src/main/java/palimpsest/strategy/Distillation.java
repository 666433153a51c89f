package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
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
    UnaryOperator<NDArray> before = network.logitsAt(old.values());
    double scale = factor * temperature / batch.currents();
    return (images, logits, from, to) ->
        network
            .workspace()
            .stepKernels()
            .distilled(
                logits,
                before.apply(images),
                earlier,
                temperature,
                weights(batch, from, to, scale),
                scale);
  }

  /** The weights of some images, of which remembered ones have none; null if all are current. */
  private @Nullable NDArray weights(StepBatch batch, int from, int to, double scale) {
    if (IntStream.range(from, to).allMatch(batch::isCurrent)) {
      return null;
    }
    double[] weights =
        IntStream.range(from, to).mapToDouble(i -> batch.isCurrent(i) ? scale : 0).toArray();
    return network.workspace().array(weights, weights.length);
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
