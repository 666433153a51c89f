package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;
import palimpsest.tensor.Script;

/**
 * The passes of a network's training steps, each one call of the engine, see {@link PassScript}.
 */
public final class ScriptedPasses {

  private final Script script;

  /** The passes of a text that {@link PassScript} has written. */
  ScriptedPasses(Script script) {
    this.script = script;
  }

  /**
   * The loss of some images, in one call of the engine.
   *
   * @param gradient of the sum of the images' cross-entropies, each times its factor [P]
   * @param scores [2, N]: the cross-entropy of each image, in nats, and 1 where the largest logit
   *     was the label's, else 0
   * @param logits [K, N], of all classes, competing or not
   */
  public record Loss(NDArray gradient, NDArray scores, NDArray logits) {}

  /**
   * The loss of images, forward and back.
   *
   * @param theta θ [P]
   * @param images [C, H, W, N], their pixels as training scales them
   * @param labels [N], from 0 to K − 1
   * @param mask added to the logits [K, N]; null for nothing
   * @param weights the factor of each image [N]; null for the same factor of all
   * @param factor of all images where they have none of their own
   */
  public Loss loss(
      NDArray theta,
      NDArray images,
      NDArray labels,
      @Nullable NDArray mask,
      @Nullable NDArray weights,
      double factor) {
    NDList parts =
        script.call(
            "loss",
            theta,
            images,
            labels,
            mask == null ? theta : mask,
            mask == null ? 0 : 1,
            weights == null ? theta : weights,
            weights == null ? 0 : 1,
            factor);
    return new Loss(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * The logits, and behind them all that the way back needs.
   *
   * @param theta θ [P]
   * @param images [C, H, W, N], their pixels as training scales them
   * @return the logits [K, N] first
   */
  public NDList remembering(NDArray theta, NDArray images) {
    return script.call("forward_pass", theta, images);
  }

  /**
   * The gradient of a function of the logits.
   *
   * @param theta θ [P]
   * @param memory the arrays that {@link #remembering} yielded there
   * @param cotangents the derivatives with respect to the logits [K, N]
   * @return [P]
   */
  public NDArray gradient(NDArray theta, NDList memory, NDArray cotangents) {
    return script.call("backward_pass", theta, memory, cotangents).singletonOrThrow();
  }
}
