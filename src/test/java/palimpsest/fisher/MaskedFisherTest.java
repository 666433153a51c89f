package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.network.Architecture;
import palimpsest.network.LayerSpec;
import palimpsest.network.Network;
import palimpsest.network.ParameterLayout;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * A Fisher matrix of which only some classes compete is that of the network without the outputs of
 * the others, whose parameters have no part in it.
 */
@Execution(ExecutionMode.CONCURRENT)
class MaskedFisherTest {

  private static final int IMAGES = 7;
  private static final int KEPT = 2;

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
  private final Scope scope = new Scope();

  static Stream<Arguments> everything() {
    return RandomNetworks.all()
        .flatMap(network -> Stream.of(Representation.values()).map(r -> Arguments.of(network, r)));
  }

  @AfterEach
  void close() {
    scope.close();
    workspace.close();
  }

  /** Images of which the first have only the first classes. */
  private record Masked(Workspace workspace, Images images, int classes, int first)
      implements Images {

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public NDArray range(int from, int to) {
      return images.range(from, to);
    }

    @Override
    public NDArray at(int... positions) {
      return images.at(positions);
    }

    @Override
    public NDArray logitMask(int... positions) {
      double[] mask = new double[classes * positions.length];
      for (int k = KEPT; k < classes; k++) {
        for (int i = 0; i < positions.length; i++) {
          mask[k * positions.length + i] = positions[i] < first ? -1e30 : 0;
        }
      }
      return workspace.array(mask, classes, positions.length);
    }
  }

  /** The parameters of the network, by their positions, that are left without outputs. */
  private static int[] left(ParameterLayout layout) {
    String head = layout.tensors().getLast().layer();
    return layout.tensors().stream()
        .flatMapToInt(tensor -> {
          int size = tensor.size();
          int kept = tensor.layer().equals(head) ? size / tensor.shape().getFirst() * KEPT : size;
          return IntStream.range(tensor.offset(), tensor.offset() + kept);
        })
        .toArray();
  }

  /** The same network on the same images without the outputs of the other classes. */
  private FisherSample cut(FisherSample sample, Architecture whole, Images images) {
    List<LayerSpec> layers = new ArrayList<>(whole.layers());
    LayerSpec.Linear head = (LayerSpec.Linear) layers.removeLast();
    layers.add(new LayerSpec.Linear(head.name(), KEPT, head.bias()));
    Network network = new Network(workspace, new Architecture(whole.input(), layers));
    double[] theta = Workspace.doubles(sample.theta());
    double[] some =
        Arrays.stream(left(sample.network().layout())).mapToDouble(i -> theta[i]).toArray();
    return new FisherSample(network, workspace.array(some, some.length), images);
  }

  /** A matrix of some parameters among all, the others' entries 0; [P · P]. */
  private static double[] among(double[] entries, int[] parameters, int size) {
    double[] all = new double[size * size];
    for (int i = 0; i < parameters.length; i++) {
      for (int j = 0; j < parameters.length; j++) {
        all[parameters[i] * size + parameters[j]] = entries[i * parameters.length + j];
      }
    }
    return all;
  }

  private static double[] dense(FisherSample sample, Representation representation) {
    return Workspace.doubles(representation.measure(sample).toDense());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void maskedOutputsCountAsIfTheyWereNotThere(
      RandomNetworks.Case network, Representation representation) {
    FisherSample sample = network.sample(workspace, IMAGES);
    Network whole = sample.network();
    FisherSample masked =
        new FisherSample(
            whole, sample.theta(), new Masked(workspace, sample.images(), whole.outputs(), IMAGES));
    double[] expected =
        among(
            dense(cut(sample, network.architecture(), sample.images()), representation),
            left(whole.layout()),
            whole.parameters());
    assertSame(dense(masked, representation), expected);
  }

  @Test
  void everyImageHasItsOwnClasses() {
    int first = 3;
    RandomNetworks.Case network = RandomNetworks.all().findFirst().orElseThrow();
    FisherSample sample = network.sample(workspace, IMAGES);
    Network whole = sample.network();
    FisherSample mixed =
        new FisherSample(
            whole, sample.theta(), new Masked(workspace, sample.images(), whole.outputs(), first));
    Images some = Images.of(workspace, sample.images().range(0, first));
    Images others = Images.of(workspace, sample.images().range(first, IMAGES));
    double[] ofSome =
        among(
            dense(cut(sample, network.architecture(), some), Representation.DENSE),
            left(whole.layout()),
            whole.parameters());
    double[] ofOthers =
        dense(new FisherSample(whole, sample.theta(), others), Representation.DENSE);
    double[] expected = new double[ofSome.length];
    Arrays.setAll(expected, i -> (first * ofSome[i] + (IMAGES - first) * ofOthers[i]) / IMAGES);
    assertSame(dense(mixed, Representation.DENSE), expected);
  }

  private static void assertSame(double[] found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(largest).isPositive();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      // Compared by hand: there are many.
      if (!(Math.abs(found[i] - expected[i]) <= 1e-9 * largest)) {
        assertThat(found[i]).as("entry %d", i).isEqualTo(expected[i]);
      }
    }
  }
}
