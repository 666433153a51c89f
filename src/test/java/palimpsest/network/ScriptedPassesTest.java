package palimpsest.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.Golden;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.RandomNetworks;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The passes in one call of the engine agree with those that go layer by layer. */
class ScriptedPassesTest {

  private static final int IMAGES = 7;
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
  void lossAndGradientAreThoseOfTheLayers(RandomNetworks.Case network) {
    try (Scope _ = new Scope()) {
      agree(network, null, null);
      double[] weights = new Random(3).doubles(IMAGES, -1, 2).toArray();
      agree(network, null, workspace.array(weights, IMAGES));
      int classes = new Network(workspace, network.architecture()).outputs();
      if (classes < 3) {
        return; // One class alone has neither loss nor gradient.
      }
      double[] mask = new double[classes * IMAGES];
      // The last class does not compete; no label is it.
      for (int image = 0; image < IMAGES; image++) {
        mask[(classes - 1) * IMAGES + image] = -1e30;
      }
      agree(network, workspace.array(mask, classes, IMAGES), workspace.array(weights, IMAGES));
    }
  }

  private static void agree(
      RandomNetworks.Case one, @Nullable NDArray mask, @Nullable NDArray weights) {
    FisherSample sample = one.sample(workspace, IMAGES);
    Network network = sample.network();
    NDArray theta = sample.theta();
    NDArray images = sample.images().range(0, IMAGES);
    int[] classes =
        IntStream.range(0, IMAGES).map(i -> i % Math.max(1, network.outputs() - 1)).toArray();
    NDArray labels = workspace.indices(classes);

    ForwardPass pass = network.forward(theta, images);
    NDArray logits = pass.logits().reshape(network.outputs(), IMAGES);
    NDArray competing = mask == null ? logits : logits.add(mask);
    SoftmaxCrossEntropy.Batch expected = SoftmaxCrossEntropy.of(workspace, competing, labels);
    NDArray cotangents = expected.cotangents().mul(IMAGES);
    NDArray weighted =
        weights == null ? cotangents.mul(0.25) : cotangents.mul(weights.reshape(1, 1, IMAGES));
    NDArray gradient =
        network.flat(pass.backward(weighted).stream().map(LayerGradientFactors::gradient).toList());

    ScriptedPasses.CrossEntropies entropies =
        new ScriptedPasses.CrossEntropies(labels, mask, weights, 0.25);
    ScriptedPasses.Loss loss = network.scripted().loss(theta, images, entropies);
    NDArray scores = NDArrays.stack(new NDList(expected.losses(), expected.hits()));
    near(loss.logits(), logits);
    near(loss.scores(), scores);
    near(loss.gradient(), gradient);

    near(network.scripted().logits(theta, images), logits);
    NDList memory = network.scripted().remembering(theta, images);
    NDArray added = logits.sin();
    ScriptedPasses.Loss joined = network.scripted().joined(theta, memory, entropies, added);
    near(joined.logits(), logits);
    near(joined.scores(), scores);
    NDArray both = weighted.add(added.reshape(weighted.getShape()));
    near(
        joined.gradient(),
        network.flat(pass.backward(both).stream().map(LayerGradientFactors::gradient).toList()));
  }

  private static void near(NDArray actual, NDArray expected) {
    assertThat(Golden.relativeError(Workspace.doubles(actual), Workspace.doubles(expected)))
        .isLessThan(1e-11);
  }
}
