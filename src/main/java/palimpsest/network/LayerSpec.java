package palimpsest.network;

/** One layer of an architecture, before it knows what comes in. */
public sealed interface LayerSpec {

  /**
   * A convolution of stride 1 without padding.
   *
   * @param name name of the layer, such as {@code conv1}
   * @param channels channels that come out
   * @param kernel side of the kernel
   * @param bias whether each channel has a bias
   */
  record Convolution(String name, int channels, int kernel, boolean bias) implements LayerSpec {}

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

  /** The rectifier max(0, x). */
  record Relu() implements LayerSpec {}
}
