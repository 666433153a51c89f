package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
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
    long outputs = logits.getShape().get(0);
    long images = logits.getShape().get(1);
    DataType type = logits.getDataType();
    NDArray classes = workspace.range((int) outputs).reshape(outputs, 1);
    NDArray target = classes.eq(labels.reshape(1, images)).toType(type, false);
    NDArray logProbabilities = logits.logSoftmax(0);
    NDArray losses = target.mul(logProbabilities).sum(new int[] {0}).neg();
    NDArray hits = logits.argMax(0).eq(labels).toType(type, false);
    NDArray cotangents = logProbabilities.exp().sub(target).div(images);
    return new Batch(losses, hits, cotangents.reshape(outputs, 1, images));
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
    long outputs = logits.getShape().get(0);
    long images = logits.getShape().get(1);
    long columns = outputs - 1;
    NDArray root = logits.logSoftmax(0).mul(0.5).exp();
    NDArray unit = workspace.eye((int) outputs);
    NDArray last = root.get(columns + ":");
    NDArray first = root.get(":" + columns);
    NDArray denominator = last.add(1);
    NDArray w = root.add(unit.get(columns + ":").reshape(outputs, 1));
    NDArray offDiagonal =
        w.reshape(outputs, 1, images).mul(first.div(denominator).reshape(1, columns, images)).neg();
    NDArray others = unit.neg().add(1).matMul(root.square()).get(":" + columns);
    NDArray diagonal = last.add(others).div(denominator).reshape(1, columns, images);
    NDArray mask = unit.get(":, :" + columns).reshape(outputs, columns, 1);
    return offDiagonal
        .mul(mask.neg().add(1))
        .add(mask.mul(diagonal))
        .mul(root.reshape(outputs, 1, images));
  }
}
