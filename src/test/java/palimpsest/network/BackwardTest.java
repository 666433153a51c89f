package palimpsest.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.Golden;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.RandomNetworks;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The layers' own backward rules, against finite differences and against DJL's autograd. */
class BackwardTest {

  private static final int IMAGES = 6;
  private static Workspace workspace;

  @BeforeAll
  static void open() {
    workspace = Workspace.open("cpu", Precision.FLOAT64);
  }

  @AfterAll
  static void close() {
    workspace.close();
  }

  static Stream<RandomNetworks.Case> networks() {
    return RandomNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientIsTheLimitOfFiniteDifferences(RandomNetworks.Case network) {
    try (Scope _ = new Scope()) {
      FisherSample sample = network.sample(workspace, IMAGES);
      double[] gradient = Workspace.doubles(gradient(sample));
      double[] weights = Workspace.doubles(sample.theta());
      double step = 1e-6;
      for (int i = 0; i < weights.length; i += 1 + weights.length / 40) {
        double[] up = weights.clone();
        double[] down = weights.clone();
        up[i] += step;
        down[i] -= step;
        double difference = (loss(sample, up) - loss(sample, down)) / (2 * step);
        assertThat(gradient[i])
            .as(sample.network().layout().nameOf(i))
            .isCloseTo(difference, offset(1e-7));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientIsAutogradsGradient(RandomNetworks.Case network) {
    try (Scope _ = new Scope()) {
      FisherSample sample = network.sample(workspace, IMAGES);
      assertThat(
              Golden.relativeError(Workspace.doubles(gradient(sample)), autogradGradient(sample)))
          .isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void manyCotangentsAtOnceAreEachAloneOneAfterTheOther(RandomNetworks.Case network) {
    try (Scope _ = new Scope()) {
      FisherSample sample = network.sample(workspace, IMAGES);
      ForwardPass pass = sample.network().forward(sample.theta(), sample.images().range(0, IMAGES));
      int outputs = sample.network().outputs();
      NDArray cotangents =
          workspace.array(
              new Random(3).doubles((long) outputs * 4 * IMAGES, -1, 1).toArray(),
              outputs,
              4,
              IMAGES);
      List<LayerGradientFactors> together = pass.backward(cotangents);
      for (int row = 0; row < 4; row++) {
        String one = ":, " + row + ":" + (row + 1);
        List<LayerGradientFactors> alone = pass.backward(cotangents.get(one));
        for (int layer = 0; layer < together.size(); layer++) {
          NDArray expected = alone.get(layer).outputs();
          NDArray actual = together.get(layer).outputs().get(":, " + one);
          assertThat(Workspace.doubles(actual))
              .containsExactly(Workspace.doubles(expected), offset(1e-14));
        }
      }
    }
  }

  @Test
  void theNotebooksNetworkHas2980Parameters() {
    Network network = new Network(workspace, Architecture.baseNet(5, 20, 30));
    assertThat(network.parameters()).isEqualTo(2980);
    assertThat(network.layout().nameOf(0)).isEqualTo("conv1.weight[0,0,0,0]");
    assertThat(network.layout().nameOf(125)).isEqualTo("conv1.bias[0]");
    assertThat(network.layout().nameOf(2979)).isEqualTo("fc2.weight[29,19]");
  }

  @Test
  void firstWeightsLieWithinPyTorchsBounds() {
    Network network = new Network(workspace, Architecture.baseNet(5, 20, 30));
    double[] weights = network.initialWeights(new Random(4));
    for (ParameterLayout.Layer layer : network.layout().layers()) {
      AffineLayer affine =
          network.affineLayers().stream()
              .filter(a -> a.name().equals(layer.name()))
              .findFirst()
              .orElseThrow();
      double bound = 1 / Math.sqrt(affine.inputs());
      double largest = 0;
      for (int i = layer.offset(); i < layer.offset() + layer.size(); i++) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      assertThat(largest).isBetween(0.9 * bound, bound);
    }
  }

  @Test
  void aNetworkWithoutRoomIsRefused() {
    Architecture architecture =
        new Architecture(
            new FeatureShape(1, 3, 3), List.of(new LayerSpec.Convolution("conv1", 2, 5, true)));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Network(workspace, architecture))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("conv1");
  }

  @Test
  void layersBesideASkipConnectionMustKeepTheShape() {
    Architecture architecture =
        new Architecture(
            new FeatureShape(2, 6, 6),
            List.of(
                new LayerSpec.Residual(List.of(new LayerSpec.Convolution("conv1", 2, 3, true)))));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Network(workspace, architecture))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("2 × 6 × 6")
        .hasMessageContaining("2 × 4 × 4");
  }

  private static NDArray gradient(FisherSample sample) {
    ForwardPass pass = sample.network().forward(sample.theta(), sample.images().range(0, IMAGES));
    NDArray cotangents =
        SoftmaxCrossEntropy.of(workspace, pass.logits(), labels(sample)).cotangents();
    return sample
        .network()
        .flat(pass.backward(cotangents).stream().map(LayerGradientFactors::gradient).toList());
  }

  private static double loss(FisherSample sample, double[] weights) {
    try (Scope _ = new Scope()) {
      NDArray logits =
          sample
              .network()
              .forward(workspace.array(weights, weights.length), sample.images().range(0, IMAGES))
              .logits();
      return Workspace.scalar(
          SoftmaxCrossEntropy.of(workspace, logits, labels(sample)).losses().mean().reshape(1));
    }
  }

  private static NDArray labels(FisherSample sample) {
    int outputs = sample.network().outputs();
    return workspace.indices(new Random(5).ints(IMAGES, 0, outputs).toArray());
  }

  /** The same network written with DJL's own operators, images first. */
  private static double[] autogradGradient(FisherSample sample) {
    List<NDArray> parameters = new ArrayList<>();
    for (ParameterLayout.Tensor tensor : sample.network().layout().tensors()) {
      long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
      NDArray parameter =
          sample
              .theta()
              .get(tensor.offset() + ":" + (tensor.offset() + tensor.size()))
              .reshape(shape)
              .duplicate();
      parameter.setRequiresGradient(true);
      parameters.add(parameter);
    }
    NDArray images = sample.images().range(0, IMAGES).transpose(3, 0, 1, 2);
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray x = autograd(sample.network().architecture().layers(), images, parameters.iterator());
      NDArray target =
          labels(sample).oneHot(sample.network().outputs()).toType(x.getDataType(), false);
      NDArray loss = x.logSoftmax(1).mul(target).sum().div(IMAGES).neg();
      collector.backward(loss);
    }
    NDList gradients = new NDList();
    parameters.forEach(parameter -> gradients.add(parameter.getGradient().flatten()));
    return Workspace.doubles(NDArrays.concat(gradients));
  }

  private static NDArray autograd(
      List<LayerSpec> layers, NDArray input, Iterator<NDArray> parameters) {
    NDArray x = input;
    for (LayerSpec layer : layers) {
      x =
          switch (layer) {
            case LayerSpec.Convolution c ->
                Conv2d.conv2d(
                        x,
                        parameters.next(),
                        c.bias() ? parameters.next() : null,
                        new Shape(c.stride(), c.stride()),
                        new Shape(c.padding(), c.padding()),
                        new Shape(1, 1))
                    .singletonOrThrow();
            case LayerSpec.Linear l ->
                Linear.linear(
                        x.reshape(IMAGES, -1),
                        parameters.next(),
                        l.bias() ? parameters.next() : null)
                    .singletonOrThrow();
            case LayerSpec.MaxPooling p ->
                Pool.maxPool2d(x, square(p.size()), square(p.size()), square(0), false);
            case LayerSpec.AveragePooling p ->
                Pool.avgPool2d(x, square(p.size()), square(p.size()), square(0), false, false);
            case LayerSpec.GlobalAveragePooling _ -> x.mean(new int[] {3}).mean(new int[] {2});
            case LayerSpec.Residual r -> x.add(autograd(r.body(), x, parameters));
            case LayerSpec.Relu _ -> Activation.relu(x);
          };
    }
    return x;
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }
}
