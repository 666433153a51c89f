package palimpsest.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a network.
 *
 * @param input shape of one image
 * @param layers the layers in order; the last one's outputs are the logits
 * @param firstWeights the distribution of the first weights
 */
public record Architecture(FeatureShape input, List<LayerSpec> layers, FirstWeights firstWeights) {

  /** Layers whose first weights are drawn as PyTorch does. */
  public Architecture(FeatureShape input, List<LayerSpec> layers) {
    this(input, layers, FirstWeights.PYTORCH);
  }

  /** Copies the list of layers. */
  public Architecture {
    layers = List.copyOf(layers);
  }

  /**
   * The notebook's network on its grey images of 28 × 28.
   *
   * @see #baseNet(FeatureShape, int, int, int)
   */
  public static Architecture baseNet(int channels, int hiddenUnits, int outputs) {
    return baseNet(new FeatureShape(1, 28, 28), channels, hiddenUnits, outputs);
  }

  /**
   * The notebook's network: two convolutions with pooling, one hidden layer, and a head without
   * bias. On grey images of 28 × 28, with 5 channels, 20 hidden units and 30 outputs, it has P =
   * 2980 parameters.
   *
   * @param input shape of one image
   * @param channels channels of both convolutions
   * @param hiddenUnits units of the hidden layer
   * @param outputs logits K
   */
  public static Architecture baseNet(
      FeatureShape input, int channels, int hiddenUnits, int outputs) {
    return new Architecture(
        input,
        List.of(
            new LayerSpec.Convolution("conv1", channels, 5, true),
            new LayerSpec.MaxPooling(2),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv2", channels, 5, true),
            new LayerSpec.MaxPooling(2),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc1", hiddenUnits, true),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", outputs, false)));
  }

  /**
   * A multilayer perceptron: hidden layers with rectifiers, and a head.
   *
   * @param input shape of one image, or of one vector
   * @param widths units of each hidden layer
   * @param outputs logits K
   * @param headBias whether each logit has a bias; hidden units always do
   */
  public static Architecture mlp(
      FeatureShape input, List<Integer> widths, int outputs, boolean headBias) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int width : widths) {
      layers.add(new LayerSpec.Linear("fc" + (layers.size() / 2 + 1), width, true));
      layers.add(new LayerSpec.Relu());
    }
    layers.add(new LayerSpec.Linear("fc" + (widths.size() + 1), outputs, headBias));
    return new Architecture(input, layers);
  }

  /** The same layers with first weights of another distribution. */
  public Architecture startingFrom(FirstWeights other) {
    return new Architecture(input, layers, other);
  }
}
