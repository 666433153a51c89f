package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.learning.GradientRule;
import palimpsest.learning.Recall;
import palimpsest.tensor.StepKernels;
import palimpsest.tensor.Workspace;

/**
 * A-GEM: with h the gradient of the mean cross-entropy over remembered images of earlier tasks, a
 * gradient g with gᵀh below 0 becomes g − (gᵀh / hᵀh)·h (Chaudhry et al., 2019, arXiv 1812.00420).
 */
final class AveragedGradient extends Rehearsing implements GradientRule {

  private final int most;

  /**
   * Over a memory.
   *
   * @param most images drawn for a batch; 0 for as many as the batch has
   */
  AveragedGradient(RememberedImages memory, int most) {
    super(memory, false);
    this.most = most;
  }

  @Override
  public Recall recall(int task, int batchSize) {
    return Recall.NOTHING;
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    int[] earlier =
        images(
            memory().drawEarlier(view.task(), BufferSettings.drawn(most, view.sources().length)));
    if (earlier.length == 0) {
      return UnaryOperator.identity();
    }
    StepKernels kernels = view.sample().network().workspace().stepKernels();
    return gradient -> {
      NDArray reference = view.gradient(earlier);
      double[] products = Workspace.doubles(kernels.products(gradient, reference));
      double product = products[0];
      double length = products[1];
      return product < 0 && length > 0 ? gradient.sub(reference.mul(product / length)) : gradient;
    };
  }
}
