package palimpsest.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import palimpsest.bench.FxToolkit;
import palimpsest.chart.ChartTheme;

class AccuracyGridTest {

  @BeforeAll
  static void start() {
    FxToolkit.start();
  }

  @Test
  void whatWasNotEvaluatedIsToldFromWhatWasNotReached() {
    double[][] seen = {
      {0.9, Double.NaN, Double.NaN},
      {0.4, 0.8, Double.NaN},
      {Double.NaN, Double.NaN, Double.NaN}
    };
    String text =
        FxToolkit.get(() -> {
          AccuracyGrid grid = new AccuracyGrid();
          grid.show(seen, List.of("digits", "letters", "kana"), ChartTheme.LIGHT);
          return grid.getAccessibleText();
        });
    assertThat(text)
        .contains(
            "after digits, on digits: 90.0 %",
            "after digits, on letters: not evaluated", "after letters, on kana: not evaluated")
        .doesNotContain("after kana");
  }
}
