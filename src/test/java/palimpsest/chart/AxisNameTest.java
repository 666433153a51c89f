package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisNameTest {

  @ParameterizedTest
  @CsvSource({
    "40, Mean test accuracy (%) ± sd over seeds",
    "30, Mean test accuracy (%) ± sd",
    "24, Mean test accuracy (%)",
    "15, Accuracy (%)",
    "3, Accuracy (%)"
  })
  void aNameIsAsLongAsItsAxisAllows(int length, String expected) {
    assertThat(AxisName.fitting("Mean test accuracy (%) ± sd over seeds", length, String::length))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"20, Test accuracy (%)", "14, Accuracy (%)"})
  void aNameWithoutABandIsShortenedToo(int length, String expected) {
    assertThat(AxisName.fitting("Test accuracy (%)", length, String::length)).isEqualTo(expected);
  }
}
