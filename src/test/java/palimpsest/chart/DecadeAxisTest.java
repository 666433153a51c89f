package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

/** The ticks of a logarithmic axis. */
class DecadeAxisTest {

  @Test
  void ticksStandAtOneTwoAndFiveTimesThePowersOfTen() {
    assertThat(DecadeAxis.values(new Range(0.9, 60))).containsExactly(1., 2., 5., 10., 20., 50.);
    assertThat(DecadeAxis.values(new Range(0.002, 0.05)))
        .containsExactly(0.002, 0.005, 0.01, 0.02, 0.05);
  }

  @Test
  void aWideRangeHasPowersOnlyAndANarrowOneEveryDigit() {
    assertThat(DecadeAxis.values(new Range(3e-6, 2)))
        .containsExactly(1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.);
    assertThat(DecadeAxis.values(new Range(6.5, 9.5))).containsExactly(7., 8., 9.);
  }

  @Test
  void numbersAreWrittenPlainlyAndFarOnesAsPowers() {
    assertThat(DecadeAxis.label(0.001)).isEqualTo("0.001");
    assertThat(DecadeAxis.label(0.05)).isEqualTo("0.05");
    assertThat(DecadeAxis.label(2)).isEqualTo("2");
    assertThat(DecadeAxis.label(20_000)).isEqualTo("20,000");
    assertThat(DecadeAxis.label(1e-5)).isEqualTo("10⁻⁵");
    assertThat(DecadeAxis.label(5e-4)).isEqualTo("5·10⁻⁴");
    assertThat(DecadeAxis.label(1e12)).isEqualTo("10¹²");
  }
}
