package palimpsest.network;

/**
 * A layer that knows its forward rule and the transpose of its derivative.
 *
 * <p>Arrays keep the images in their last axis, so that every product with a weight matrix is one
 * large matrix product without transposition. Going forward they are [C, H, W, N]. Going back,
 * every image carries R cotangents at once: [C, H, W, R, N].
 */
sealed interface Layer permits AffineLayer, FixedLayer {

  /** The shape that comes in. */
  FeatureShape input();

  /** The shape that goes out. */
  FeatureShape output();

  /**
   * Makes the layer that an architecture asks for.
   *
   * @param spec what is asked for
   * @param input the shape that comes in
   */
  static Layer of(LayerSpec spec, FeatureShape input) {
    return switch (spec) {
      case LayerSpec.Convolution c ->
          new AffineLayer(c.name(), input, c.channels(), c.kernel(), c.bias(), 1);
      case LayerSpec.Linear l -> new AffineLayer(l.name(), input, l.units(), 0, l.bias(), 1);
      case LayerSpec.MaxPooling p -> new MaxPooling(input, p.size());
      case LayerSpec.Relu r -> new Relu(input);
    };
  }
}
