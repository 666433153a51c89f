package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.StepListener;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.tensor.Scope;

/**
 * Synaptic intelligence: ω ← ω − g·Δθ at every step, g the gradient of the loss alone and Δθ as
 * really made; at the end of a task Ω ← Ω + ω / ((θ − θ_start)² + ξ) (Zenke et al., 2017, arXiv
 * 1703.04200).
 */
final class SynapticIntelligence extends WeightImportance implements StepListener {

  private static final String PATH = "path";
  private static final String START = "start";
  private static final String BEGUN = "begun";

  private final double damping;
  private final boolean cut;
  private final HeldVector path;
  private final HeldVector start;
  private boolean begun;

  /**
   * Before any step.
   *
   * @param strength c, from 0
   * @param damping ξ, above 0
   * @param cut whether negative Ω become 0, as in the authors' code
   */
  SynapticIntelligence(double strength, double damping, boolean cut, StrategyContext context) {
    super(strength, context);
    this.damping = damping;
    this.cut = cut;
    path = new HeldVector(network(), PATH);
    start = new HeldVector(network(), START);
  }

  @Override
  public void stepMade(NDArray gradient, NDArray before, NDArray after) {
    if (!begun) {
      start.set(before);
      begun = true;
    }
    network().workspace().stepKernels().lengthen(path.values(), gradient, before, after);
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    return () -> {
      if (!begun) {
        return;
      }
      try (Scope _ = new Scope()) {
        NDArray way = task.theta().sub(start.values());
        NDArray added = path.values().div(way.square().add(damping));
        consolidate(cut ? added.maximum(0) : added, task.theta());
        path.set(network().workspace().zeros(network().parameters()));
      }
      begun = false;
    };
  }

  @Override
  public String stateName() {
    return "si";
  }

  @Override
  public void save(StateWriter state) {
    super.save(state);
    state.numbers(BEGUN, begun ? 1 : 0);
    path.save(state);
    start.save(state);
  }

  @Override
  public void check(StateReader state) {
    super.check(state);
    long flag = state.number(BEGUN);
    state.require(flag == 0 || flag == 1, "has the flag %d, not 0 or 1", flag);
    path.check(state);
    start.check(state);
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    begun = state.number(BEGUN) == 1;
    path.load(state);
    start.load(state);
  }

  @Override
  public void close() {
    super.close();
    path.close();
    start.close();
  }
}
