package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.bench.FxToolkit;

/** The box with the values at an epoch. */
class ReadoutTest {

  private static final double HEIGHT = 400;

  @BeforeAll
  static void start() {
    FxToolkit.start();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 21})
  void theBoxIsAsHighAsItsText(int curves) {
    FxToolkit.run(() -> {
      Readout readout = shown(curves, HEIGHT / 2);
      double text =
          readout.getChildren().stream()
              .mapToDouble(label -> ((Region) label).prefHeight(-1) + readout.getSpacing())
              .sum();
      assertThat(readout.getHeight())
          .isBetween(
              text - 1, text + readout.getInsets().getTop() + readout.getInsets().getBottom() + 1);
    });
  }

  @Test
  void ofManyCurvesOnlyThoseNearestToThePointerAreRead() {
    FxToolkit.run(() -> {
      Readout readout = shown(21, 0);
      List<String> lines =
          readout.getChildren().stream().map(label -> ((Label) label).getText()).toList();
      assertThat(lines).hasSize(7).first().isEqualTo("epoch 6");
      assertThat(lines).last().isEqualTo("16 more, further away");
      assertThat(lines.get(1)).as("the highest curve").startsWith("Run 0  ");
      assertThat(lines.get(5)).startsWith("Run 4  ");
    });
  }

  /** Reads the last epoch of some curves, the first of which lies highest. */
  private static Readout shown(int curves, double y) {
    XYPlot plot =
        Figures.meanAccuracy(
                IntStream.range(0, curves)
                    .mapToObj(place -> Runs.curves("Run " + place, 2, 6, 42 + 40L * place))
                    .toList(),
                ChartTheme.LIGHT)
            .getXYPlot();
    Readout readout = new Readout("%.1f %%");
    Scene scene = new Scene(new Pane(readout), 600, HEIGHT);
    assertThat(scene.getRoot()).isNotNull();
    assertThat(readout.read(plot, 6, new Rectangle2D.Double(0, 0, 600, HEIGHT), y, HEIGHT))
        .isTrue();
    readout.place(100, y, 600, HEIGHT);
    return readout;
  }
}
