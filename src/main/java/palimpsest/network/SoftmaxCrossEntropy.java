package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import palimpsest.tensor.Workspace;

/** The loss: cross-entropy of the softmax of the logits, and the roots of its Hessian. */
public final class SoftmaxCrossEntropy {

  private SoftmaxCrossEntropy() {}

  /**
   * Cross-entropies and their derivatives for a batch.
   *
   * @param losses [N], in nats
   * @param hits [N], 1 where the largest logit is the label's, else 0
   * @param cotangents [K, 1, N], derivative of the mean loss with respect to the logits
   */
  public record Batch(NDArray losses, NDArray hits, NDArray cotangents) {}

  /**
   * The loss of a batch.
   *
   * @param logits [K, N]
   * @param labels [N], from 0 to K − 1
   */
  public static Batch of(Workspace workspace, NDArray logits, NDArray labels) {
    NDList parts = workspace.kernels().crossEntropy(logits, labels);
    NDArray cotangents = parts.get(2);
    return new Batch(
        parts.get(0),
        parts.get(1),
        cotangents.reshape(cotangents.getShape().get(0), 1, cotangents.getShape().get(1)));
  }

  /**
   * A square root S of Λ = diag(p) − ppᵀ, the Hessian of the loss, with one column less than there
   * are outputs: S = diag(√p)·(first K−1 columns of H), H the Householder reflection that sends √p
   * to −e_K. Column j is diag(√p)(e_j − w·√p_j/(1+√p_K)) with w = √p + e_K.
   *
   * <p>On the diagonal the difference 1 − p_j/(1+√p_K) would cancel for a saturated output j; it is
   * formed as (√p_K + Σ_{i≠j} p_i)/(1+√p_K), a sum of what is left, so no digits are lost.
   *
   * @param logits [K, N]
   * @return [K, K−1, N], with S·Sᵀ = Λ for every image
   */
  public static NDArray hessianRoot(Workspace workspace, NDArray logits) {
    return workspace.kernels().hessianRoot(logits);
  }
}
