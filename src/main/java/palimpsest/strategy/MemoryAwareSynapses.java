package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import palimpsest.fisher.AbsoluteGradients;
import palimpsest.fisher.Estimator;
import palimpsest.fisher.FisherSample;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.StrategyContext;

/**
 * Memory aware synapses: at the end of a task Ω ← Ω + mean over its images of |∂‖z(x)‖²/∂θ|, image
 * by image (Aljundi et al., 2018, arXiv 1711.09601).
 */
final class MemoryAwareSynapses extends WeightImportance {

  /** ∂‖z‖²/∂z = 2z over the classes that compete: the logits of others are far below 0 here. */
  private static final Estimator SENSITIVITY =
      new Estimator.SingleRow((workspace, images, logits, positions) ->
          logits.mul(logits.gt(-1e29).toType(logits.getDataType(), false)).mul(2).expandDims(1));

  /**
   * Before any task.
   *
   * @param strength λ, from 0
   */
  MemoryAwareSynapses(double strength, StrategyContext context) {
    super(strength, context);
  }

  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    NDArray added =
        AbsoluteGradients.mean(
            new FisherSample(network(), task.theta(), task.images(), SENSITIVITY));
    return () -> {
      consolidate(added, task.theta());
      added.close();
    };
  }

  @Override
  public String stateName() {
    return "mas";
  }
}
