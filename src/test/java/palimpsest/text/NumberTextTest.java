package palimpsest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class NumberTextTest {

  @Test
  void aNumberHasAtMostFourLeadingDigits() {
    assertThat(NumberText.leading(0)).isEqualTo("0");
    assertThat(NumberText.leading(0.25)).isEqualTo("0.25");
    assertThat(NumberText.leading(-1234.56)).isEqualTo("−1235");
    assertThat(NumberText.leading(Double.NaN)).isEqualTo("NaN");
    assertThat(NumberText.leading(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void aNumberInANarrowPlaceHasFewerDigits() {
    assertThat(NumberText.leadingWithin(-1.25e-9, 8)).isEqualTo("−1.25E−9");
    assertThat(NumberText.leadingWithin(-1.2512e-12, 8)).isEqualTo("−1.3E−12");
    assertThat(NumberText.leadingWithin(0.031251f, 8)).isEqualTo("0.03125");
  }

  @Test
  void zeroHasNoSignHoweverItCameAbout() {
    assertThat(NumberText.fixed(-0.0, 1)).isEqualTo("0.0");
    assertThat(NumberText.fixed(-0.04, 1)).isEqualTo("0.0");
    assertThat(NumberText.fixed(-0.4, 0)).isEqualTo("0");
    assertThat(NumberText.percent(-0.0004)).isEqualTo("0.0 %");
    assertThat(NumberText.fixed(-0.05, 1)).isEqualTo("−0.1");
  }

  @Test
  void numbersAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      for (String language : new String[] {"de", "ar-EG-u-nu-arab", "fa", "en"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(NumberText.fixed(-1234.56, 1)).isEqualTo("−1234.6");
        assertThat(NumberText.percent(0.912)).isEqualTo("91.2 %");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void amountsOfMemoryHaveOneUnitWhereverTheyAreShown() {
    assertThat(NumberText.bytes(0)).isEqualTo("0 KiB");
    assertThat(NumberText.bytes(5_000)).isEqualTo("5 KiB");
    assertThat(NumberText.bytes(340 << 20)).isEqualTo("340 MiB");
    assertThat(NumberText.bytes(12.4 * (1 << 30))).isEqualTo("12.4 GiB");
    assertThat(NumberText.bytes(340.0 * (1 << 30))).isEqualTo("340 GiB");
    assertThat(NumberText.bytes(2.5 * (1L << 40))).isEqualTo("2.5 TiB");
    assertThat(NumberText.bytes(31_355.0 * (1L << 40))).isEqualTo("31,355 TiB");
  }

  @Test
  void whatIsNoNumberIsADash() {
    assertThat(NumberText.fixed(Double.NaN, 1)).isEqualTo("–");
    assertThat(NumberText.percent(Double.NaN)).isEqualTo("–");
    assertThat(NumberText.fixed(Double.NEGATIVE_INFINITY, 1)).isEqualTo("−∞");
  }
}
