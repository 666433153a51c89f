package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The classes that compete for images. */
@FunctionalInterface
interface LogitMask {

  /**
   * Numbers to add to the logits of images, so that classes that do not compete have no share in
   * the softmax.
   *
   * @param homes position of the task whose classes each image belongs to, [N]
   * @return [K, N] or [K, 1]: 0 for classes that compete, else a large negative number; null if all
   *     do
   */
  @Nullable NDArray of(int... homes);
}
