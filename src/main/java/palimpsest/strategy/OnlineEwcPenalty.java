package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import palimpsest.fisher.FisherMatrix;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.Penalty;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/**
 * The penalty of online EWC: factor · (θ−θ*)ᵀF̄(θ−θ*), θ* the weights that the last task reached
 * and F̄ ← γF̄ + F at the end of each task (Schwarz et al., 2018, arXiv 1805.06370, which decays
 * once more in the penalty), or a moving average. For K-FAC the sum is one Kronecker product again.
 */
final class OnlineEwcPenalty implements Penalty, Stateful {

  private static final String ANCHOR = "anchor";

  private final double factor;
  private final BinaryOperator<FisherMatrix> joining;
  private final TaskFisher measuring;
  private final Network network;
  private final HeldMatrix sum;
  private final HeldVector anchor;
  private FisherMatrix.@Nullable Pull pull;

  /**
   * Before any task.
   *
   * @param factor the factor before the penalty, from 0
   * @param joining the matrix of the tasks so far, of that and of the newest
   * @param measuring measures the tasks' matrices
   */
  OnlineEwcPenalty(
      double factor,
      BinaryOperator<FisherMatrix> joining,
      TaskFisher measuring,
      StrategyContext context) {
    this.factor = factor;
    this.joining = joining;
    this.measuring = measuring;
    network = context.network();
    sum = new HeldMatrix(network, measuring.representation());
    anchor = new HeldVector(network, ANCHOR);
  }

  @Override
  public NDArray addGradient(NDArray gradient, NDArray theta) {
    return pull == null ? gradient : pull.addTo(gradient, theta, anchor.values(), 2 * factor);
  }

  @Override
  public double value(NDArray theta) {
    return sum.isHeld() ? factor * sum.get().squaredLength(theta, anchor.values()) : 0;
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    FisherMatrix measured = measuring.measure(task);
    return () -> {
      try (Scope _ = new Scope()) {
        sum.set(sum.isHeld() ? joining.apply(sum.get(), measured) : measured);
        anchor.set(task.theta());
      }
      measured.close();
      renewPull();
    };
  }

  /** Prepares the pull of the matrix as it is now; to be called outside every scope. */
  private void renewPull() {
    closePull();
    pull = sum.isHeld() ? sum.get().pull() : null;
  }

  private void closePull() {
    if (pull != null) {
      pull.close();
      pull = null;
    }
  }

  @Override
  public String stateName() {
    return "online-ewc";
  }

  @Override
  public void save(StateWriter state) {
    sum.save(state);
    anchor.save(state);
  }

  @Override
  public void check(StateReader state) {
    sum.check(state, state.tasksLearned() > 0);
    anchor.check(state);
  }

  @Override
  public void load(StateReader state) {
    sum.load(state);
    anchor.load(state);
    renewPull();
  }

  @Override
  public void close() {
    closePull();
    sum.close();
    anchor.close();
  }
}
