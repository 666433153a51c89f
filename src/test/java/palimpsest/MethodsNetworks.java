package palimpsest;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import palimpsest.fisher.FisherSample;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.LayerSpec;
import palimpsest.network.Mlp;
import palimpsest.network.Network;
import palimpsest.network.ParameterLayout;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Workspace;

/** The networks of {@code methods.npz}, with their weights and images. */
@SuppressWarnings("ImmutableEnumChecker") // architectures are records
public enum MethodsNetworks {
  /** 64-16-12-10 on grey images of 8 × 8. */
  MLP(
      new Mlp()
          .architecture(
              SettingValues.INITIAL.with(Mlp.WIDTHS, List.of(16, 12)),
              new FeatureShape(1, 8, 8),
              10)),

  /** Two convolutions, the first pooled, the second of stride 2, on images of two channels. */
  CNN(
      new Architecture(
          new FeatureShape(2, 12, 12),
          List.of(
              new LayerSpec.Convolution("conv1", 4, 3, 1, 1, true),
              new LayerSpec.Relu(),
              new LayerSpec.MaxPooling(2),
              new LayerSpec.Convolution("conv2", 6, 3, 2, 1, true),
              new LayerSpec.Relu(),
              new LayerSpec.GlobalAveragePooling(),
              new LayerSpec.Linear("fc1", 10, true)))),

  /** One residual block with an identity skip. */
  RESIDUAL(
      new Architecture(
          new FeatureShape(1, 8, 8),
          List.of(
              new LayerSpec.Convolution("conv1", 4, 3, 1, 1, true),
              new LayerSpec.Relu(),
              new LayerSpec.Residual(
                  List.of(
                      new LayerSpec.Convolution("conv2", 4, 3, 1, 1, true),
                      new LayerSpec.Relu(),
                      new LayerSpec.Convolution("conv3", 4, 3, 1, 1, true))),
              new LayerSpec.Relu(),
              new LayerSpec.GlobalAveragePooling(),
              new LayerSpec.Linear("fc1", 10, true))));

  private final Architecture architecture;

  MethodsNetworks(Architecture architecture) {
    this.architecture = architecture;
  }

  /** Its layers. */
  public Architecture architecture() {
    return architecture;
  }

  /** The beginning of its arrays' names. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The network at its first weights, with all its images. */
  public FisherSample sample(Workspace workspace, Golden golden) {
    Network network = new Network(workspace, architecture);
    double[] weights = weights(network, golden);
    return new FisherSample(
        network, workspace.array(weights, weights.length), images(workspace, golden));
  }

  /** Its images with their labels, pixels from 0 to 1. */
  public GivenImages images(Workspace workspace, Golden golden) {
    String name = key() + ".images";
    int count = (int) golden.shape(name)[0];
    FeatureShape shape = architecture.input();
    NDArray pixels =
        workspace.array(
            golden.images(name, 0, count), shape.channels(), shape.height(), shape.width(), count);
    return new GivenImages(workspace, pixels, labels(golden));
  }

  private double[] weights(Network network, Golden golden) {
    return network.layout().tensors().stream()
        .map(ParameterLayout.Tensor.class::cast)
        .flatMapToDouble(tensor ->
            Arrays.stream(
                golden.get("%s.init.%s.%s".formatted(key(), tensor.layer(), tensor.name()))))
        .toArray();
  }

  /** The labels of its images. */
  public int[] labels(Golden golden) {
    return Arrays.stream(golden.get(key() + ".labels")).mapToInt(label -> (int) label).toArray();
  }
}
