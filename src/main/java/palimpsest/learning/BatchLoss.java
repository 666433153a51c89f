package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.network.Network;

/** The loss of a batch and its gradient, in one of the orders of operations. */
sealed interface BatchLoss permits LayeredLoss, ScriptedLoss {

  /**
   * The loss at some weights.
   *
   * @param gradient of the loss [P]
   * @param scores [2, N] of the images in parts: the cross-entropy of each, in nats, and 1 where
   *     the largest logit was the label's, else 0
   * @param parts the logits of the images in parts, of all classes, competing or not
   */
  record Outcome(NDArray gradient, List<NDArray> scores, List<NDArray> parts) {

    /**
     * Puts the shares of a batch together.
     *
     * @param gradient the sum of theirs
     * @param shares of each its gradient, its scores and its logits
     */
    static Outcome of(NDArray gradient, List<List<NDArray>> shares) {
      return new Outcome(
          gradient,
          shares.stream().map(share -> share.get(1)).toList(),
          shares.stream().map(share -> share.get(2)).toList());
    }
  }

  /** The implementation for a network. */
  static BatchLoss of(Network network) {
    return network.isScripted() ? new ScriptedLoss(network) : new LayeredLoss(network);
  }

  /**
   * Loss and gradient.
   *
   * @param theta θ [P]
   * @param weights the factor of each image's cross-entropy; null for their mean
   * @param added terms of the loss that need the logits
   */
  Outcome at(
      NDArray theta,
      LabelledImages images,
      double @Nullable [] weights,
      List<LossTerm.OfStep> added);
}
