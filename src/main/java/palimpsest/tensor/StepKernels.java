package palimpsest.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators of {@link Kernels}' text that training steps need beside a network's passes. */
public final class StepKernels {

  private final TorchScriptModule module;

  StepKernels(TorchScriptModule module) {
    this.module = module;
  }

  /**
   * The sum of some arrays of one shape.
   *
   * @param arrays at least one, none of which is a view of another array; the first is written over
   */
  public NDArray total(List<NDArray> arrays) {
    return arrays.size() == 1
        ? arrays.getFirst()
        : module
            .call("total", arrays.getFirst(), new NDList(arrays.subList(1, arrays.size())))
            .singletonOrThrow();
  }

  /**
   * x + factor·w∘(θ − θ*), the gradient of a diagonal penalty added.
   *
   * @param x [P]; stays as it is, like all others
   * @param theta θ [P]
   * @param anchor θ* [P]
   * @param weights w [P]
   * @return [P]
   */
  public NDArray addPull(NDArray x, NDArray theta, NDArray anchor, NDArray weights, double factor) {
    return module.call("add_pull", x, theta, anchor, weights, factor).singletonOrThrow();
  }

  /**
   * Subtracts g∘(after − before) from a path.
   *
   * @param path [P], changed in place
   * @param gradient g [P]
   * @param before [P], written over
   * @param after [P]
   */
  public void lengthen(NDArray path, NDArray gradient, NDArray before, NDArray after) {
    module.call("lengthen", path, gradient, before, after);
  }

  /**
   * Copies a vector over another.
   *
   * @param copy [P], written over
   * @param vector [P]
   */
  public void keep(NDArray copy, NDArray vector) {
    module.call("keep", copy, vector);
  }

  /**
   * w∘(softmax(z/T) − softmax(z′/T)) over some classes alone, zeros for the others: the derivatives
   * of Σ w·T·cross-entropy with respect to z.
   *
   * @param logits z [K, N]
   * @param before z′ [K, N]
   * @param classes the numbers of the classes
   * @param temperature T, above 0
   * @param weights w of each image [N]; null for the same of all
   * @param weight w of all images where they have none of their own
   * @return [K, N]
   */
  public NDArray distilled(
      NDArray logits,
      NDArray before,
      int[] classes,
      double temperature,
      @Nullable NDArray weights,
      double weight) {
    Transfers.toDevice();
    return module
        .call(
            "distilled",
            logits,
            before,
            classes,
            temperature,
            weights == null ? logits : weights,
            weights == null ? 0 : 1,
            weight)
        .singletonOrThrow();
  }

  /**
   * factor·(z − h) for some images, zeros for the others.
   *
   * @param logits z [K, N]
   * @param held h [K, n]
   * @param first the place of the image that has the first of them, from 0
   * @return [K, N]
   */
  public NDArray drawn(NDArray logits, NDArray held, int first, double factor) {
    return module.call("drawn", logits, held, first, factor).singletonOrThrow();
  }

  /**
   * The products gᵀh and hᵀh.
   *
   * @param g [P]
   * @param h [P]
   * @return [2]
   */
  public NDArray products(NDArray g, NDArray h) {
    return module.call("products", g, h).singletonOrThrow();
  }

  /**
   * Images from a store.
   *
   * @param store [·, D], bytes or numbers
   * @param rows the rows of the images, N of them
   * @param like an array of the type that is wanted
   * @param bytes whether the store holds bytes, which become pixels from 0 to 1
   * @param whole whether the numbers of an image lie beside one another in memory, rather than
   *     those of a pixel
   * @return [D, N]
   */
  public NDArray images(NDArray store, int[] rows, NDArray like, boolean bytes, boolean whole) {
    Transfers.toDevice();
    return module
        .call("images", store, rows, like, bytes ? 1 : 0, whole ? 1 : 0)
        .singletonOrThrow();
  }

  /**
   * Images from a store with their labels.
   *
   * @param labels one for each of the rows
   * @return images [D, N] and labels [N]
   */
  public NDList labelled(
      NDArray store, int[] rows, int[] labels, NDArray like, boolean bytes, boolean whole) {
    Transfers.toDevice();
    Transfers.toDevice();
    return module.call("labelled", store, rows, labels, like, bytes ? 1 : 0, whole ? 1 : 0);
  }
}
