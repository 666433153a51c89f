package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.GivenImages;
import palimpsest.Golden;
import palimpsest.MethodsNetworks;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Every estimator agrees with PyTorch, the dense matrices and their Kronecker products. */
class GoldenEstimatorsTest {

  private static final int FIRST = 20;
  private static final int BATCH = 16;

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.methods();
  }

  static Stream<Arguments> estimators() {
    return Stream.of(
            "exact",
            "exact-first-20",
            "sample",
            "empirical",
            "predicted",
            "batched-16",
            "exact-active",
            "empirical-active",
            "exact-weighted")
        .flatMap(name -> Stream.of(Precision.values()).map(p -> Arguments.of(name, p)));
  }

  @Test
  void everyEstimatorOfTheFileIsChecked() {
    Set<String> names = new TreeSet<>();
    for (String name : Golden.methods().names()) {
      if (name.startsWith("estimator.") && name.endsWith(".trace")) {
        names.add(name.substring("estimator.".length(), name.length() - ".trace".length()));
      }
    }
    assertThat(estimators().map(arguments -> (String) arguments.get()[0])).containsAll(names);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void denseMatricesAgree(String name, Precision precision) {
    double tolerance = precision == Precision.FLOAT64 ? 1e-8 : 1e-4;
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      double[] vector = golden.get("mlp.v");
      NDArray v = workspace.array(vector, vector.length);
      try (FisherMatrix fisher = Representation.DENSE.measure(sample(workspace, name))) {
        String prefix = "estimator." + name + ".";
        assertThat(error(Workspace.doubles(fisher.multiply(v)), prefix + "mv"))
            .isLessThan(tolerance);
        assertThat(error(Workspace.doubles(fisher.diagonal()), prefix + "diag"))
            .isLessThan(tolerance);
        assertThat(error(new double[] {fisher.trace()}, prefix + "trace")).isLessThan(tolerance);
        assertThat(error(new double[] {fisher.frobeniusNorm()}, prefix + "frobenius"))
            .isLessThan(tolerance);
      }
    }
  }

  /** The other representations that keep entries of the dense matrix keep the same ones. */
  @ParameterizedTest
  @MethodSource("estimators")
  void partsOfTheDenseMatrixAreItsEntries(String name, Precision precision) {
    double tolerance = precision == Precision.FLOAT64 ? 1e-12 : 1e-4;
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      FisherSample sample = sample(workspace, name);
      NDArray dense = Representation.DENSE.measure(sample).toDense();
      for (Representation part :
          Set.of(
              Representation.DIAGONAL,
              Representation.QUASI_DIAGONAL,
              Representation.BLOCK_DIAGONAL)) {
        NDArray some = part.measure(sample).toDense();
        NDArray kept = dense.mul(some.neq(0).toType(dense.getDataType(), false));
        assertThat(Golden.relativeError(Workspace.doubles(some), Workspace.doubles(kept)))
            .as(part.label())
            .isLessThan(tolerance);
        assertThat(
                Golden.relativeError(
                    Workspace.doubles(Representation.DIAGONAL.measure(sample).diagonal()),
                    Workspace.doubles(Representation.DENSE.measure(sample).diagonal())))
            .isLessThan(tolerance);
      }
    }
  }

  static Stream<Arguments> kroneckerProducts() {
    return Stream.of(MethodsNetworks.MLP, MethodsNetworks.CNN)
        .flatMap(
            network -> Stream.of("sample", "empirical").map(name -> Arguments.of(network, name)))
        .flatMap(one ->
            Stream.of(Precision.values()).map(p -> Arguments.of(one.get()[0], one.get()[1], p)));
  }

  @ParameterizedTest
  @MethodSource("kroneckerProducts")
  void kroneckerProductsAgree(MethodsNetworks network, String name, Precision precision) {
    double tolerance = precision == Precision.FLOAT64 ? 1e-8 : 1e-4;
    String prefix =
        (network == MethodsNetworks.MLP ? "" : network.key() + ".") + "estimator." + name + ".";
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      double[] vector = golden.get(network.key() + ".v");
      NDArray v = workspace.array(vector, vector.length);
      FisherSample all = network.sample(workspace, golden);
      FisherSample sample =
          new FisherSample(
              all.network(),
              all.theta(),
              network.images(workspace, golden),
              name.equals("sample")
                  ? Estimator.labelled(
                      numbers(
                          network == MethodsNetworks.MLP
                              ? "estimator.sampled-labels"
                              : network.key() + ".sampled-labels"))
                  : Estimator.EMPIRICAL);
      try (FisherMatrix fisher = Representation.KFAC.measure(sample)) {
        assertThat(error(Workspace.doubles(fisher.multiply(v)), prefix + "kfac-mv"))
            .isLessThan(tolerance);
      }
      if (network == MethodsNetworks.CNN) {
        try (FisherMatrix fisher = Representation.DENSE.measure(sample)) {
          assertThat(error(Workspace.doubles(fisher.multiply(v)), prefix + "mv"))
              .isLessThan(tolerance);
          assertThat(error(Workspace.doubles(fisher.diagonal()), prefix + "diag"))
              .isLessThan(tolerance);
        }
      }
    }
  }

  private static FisherSample sample(Workspace workspace, String name) {
    FisherSample all = MethodsNetworks.MLP.sample(workspace, golden);
    GivenImages images = MethodsNetworks.MLP.images(workspace, golden);
    double[] mask = new double[all.network().outputs()];
    Arrays.fill(mask, -1e30);
    for (double active : golden.get("estimator.active-classes")) {
      mask[(int) active] = 0;
    }
    NDArray active = workspace.array(mask, mask.length, 1);
    int[] every = IntStream.range(0, images.size()).toArray();
    return switch (name) {
      case "exact" -> with(all, images, Estimator.EXACT);
      case "exact-first-20" ->
          with(all, images.only(null, Arrays.copyOf(every, FIRST)), Estimator.EXACT);
      case "sample" -> with(all, images, Estimator.labelled(numbers("estimator.sampled-labels")));
      case "empirical" -> with(all, images, Estimator.EMPIRICAL);
      case "predicted" -> with(all, images, Estimator.PREDICTED);
      case "batched-16" -> with(all, images, new Estimator.Batched(BATCH));
      case "exact-active" -> with(all, images.only(active, every), Estimator.EXACT);
      case "empirical-active" ->
          with(
              all,
              images.only(active, numbers("estimator.empirical-active-images")),
              Estimator.EMPIRICAL);
      case "exact-weighted" ->
          with(
              all,
              images,
              Estimator.weighted(
                  (Estimator.ByImage) Estimator.EXACT, golden.get("estimator.image-weights")));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static FisherSample with(FisherSample all, GivenImages images, Estimator estimator) {
    return new FisherSample(all.network(), all.theta(), images, estimator);
  }

  private static int[] numbers(String name) {
    return Arrays.stream(golden.get(name)).mapToInt(number -> (int) number).toArray();
  }

  private static double error(double[] actual, String name) {
    return Golden.relativeError(actual, golden.get(name));
  }
}
