package palimpsest.fisher;

import ai.djl.ndarray.NDArray;

/** The gradients of cross-entropies with respect to the logits, p − e_y. */
final class Residuals {

  private Residuals() {}

  /**
   * Those of one label an image.
   *
   * @param logits [K, n]
   * @param labels [n]
   * @return [K, 1, n]
   */
  static NDArray of(NDArray logits, NDArray labels) {
    return ofRows(logits, labels.toType(logits.getDataType(), false).reshape(1, -1));
  }

  /**
   * Those of several labels an image.
   *
   * @param logits [K, n]
   * @param labels [R, n], as numbers of the logits' type
   * @return [K, R, n]
   */
  static NDArray ofRows(NDArray logits, NDArray labels) {
    int classes = Math.toIntExact(logits.getShape().get(0));
    NDArray numbers = logits.getManager().arange(classes).toType(logits.getDataType(), false);
    NDArray chosen = numbers.reshape(classes, 1, 1).eq(labels.expandDims(0));
    return logits.softmax(0).expandDims(1).sub(chosen.toType(logits.getDataType(), false));
  }
}
