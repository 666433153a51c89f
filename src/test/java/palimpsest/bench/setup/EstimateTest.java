package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void timeIsToldAsRoughlyAsItIsKnown() {
    assertThat(Estimate.span(0.2)).isEqualTo("1 second");
    assertThat(Estimate.span(89)).isEqualTo("89 seconds");
    assertThat(Estimate.span(800)).isEqualTo("13 minutes");
    assertThat(Estimate.span(5400)).isEqualTo("1.5 hours");
    assertThat(Estimate.span(36_000)).isEqualTo("10 hours");
    assertThat(Estimate.span(300_000)).isEqualTo("3 days");
  }

  @Test
  void anUnknownTimeIsSaidToBeUnknown() {
    assertThat(Estimate.sentence(3, Double.NaN))
        .startsWith("No estimate yet")
        .doesNotContain("NaN");
    assertThat(Estimate.sentence(0, Double.NaN)).isEmpty();
  }
}
