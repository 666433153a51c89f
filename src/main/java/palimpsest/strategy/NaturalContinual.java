package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.KfacDamping;
import palimpsest.learning.GradientRule;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/**
 * Natural continual learning: from the second task on a step goes along λ(F̄+λ)⁻¹∇ + pull·(θ−θ*),
 * F̄ the sum of the tasks' Fisher matrices and θ* the weights that the last task reached (Kao et
 * al., 2021, arXiv 2106.08085).
 */
final class NaturalContinual implements GradientRule, Stateful {

  private static final String ANCHOR = "anchor";

  private final TaskFisher measuring;
  private final double damping;
  private final KfacDamping form;
  private final double pull;
  private final Network network;
  private final HeldMatrix sum;
  private final HeldVector anchor;
  private List<NDArray> kept = List.of();
  private FisherMatrix.DampedInverse inverse = v -> v;

  /**
   * Before any task.
   *
   * @param measuring measures the tasks' matrices
   * @param damping λ, above 0
   * @param form of the damping of a K-FAC matrix
   * @param pull factor of θ−θ*, from 0
   */
  NaturalContinual(
      TaskFisher measuring,
      double damping,
      KfacDamping form,
      double pull,
      StrategyContext context) {
    this.measuring = measuring;
    this.damping = damping;
    this.form = form;
    this.pull = pull;
    network = context.network();
    sum = new HeldMatrix(network, measuring.representation());
    anchor = new HeldVector(network, ANCHOR);
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    if (!sum.isHeld()) {
      return UnaryOperator.identity();
    }
    return gradient ->
        inverse.apply(gradient).mul(damping).add(view.theta().sub(anchor.values()).mul(pull));
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    FisherMatrix measured = measuring.measure(task);
    return () -> {
      try (Scope _ = new Scope()) {
        sum.set(sum.isHeld() ? sum.get().merged(measured) : measured);
        anchor.set(task.theta());
      }
      measured.close();
      invert();
    };
  }

  /** Prepares the inverse, outside every scope: it is used until the next task has ended. */
  private void invert() {
    kept.forEach(NDArray::close);
    try (Scope scope = new Scope()) {
      inverse = form.inverse(sum.get(), damping);
      kept = scope.keep(inverse.arrays());
    }
  }

  @Override
  public String stateName() {
    return "ncl";
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
    if (sum.isHeld()) {
      invert();
    }
  }

  @Override
  public void close() {
    kept.forEach(NDArray::close);
    sum.close();
    anchor.close();
  }
}
