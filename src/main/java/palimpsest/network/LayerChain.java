package palimpsest.network;

import java.util.ArrayList;
import java.util.List;
import palimpsest.problem.Problem;

/** The layers that an architecture asks for, one after the other, each knowing what comes in. */
final class LayerChain {

  private final List<Layer> layers = new ArrayList<>();
  private FeatureShape shape;

  private LayerChain(FeatureShape input) {
    shape = input;
  }

  /**
   * Puts layers together.
   *
   * @throws Problem if a kernel or a window is larger than what comes in, or if the layers beside a
   *     skip connection change the shape
   */
  static List<Layer> of(Architecture architecture) {
    LayerChain chain = new LayerChain(architecture.input());
    architecture.layers().forEach(chain::add);
    return List.copyOf(chain.layers);
  }

  private void add(LayerSpec spec) {
    switch (spec) {
      case LayerSpec.Convolution c -> {
        if (c.padding() > 0) {
          add(spec, new ZeroPadding(shape, c.padding()));
        }
        add(
            spec,
            new AffineLayer(c.name(), shape, c.channels(), c.kernel(), c.stride(), c.bias(), 1));
      }
      case LayerSpec.Linear l ->
          add(spec, new AffineLayer(l.name(), shape, l.units(), 0, 1, l.bias(), 1));
      case LayerSpec.MaxPooling p -> addPooling(spec, new MaxPooling(shape, p.size()));
      case LayerSpec.AveragePooling p -> add(spec, new AveragePooling(shape, p.size(), p.size()));
      case LayerSpec.GlobalAveragePooling _ ->
          add(spec, new AveragePooling(shape, shape.height(), shape.width()));
      case LayerSpec.Relu _ -> add(spec, new Relu(shape));
      case LayerSpec.Residual r -> addResidual(r);
    }
  }

  /** Maxima over windows that fill what a convolution yields become part of the convolution. */
  private void addPooling(LayerSpec spec, MaxPooling pooling) {
    if (!layers.isEmpty()
        && layers.getLast() instanceof AffineLayer convolution
        && convolution.isConvolution()
        && convolution.stride() == 1
        && !convolution.isPooled()
        && pooling.fills()) {
      layers.removeLast();
      add(spec, convolution.pooled(pooling.size()));
    } else {
      add(spec, pooling);
    }
  }

  private void addResidual(LayerSpec.Residual residual) {
    FeatureShape before = shape;
    layers.add(new SkipStart(before));
    residual.body().forEach(this::add);
    if (!shape.equals(before)) {
      throw new Problem(
          "The layers beside a skip connection must yield the shape that comes in, %s, but yield %s."
              .formatted(before.words(), shape.words()));
    }
    layers.add(new SkipEnd(before));
  }

  private static String words(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.Convolution c ->
          "the convolution %s with kernel %d".formatted(c.name(), c.kernel());
      case LayerSpec.Linear l -> "the layer " + l.name();
      case LayerSpec.MaxPooling p -> "a window of %d × %1$d for its maximum".formatted(p.size());
      case LayerSpec.AveragePooling p -> "a window of %d × %1$d for its mean".formatted(p.size());
      case LayerSpec.GlobalAveragePooling _ -> "the mean over all positions";
      case LayerSpec.Residual _ -> "a residual block";
      case LayerSpec.Relu _ -> "a rectifier";
    };
  }

  private void add(LayerSpec spec, Layer layer) {
    FeatureShape output = layer.output();
    if (output.height() < 1 || output.width() < 1) {
      throw new Problem(
          "The network is too deep for the images: only %s is left before %s."
              .formatted(shape.words(), words(spec)));
    }
    layers.add(layer);
    shape = output;
  }
}
