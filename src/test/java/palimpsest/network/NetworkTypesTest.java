package palimpsest.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.MethodsNetworks;
import palimpsest.problem.Problem;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** What settings make of each kind of network. */
public class NetworkTypesTest {

  /** The components that are tested here. */
  public static Stream<Component> components() {
    return Stream.of(new Cnn(), new ResidualNet(), new LinearNet());
  }

  @Test
  void theResidualNetworkIsTheOneComparedWithPyTorch() {
    Architecture made =
        new ResidualNet()
            .architecture(
                SettingValues.INITIAL.with(ResidualNet.CHANNELS, 4).with(ResidualNet.BLOCKS, 1),
                new FeatureShape(1, 8, 8),
                10);
    assertThat(made).isEqualTo(MethodsNetworks.RESIDUAL.architecture());
  }

  @Test
  void aCnnIsTheLayersThatItsSettingsName() {
    SettingValues values =
        SettingValues.INITIAL
            .with(Cnn.CONVOLUTIONS, List.of(4, 6))
            .with(Cnn.STRIDE, 2)
            .with(Cnn.DENSE, List.of());
    assertThat(layers(values.with(Cnn.POOLING, Cnn.Pooling.NONE)))
        .containsExactly(
            new LayerSpec.Convolution("conv1", 4, 3, 2, 1, true),
            new LayerSpec.Relu(),
            new LayerSpec.Convolution("conv2", 6, 3, 2, 1, true),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc1", 10, true));
    assertThat(
            layers(
                values
                    .with(Cnn.POOLING, Cnn.Pooling.AVERAGE)
                    .with(Cnn.CONVOLUTIONS, List.of(4))
                    .with(Cnn.DENSE, List.of(7))
                    .with(Mlp.HEAD_BIAS, false)))
        .containsExactly(
            new LayerSpec.Convolution("conv1", 4, 3, 2, 1, true),
            new LayerSpec.Relu(),
            new LayerSpec.AveragePooling(2),
            new LayerSpec.Linear("fc1", 7, true),
            new LayerSpec.Relu(),
            new LayerSpec.Linear("fc2", 10, false));
    assertThat(layers(values.with(Cnn.CONVOLUTIONS, List.of(4))))
        .startsWith(
            new LayerSpec.Convolution("conv1", 4, 3, 2, 1, true),
            new LayerSpec.MaxPooling(2),
            new LayerSpec.Relu());
  }

  private static List<LayerSpec> layers(SettingValues values) {
    return new Cnn().architecture(values, new FeatureShape(3, 32, 32), 10).layers();
  }

  @Test
  void aLinearNetworkIsOneLayerWithAWeightForEachPixelAndClass() {
    Architecture made =
        new LinearNet().architecture(SettingValues.INITIAL, new FeatureShape(3, 4, 5), 7);
    assertThat(made.layers()).containsExactly(new LayerSpec.Linear("fc1", 7, true));
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64)) {
      assertThat(new Network(workspace, made).parameters()).isEqualTo(7 * (3 * 4 * 5 + 1));
    }
  }

  @Test
  void tooManyLayersForTheImagesAreRefused() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      Architecture deep =
          new Cnn()
              .architecture(
                  SettingValues.INITIAL.with(Cnn.CONVOLUTIONS, List.of(4, 4, 4, 4, 4)),
                  new FeatureShape(1, 8, 8),
                  10);
      assertThatThrownBy(() -> new Network(workspace, deep))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("The network is too deep for the images");
    }
  }

  @ParameterizedTest
  @EnumSource(FirstWeights.class)
  void firstWeightsHaveTheVarianceOfTheirFormula(FirstWeights first) {
    Architecture architecture =
        new Architecture(
                new FeatureShape(2, 12, 12),
                List.of(
                    new LayerSpec.Convolution("conv1", 40, 5, true),
                    new LayerSpec.Relu(),
                    new LayerSpec.Linear("fc1", 30, true)))
            .startingFrom(first);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64)) {
      Network network = new Network(workspace, architecture);
      double[] weights = network.initialWeights(new Random(1));
      int convolution = 40 * 50;
      double[] conv = Arrays.copyOfRange(weights, 0, convolution);
      double[] biases = Arrays.copyOfRange(weights, convolution, convolution + 40);
      int inputs = 40 * 8 * 8;
      double[] linear =
          Arrays.copyOfRange(weights, convolution + 40, convolution + 40 + 30 * inputs);
      switch (first) {
        case PYTORCH -> {
          assertThat(variance(conv)).isCloseTo(1 / (3.0 * 50), within(0.05 / (3.0 * 50)));
          assertThat(variance(linear)).isCloseTo(1 / (3.0 * inputs), within(0.05 / (3.0 * inputs)));
          assertThat(biases).doesNotContain(0.0);
        }
        case XAVIER -> {
          double outputs = 40 * 25;
          assertThat(variance(conv)).isCloseTo(2 / (50 + outputs), within(0.1 / (50 + outputs)));
          assertThat(variance(linear)).isCloseTo(2.0 / (inputs + 30), within(0.1 / (inputs + 30)));
          assertThat(biases).containsOnly(0.0);
        }
        case HE -> {
          assertThat(variance(conv)).isCloseTo(2 / 50.0, within(0.1 / 50));
          assertThat(variance(linear)).isCloseTo(2.0 / inputs, within(0.1 / inputs));
          assertThat(biases).containsOnly(0.0);
        }
      }
    }
  }

  private static double variance(double... values) {
    return Arrays.stream(values).map(value -> value * value).average().orElseThrow();
  }
}
