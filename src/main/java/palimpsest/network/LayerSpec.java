package palimpsest.network;

import java.util.List;

/** One layer of an architecture, before it knows what comes in. */
public sealed interface LayerSpec {

  /**
   * A convolution.
   *
   * @param name name of the layer, such as {@code conv1}
   * @param channels channels that come out
   * @param kernel side of the kernel
   * @param stride the distance between patches
   * @param padding rows and columns of zeros on every side of what comes in
   * @param bias whether each channel has a bias
   */
  record Convolution(String name, int channels, int kernel, int stride, int padding, boolean bias)
      implements LayerSpec {

    /** A convolution of stride 1 without padding. */
    public Convolution(String name, int channels, int kernel, boolean bias) {
      this(name, channels, kernel, 1, 0, bias);
    }
  }

  /**
   * A fully connected layer.
   *
   * @param name name of the layer, such as {@code fc1}
   * @param units units that come out
   * @param bias whether each unit has a bias
   */
  record Linear(String name, int units, boolean bias) implements LayerSpec {}

  /**
   * The maxima over windows that do not overlap.
   *
   * @param size side of a window
   */
  record MaxPooling(int size) implements LayerSpec {}

  /**
   * The means over windows that do not overlap.
   *
   * @param size side of a window
   */
  record AveragePooling(int size) implements LayerSpec {}

  /** The mean of every channel over all its positions. */
  record GlobalAveragePooling() implements LayerSpec {}

  /**
   * A skip connection around some layers: x + f(x) (He et al., 2016, with an identity skip).
   *
   * @param body the layers f; they must yield the shape that comes in
   */
  record Residual(List<LayerSpec> body) implements LayerSpec {

    /** Copies the list of layers. */
    public Residual {
      body = List.copyOf(body);
    }
  }

  /** The rectifier max(0, x). */
  record Relu() implements LayerSpec {}
}
