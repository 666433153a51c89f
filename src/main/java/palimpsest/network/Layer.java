package palimpsest.network;

/**
 * A layer that knows its forward rule and the transpose of its derivative.
 *
 * <p>Arrays keep the images in their last axis, so that every product with a weight matrix is one
 * large matrix product without transposition. Going forward they are [C, H, W, N]. Going back,
 * every image carries R cotangents at once: [C, H, W, R, N].
 */
sealed interface Layer permits AffineLayer, FixedLayer, SkipStart, SkipEnd {

  /** The shape that comes in. */
  FeatureShape input();

  /** The shape that goes out. */
  FeatureShape output();

  /**
   * Writes the lines of the forward pass.
   *
   * @return the action that writes those of the backward pass
   */
  Runnable write(PassScript script);
}
