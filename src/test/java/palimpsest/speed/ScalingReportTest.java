package palimpsest.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.fisher.Representation;
import palimpsest.network.Network;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** What is made of durations at several sizes. */
class ScalingReportTest {

  @Test
  void theExponentIsThatOfThePowerBehindTheLargerSizes() {
    List<ScalingPoint> points = new ArrayList<>();
    for (int size : new int[] {1, 2, 4, 8, 16}) {
      double seconds = size < 4 ? 7 : 3 * Math.pow(size, 1.5);
      points.add(
          new ScalingPoint(
              ScalingAxis.OUTPUTS,
              ScalingPoint.Work.SOLVE,
              Representation.BLOCK_DIAGONAL,
              size,
              seconds,
              1,
              0));
    }
    ScalingReport report = new ScalingReport("CPU", points, List.of());
    assertThat(report.curves()).hasSize(1);
    assertThat(report.curves().getFirst().exponent()).isCloseTo(1.5, offset(1e-12));
    assertThat(points.getLast().toMeasurement().name()).isEqualTo("scaling.outputs.solve.block.16");
  }

  @Test
  void theNetworksHaveAsManyParametersAsTheirSizesSay() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      for (ScalingAxis.Step step : ScalingAxis.PARAMETERS.steps()) {
        assertThat(new Network(workspace, step.architecture()).parameters()).isEqualTo(step.size());
      }
    }
  }
}
