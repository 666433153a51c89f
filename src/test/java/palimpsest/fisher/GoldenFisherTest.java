package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.Golden;
import palimpsest.TestDevice;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Every quantity of every representation agrees with PyTorch and NNGeometry. */
@Execution(ExecutionMode.CONCURRENT)
class GoldenFisherTest {

  private static final int[] ROWS = {0, 129, 130, 700, 759, 760, 1500, 2379, 2380, 2979};

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = new Golden();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void logitsAgree(Precision precision) {
    try (Workspace workspace = open(precision);
        Scope _ = new Scope()) {
      FisherSample sample = sample(workspace);
      NDArray logits =
          sample
              .network()
              .forward(sample.theta(), sample.images().range(0, sample.images().size()))
              .logits();
      assertThat(error(logits.transpose(), golden.get("fisher.logits")))
          .isLessThan(tolerance(precision));
    }
  }

  @ParameterizedTest
  @EnumSource(Representation.class)
  void everyQuantityAgreesInFloat64(Representation representation) {
    check(representation, Precision.FLOAT64);
  }

  @ParameterizedTest
  @EnumSource(Representation.class)
  void everyQuantityAgreesInFloat32(Representation representation) {
    check(representation, Precision.FLOAT32);
  }

  private static void check(Representation representation, Precision precision) {
    try (Workspace workspace = open(precision);
        Scope _ = new Scope()) {
      FisherMatrix fisher = representation.measure(sample(workspace));
      String prefix = "fisher." + key(representation) + ".";
      List<String> wrong = new ArrayList<>();
      int checked = 0;
      for (String name : golden.names()) {
        if (name.startsWith(prefix) && !name.matches(".*\\.[AG]\\..*")) {
          double error =
              Golden.relativeError(
                  quantity(workspace, fisher, name.substring(prefix.length())), golden.get(name));
          checked++;
          if (!(error < tolerance(precision))) {
            wrong.add(name + " is off by " + error);
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(checked).isGreaterThanOrEqualTo(13);
    }
  }

  private static double[] quantity(Workspace workspace, FisherMatrix fisher, String name) {
    if (name.startsWith("mv")) {
      return Workspace.doubles(fisher.multiply(vector(workspace, name.substring(2))));
    }
    if (name.startsWith("vTMv")) {
      return new double[] {fisher.quadraticForm(vector(workspace, name.substring(4)))};
    }
    if (name.startsWith("solve")) {
      String[] parts = name.substring(5).split("_", 2);
      return Workspace.doubles(
          fisher.solve(vector(workspace, parts[0]), Double.parseDouble(parts[1])));
    }
    return switch (name) {
      case "trace" -> new double[] {fisher.trace()};
      case "frobenius" -> new double[] {fisher.frobeniusNorm()};
      case "diag" -> Workspace.doubles(fisher.diagonal());
      case "corner" -> Workspace.doubles(fisher.toDense().get(":60, :60"));
      case "rows" -> Workspace.doubles(fisher.toDense().get(workspace.indices(ROWS)));
      default -> throw new AssertionError("what is " + name + "?");
    };
  }

  private static NDArray vector(Workspace workspace, String number) {
    double[] values = golden.get("fisher.v" + number);
    return workspace.array(values, values.length);
  }

  private static FisherSample sample(Workspace workspace) {
    Network network = new Network(workspace, Architecture.baseNet(5, 20, 30));
    int images = (int) golden.shape("fisher.images")[0];
    double[] weights = golden.weights();
    return new FisherSample(
        network,
        workspace.array(weights, weights.length),
        Images.of(
            workspace,
            workspace.array(golden.images("fisher.images", 0, images), 1, 28, 28, images)));
  }

  private static Workspace open(Precision precision) {
    return TestDevice.open(precision);
  }

  private static double error(NDArray actual, double[] expected) {
    return Golden.relativeError(Workspace.doubles(actual), expected);
  }

  private static String key(Representation representation) {
    return switch (representation) {
      case DIAGONAL -> "diag";
      case QUASI_DIAGONAL -> "quasi";
      case BLOCK_DIAGONAL -> "block";
      case KFAC -> "kfac";
      case EKFAC -> "ekfac";
      case DENSE -> "dense";
    };
  }

  private static double tolerance(Precision precision) {
    return precision == Precision.FLOAT64 ? 1e-8 : 2e-4;
  }
}
