package palimpsest.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fully connected layer with the fewest units, the last one left out. No more than its units
 * can tell the cotangents of one image apart below it; and only its live units do, if a rectifier
 * stands behind it. A layer beside a skip connection is none: cotangents go past it.
 *
 * @param place position of the layer
 * @param rectified whether a rectifier stands behind it
 */
record Bottleneck(int place, boolean rectified) {

  /** The bottleneck of a network, or null if there is none. */
  static @Nullable Bottleneck of(List<Layer> layers) {
    int narrowest = -1;
    int skips = 0;
    for (int i = 0; i < layers.size() - 1; i++) {
      skips +=
          switch (layers.get(i)) {
            case SkipStart _ -> 1;
            case SkipEnd _ -> -1;
            default -> 0;
          };
      if (layers.get(i) instanceof AffineLayer affine
          && !affine.isConvolution()
          && skips == 0
          && (narrowest < 0 || affine.units() < layers.get(narrowest).output().size())) {
        narrowest = i;
      }
    }
    return narrowest < 0
        ? null
        : new Bottleneck(narrowest, layers.get(narrowest + 1) instanceof Relu);
  }
}
