package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.Golden;
import palimpsest.MethodsNetworks;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Networks beyond the notebook's agree with PyTorch, and their matrices with NNGeometry. */
class GoldenNetworksTest {

  private static final Map<String, Representation> REPRESENTATIONS =
      Map.of(
          "diag", Representation.DIAGONAL,
          "block", Representation.BLOCK_DIAGONAL,
          "kfac", Representation.KFAC,
          "ekfac", Representation.EKFAC,
          "dense", Representation.DENSE);

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.methods();
  }

  @ParameterizedTest
  @CsvSource({
    "MLP, FLOAT64", "CNN, FLOAT64", "RESIDUAL, FLOAT64",
    "MLP, FLOAT32", "CNN, FLOAT32", "RESIDUAL, FLOAT32"
  })
  void logitsAndGradientsAgree(MethodsNetworks network, Precision precision) {
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      FisherSample sample = network.sample(workspace, golden);
      ForwardPass pass =
          sample
              .network()
              .forward(sample.theta(), sample.images().range(0, sample.images().size()));
      NDArray cotangents =
          SoftmaxCrossEntropy.of(
                  workspace, pass.logits(), workspace.indices(network.labels(golden)))
              .cotangents();
      NDArray gradient =
          sample
              .network()
              .flat(
                  pass.backward(cotangents).stream().map(LayerGradientFactors::gradient).toList());
      assertThat(error(pass.logits().transpose(), network.key() + ".logits"))
          .isLessThan(tolerance(precision));
      assertThat(error(gradient, network.key() + ".gradient")).isLessThan(tolerance(precision));
    }
  }

  @ParameterizedTest
  @EnumSource(MethodsNetworks.class)
  void everyMatrixAgreesInFloat64(MethodsNetworks network) {
    check(network, Precision.FLOAT64);
  }

  @ParameterizedTest
  @EnumSource(MethodsNetworks.class)
  void everyMatrixAgreesInFloat32(MethodsNetworks network) {
    check(network, Precision.FLOAT32);
  }

  private static void check(MethodsNetworks network, Precision precision) {
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      FisherSample sample = network.sample(workspace, golden);
      double[] vector = golden.get(network.key() + ".v");
      NDArray v = workspace.array(vector, vector.length);
      List<String> wrong = new ArrayList<>();
      for (Map.Entry<String, Representation> entry : REPRESENTATIONS.entrySet()) {
        FisherMatrix fisher = entry.getValue().measure(sample);
        String prefix = network.key() + ".fisher." + entry.getKey() + ".";
        compare(wrong, prefix + "mv", fisher.multiply(v), precision);
        compare(wrong, prefix + "solve_0.01", fisher.solve(v, 0.01), precision);
        compare(wrong, prefix + "diag", fisher.diagonal(), precision);
        compare(wrong, prefix + "trace", fisher.trace(), precision);
        compare(wrong, prefix + "frobenius", fisher.frobeniusNorm(), precision);
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static void compare(
      List<String> wrong, String name, NDArray actual, Precision precision) {
    note(wrong, name, error(actual, name), precision);
  }

  private static void compare(List<String> wrong, String name, double actual, Precision precision) {
    note(wrong, name, Golden.relativeError(new double[] {actual}, golden.get(name)), precision);
  }

  private static void note(List<String> wrong, String name, double error, Precision precision) {
    if (!(error < tolerance(precision))) {
      wrong.add(name + " is off by " + error);
    }
  }

  private static double error(NDArray actual, String name) {
    return Golden.relativeError(Workspace.doubles(actual), golden.get(name));
  }

  private static double tolerance(Precision precision) {
    return precision == Precision.FLOAT64 ? 1e-8 : 1e-4;
  }
}
