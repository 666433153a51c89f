package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.Golden;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.RandomNetworks;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.RandomStreams;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** EWC's penalty is importance · Σ (θ−θ*)ᵀF(θ−θ*), and its gradient that of its value. */
class EwcPenaltyTest {

  private static final double IMPORTANCE = 3;

  @ParameterizedTest
  @EnumSource(Representation.class)
  void valueAndGradientAreThoseOfTheQuadraticForms(Representation representation) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope()) {
      FisherSample sample = RandomNetworks.all().findFirst().orElseThrow().sample(workspace, 12);
      NDArray first = sample.theta();
      NDArray second = first.add(displacement(workspace, first, 1));
      FisherSample later = new FisherSample(sample.network(), second, sample.images());
      NDArray theta = first.add(displacement(workspace, first, 2));
      StrategyContext context =
          new StrategyContext(
              sample.network(),
              new RandomStreams(1),
              FisherObserver.NONE,
              LearnedClasses.ofOneTask(sample.network().outputs()));
      try (EwcPenalty penalty =
          new EwcPenalty(
              IMPORTANCE,
              SettingValues.INITIAL.with(FisherSettings.REPRESENTATION, representation),
              context)) {
        penalty.consolidate(representation.measure(sample), first);
        penalty.consolidate(representation.measure(later), second);
        NDArray dense = representation.measure(sample).toDense();
        NDArray laterDense = representation.measure(later).toDense();
        NDArray gradient =
            product(dense, theta.sub(first)).add(product(laterDense, theta.sub(second)));
        double value =
            IMPORTANCE
                * (dot(theta.sub(first), product(dense, theta.sub(first)))
                    + dot(theta.sub(second), product(laterDense, theta.sub(second))));
        assertThat(penalty.value(theta)).isCloseTo(value, withPercentage(1e-8));
        assertThat(
                Golden.relativeError(
                    Workspace.doubles(penalty.addGradient(first, theta)),
                    Workspace.doubles(first.add(gradient.mul(2 * IMPORTANCE)))))
            .isLessThan(1e-10);
      }
    }
  }

  private static NDArray displacement(Workspace workspace, NDArray theta, long seed) {
    double[] values = new Random(seed).doubles(theta.size(), -0.1, 0.1).toArray();
    return workspace.array(values, values.length);
  }

  private static NDArray product(NDArray matrix, NDArray vector) {
    return matrix.matMul(vector.reshape(-1, 1)).reshape(-1);
  }

  private static double dot(NDArray a, NDArray b) {
    return Workspace.scalar(a.mul(b).sum().reshape(1));
  }
}
