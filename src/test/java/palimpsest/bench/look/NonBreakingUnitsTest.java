package palimpsest.bench.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NonBreakingUnitsTest {

  @Test
  void aNumberKeepsItsUnit() {
    assertThat(NonBreakingUnits.of("at 89 %. 2 runs wait")).isEqualTo("at 89\u00a0%. 2 runs wait");
    assertThat(NonBreakingUnits.of("about 2.5 GB, 5 minutes, 3 s"))
        .isEqualTo("about 2.5\u00a0GB, 5\u00a0minutes, 3\u00a0s");
  }

  @Test
  void otherWordsBehindNumbersMayStandOnTheNextLine() {
    for (String text : new String[] {"", "task 3 seems new", "run 12 Bytes", "from 0 to 9"}) {
      assertThat(NonBreakingUnits.of(text)).isEqualTo(text);
    }
  }
}
