package palimpsest;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.LabelledImages;
import palimpsest.tensor.Workspace;

/**
 * Images in memory, with labels.
 *
 * @param pixels [C, H, W, N]
 * @param labels [N]
 * @param mask added to their logits, [K, 1]; null for none
 */
public record GivenImages(Workspace workspace, NDArray pixels, int[] labels, @Nullable NDArray mask)
    implements LabelledImages {

  /** Images for which all classes compete. */
  public GivenImages(Workspace workspace, NDArray pixels, int... labels) {
    this(workspace, pixels, labels, null);
  }

  /** Some of them, and the classes that compete for those. */
  public GivenImages only(@Nullable NDArray others, int... positions) {
    int[] own = new int[positions.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = labels[positions[i]];
    }
    return new GivenImages(workspace, at(positions), own, others);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public NDArray range(int from, int to) {
    return pixels.get(":, :, :, " + from + ":" + to);
  }

  @Override
  public NDArray at(int... positions) {
    return workspace.kernels().choose(pixels, 3, workspace.indices(positions));
  }

  @Override
  public NDArray labels(int... positions) {
    return workspace.kernels().choose(workspace.indices(labels), 0, workspace.indices(positions));
  }

  @Override
  public @Nullable NDArray logitMask(int... positions) {
    return mask;
  }
}
