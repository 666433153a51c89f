package palimpsest.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1p3",
        "1d",
        "1f",
        "1L",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "١٢",
        "１２",
        "",
        " ",
        "+",
        ".",
        "e5",
        "1e",
        "1_000",
        "1,5",
        "--1",
        "1 2",
        "1e1000000"
      })
  void whatOnlyJavaWouldTakeIsNoNumber(String text) {
    assertThat(StrictNumber.real(text)).isEmpty();
    assertThat(StrictNumber.whole(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-1.5, -1.5", "+2, 2", ".5, 0.5", "5., 5", "1e-3, 0.001", "1E6, 1e6", "0, 0"})
  void decimalNumbersAreRead(String text, double value) {
    assertThat(StrictNumber.real(" " + text + "\t")).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "9223372036854775808", "1e3", "99999999999999999999"})
  void whatIsNoLongIsNoWholeNumber(String text) {
    assertThat(StrictNumber.whole(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "007, true", "10, true", "11, false"})
  void boundsBelong(String text, boolean taken) {
    assertThat(StrictNumber.whole(text, 0, 10).isPresent()).isEqualTo(taken);
  }
}
