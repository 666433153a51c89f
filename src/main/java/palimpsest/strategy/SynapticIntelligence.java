package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.List;
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
  private final NDArray path;
  private final NDArray start;
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
    path = network().workspace().zeros(network().parameters());
    start = network().workspace().zeros(network().parameters());
  }

  @Override
  public void stepMade(NDArray gradient, NDArray before, NDArray after) {
    if (!begun) {
      before.copyTo(start);
      begun = true;
    }
    path.subi(gradient.mul(after.sub(before)));
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    return () -> {
      if (!begun) {
        return;
      }
      try (Scope _ = new Scope()) {
        NDArray way = task.theta().sub(start);
        NDArray added = path.div(way.square().add(damping));
        consolidate(cut ? added.maximum(0) : added, task.theta());
        network().workspace().zeros(network().parameters()).copyTo(path);
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
    state.array(PATH, path);
    state.array(START, start);
  }

  @Override
  public void check(StateReader state) {
    super.check(state);
    long flag = state.number(BEGUN);
    state.require(flag == 0 || flag == 1, "has the flag %d, not 0 or 1", flag);
    List<Integer> shape = List.of(network().parameters());
    state.array(PATH, shape);
    state.array(START, shape);
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    begun = state.number(BEGUN) == 1;
    read(state, PATH, path);
    read(state, START, start);
  }

  @Override
  public void close() {
    super.close();
    path.close();
    start.close();
  }
}
