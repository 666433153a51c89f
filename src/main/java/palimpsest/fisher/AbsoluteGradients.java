package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Scope;

/** Means of the absolute values of the gradients of single images. */
public final class AbsoluteGradients {

  private AbsoluteGradients() {}

  /**
   * (1/N) Σ_n Σ_r |J_nᵀ s_{n,r}|, the rows s as the sample's estimator draws them.
   *
   * @return [P], in the caller's scope
   */
  public static NDArray mean(FisherSample sample) {
    try (Scope scope = new Scope()) {
      return scope.keep(sample.network().flat(sample.layerMeans(LayerGradientMoments::absolutes)));
    }
  }
}
