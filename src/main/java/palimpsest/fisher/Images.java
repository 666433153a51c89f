package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import palimpsest.tensor.Workspace;

/** Images to measure a Fisher matrix on, fetched piece by piece. */
public interface Images {

  /** The number of images, N. */
  int size();

  /**
   * Some of them.
   *
   * @param from the first, from 0
   * @param to behind the last
   * @return [C, H, W, to − from]
   */
  NDArray range(int from, int to);

  /**
   * Some of them, in any order.
   *
   * @param positions the positions, from 0
   * @return [C, H, W, positions.length]
   */
  NDArray at(int... positions);

  /**
   * Labels of some of them.
   *
   * @param positions the positions, from 0
   * @return [positions.length]
   * @throws IllegalStateException if they have no labels
   */
  default NDArray labels(int... positions) {
    throw new IllegalStateException("these images have no labels");
  }

  /**
   * Numbers to add to the logits of some of them, so that classes that do not compete for them have
   * no share in the softmax.
   *
   * @param positions the positions, from 0
   * @return [K, positions.length] or [K, 1]; null if all classes compete
   */
  default @Nullable NDArray logitMask(int... positions) {
    return null;
  }

  /** The logits of some of them, of which only those of competing classes count. */
  default NDArray masked(NDArray logits, int... positions) {
    NDArray mask = logitMask(positions);
    return mask == null ? logits : logits.add(mask);
  }

  /**
   * Images without labels that are in memory already.
   *
   * @param workspace the workspace that owns them
   * @param images [C, H, W, N]
   */
  static Images of(Workspace workspace, NDArray images) {
    return of(workspace, images, null);
  }

  /**
   * Images that are in memory already.
   *
   * @param workspace the workspace that owns them
   * @param images [C, H, W, N]
   * @param labels [N]; null for none
   */
  static Images of(Workspace workspace, NDArray images, @Nullable NDArray labels) {
    return new Images() {
      @Override
      public int size() {
        return Math.toIntExact(images.getShape().get(3));
      }

      @Override
      public NDArray range(int from, int to) {
        return images.get(":, :, :, " + from + ":" + to);
      }

      @Override
      public NDArray at(int... positions) {
        return workspace.kernels().choose(images, 3, workspace.indices(positions));
      }

      @Override
      public NDArray labels(int... positions) {
        if (labels == null) {
          throw new IllegalStateException("these images have no labels");
        }
        return workspace.kernels().choose(labels, 0, workspace.indices(positions));
      }
    };
  }
}
