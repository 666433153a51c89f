package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.GivenImages;
import palimpsest.Golden;
import palimpsest.MethodsNetworks;
import palimpsest.fisher.FisherSettings.EstimatorKind;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Identities between estimators, whatever the network. */
class EstimatorTest {

  private final Golden golden = Golden.methods();

  @ParameterizedTest
  @EnumSource(MethodsNetworks.class)
  void batchesOfOneAreTheEmpiricalMatrix(MethodsNetworks kind) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope()) {
      for (Representation representation :
          new Representation[] {Representation.DIAGONAL, Representation.BLOCK_DIAGONAL}) {
        assertThat(
                error(
                    dense(workspace, kind, new Estimator.Batched(1), representation),
                    dense(workspace, kind, Estimator.EMPIRICAL, representation)))
            .as("%s, %s", kind, representation)
            .isLessThan(1e-12);
      }
    }
  }

  /** Of n independent draws the error is that of one over √n; the bounds are five deviations. */
  @ParameterizedTest
  @EnumSource(MethodsNetworks.class)
  void sampledMatricesComeToTheExactOneAsOneOverTheRoot(MethodsNetworks kind) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope()) {
      NDArray exact = dense(workspace, kind, Estimator.EXACT, Representation.DIAGONAL);
      double few = error(dense(workspace, kind, sampled(4), Representation.DIAGONAL), exact);
      double many = error(dense(workspace, kind, sampled(400), Representation.DIAGONAL), exact);
      assertThat(few / many).as("ten times, for a hundred times the labels").isBetween(4.0, 25.0);
    }
  }

  @Test
  void weightsOfOneChangeNothingAndNumbersOfAnImageCountIt() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope()) {
      FisherSample all = MethodsNetworks.MLP.sample(workspace, golden);
      GivenImages images = MethodsNetworks.MLP.images(workspace, golden);
      double[] weights = new Random(3).ints(images.size(), 0, 3).asDoubleStream().toArray();
      int[] repeated =
          IntStream.range(0, images.size())
              .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
              .toArray();
      Estimator.ByImage exact = (Estimator.ByImage) Estimator.EXACT;
      NDArray weighted =
          Representation.DENSE
              .measure(
                  new FisherSample(
                      all.network(), all.theta(), images, Estimator.weighted(exact, weights)))
              .toDense()
              .mul((double) images.size() / repeated.length);
      NDArray counted =
          Representation.DENSE
              .measure(new FisherSample(all.network(), all.theta(), images.only(null, repeated)))
              .toDense();
      assertThat(error(weighted, counted)).isLessThan(1e-12);
    }
  }

  @Test
  void aLabelIsNeverDrawnFromClassesThatDoNotCompete() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32);
        Scope _ = new Scope()) {
      FisherSample all = MethodsNetworks.MLP.sample(workspace, golden);
      double[] mask = new double[all.network().outputs()];
      Arrays.fill(mask, 0, 7, -1e30);
      GivenImages images =
          MethodsNetworks.MLP
              .images(workspace, golden)
              .only(workspace.array(mask, mask.length, 1), IntStream.range(0, 60).toArray());
      NDArray rows =
          ((Estimator.ByImage) sampled(50))
              .rows(
                  workspace,
                  images,
                  images.masked(
                      all.network().forward(all.theta(), images.range(0, 60)).logits(), 0, 60),
                  IntStream.range(0, 60).toArray());
      assertThat(Workspace.doubles(rows.get(":7").abs().sum().reshape(1))[0]).isZero();
      assertThat(Workspace.doubles(rows.sum(new int[] {0}).abs().max().reshape(1))[0])
          .as("rows sum to 0 over classes")
          .isLessThan(1e-5);
    }
  }

  private static Estimator sampled(int labels) {
    return FisherSettings.estimator(
        SettingValues.INITIAL
            .with(FisherSettings.ESTIMATOR, EstimatorKind.SAMPLED)
            .with(FisherSettings.SAMPLES, labels),
        60,
        RandomStream.of(5, RandomUse.LABELS));
  }

  private NDArray dense(
      Workspace workspace,
      MethodsNetworks kind,
      Estimator estimator,
      Representation representation) {
    FisherSample all = kind.sample(workspace, golden);
    return representation
        .measure(
            new FisherSample(all.network(), all.theta(), kind.images(workspace, golden), estimator))
        .toDense();
  }

  private static double error(NDArray actual, NDArray expected) {
    return Golden.relativeError(Workspace.doubles(actual), Workspace.doubles(expected));
  }
}
