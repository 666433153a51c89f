package palimpsest.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The steps of RMSprop are those of its formula, worked out in plain numbers. */
@NullMarked
public class RmsPropTest {

  /** The component tested here. */
  public static Stream<Component> components() {
    return Stream.of(new RmsProp());
  }

  @ParameterizedTest
  @CsvSource({"0.99, 0, 1e-12", "0.5, 0.1, 1e-12", "0, 0, 1e-12"})
  void itStepsAsItsFormulaSays(double smoothing, double decay, double bound) {
    SettingValues values =
        SettingValues.INITIAL
            .with(RmsProp.SMOOTHING, smoothing)
            .with(StepSettings.WEIGHT_DECAY, decay)
            .with(RmsProp.LEARNING_RATE, 0.1);
    double[] theta = {0.5, -2, 3};
    double[] square = new double[theta.length];
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope();
        Optimizer optimizer = new RmsProp().create(workspace, theta.length, values)) {
      NDArray weights = workspace.array(theta, theta.length);
      for (int step = 0; step < 5; step++) {
        double[] gradient = {0.3 * step + 0.1, -0.2, step == 2 ? 0 : 1.5};
        optimizer.step(weights, workspace.array(gradient, gradient.length), step / 5.0);
        for (int i = 0; i < theta.length; i++) {
          double g = gradient[i] + decay * theta[i];
          square[i] = smoothing * square[i] + (1 - smoothing) * g * g;
          theta[i] -= 0.1 * g / (Math.sqrt(square[i]) + 1e-8);
        }
        assertThat(Workspace.doubles(weights)).containsExactly(theta, offset(bound));
      }
    }
  }
}
