package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
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
   * The loss of some images.
   *
   * @param gradient of the sum of the images' cross-entropies, each times its factor, and of what
   *     was added [P]
   * @param scores [2, N]: the cross-entropy of each image, in nats, and 1 where the largest logit
   *     was the label's, else 0
   * @param logits [K, N], of all classes, competing or not
   */
  public record Loss(NDArray gradient, NDArray scores, NDArray logits) {}

  /**
   * The cross-entropies that some images add to a loss.
   *
   * @param labels [N], from 0 to K − 1
   * @param mask added to the logits [K, N]; null for nothing
   * @param weights the factor of each image [N]; null for the same factor of all
   * @param factor of all images where they have none of their own
   */
  public record CrossEntropies(
      NDArray labels, @Nullable NDArray mask, @Nullable NDArray weights, double factor) {

    /** The arguments of a script, behind others. */
    private List<Object> arguments() {
      return List.of(
          labels,
          mask == null ? labels : mask,
          mask == null ? 0 : 1,
          weights == null ? labels : weights,
          weights == null ? 0 : 1,
          factor);
    }
  }

  /**
   * The loss of images, forward and back.
   *
   * @param theta θ [P]
   * @param images [C, H, W, N], their pixels as training scales them
   */
  public Loss loss(NDArray theta, NDArray images, CrossEntropies entropies) {
    List<Object> rest = new ArrayList<>(entropies.arguments());
    rest.addFirst(images);
    NDList parts = script.call("loss", theta, rest.toArray());
    return new Loss(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * The logits alone.
   *
   * @param theta θ [P]
   * @param images [C, H, W, N], their pixels as training scales them
   * @return [K, N]
   */
  public NDArray logits(NDArray theta, NDArray images) {
    return script.call("logits", theta, images).singletonOrThrow();
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
   * The cross-entropies of images and other terms of the loss, given the logits.
   *
   * @param theta θ [P]
   * @param memory the arrays that {@link #remembering} yielded there
   * @param added the derivatives of the other terms with respect to the logits [K, N]
   */
  public Loss joined(NDArray theta, NDList memory, CrossEntropies entropies, NDArray added) {
    List<Object> rest = new ArrayList<>(entropies.arguments());
    rest.addFirst(memory);
    rest.add(added);
    NDList parts = script.call("joined_pass", theta, rest.toArray());
    return new Loss(parts.get(0), parts.get(1), memory.getFirst());
  }
}
