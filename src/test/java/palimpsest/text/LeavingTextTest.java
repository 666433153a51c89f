package palimpsest.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeavingTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+SUM(A1)",
        "-1+1",
        "@cmd",
        " =1",
        "=HYPERLINK(\"http://x\")",
        "--",
        "+-5"
      })
  void noCellIsTakenForAFormula(String text) {
    assertThat(CsvCell.of(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "+1", "-1.5E-7", "0.25", "", "EWC", "a-b", "1e-3", "−1", "-.5"})
  void numbersAndNamesStayAsTheyAre(String text) {
    assertThat(CsvCell.of(text)).isEqualTo(text);
  }

  @Test
  void aTabDoesNotHideAFormula() {
    assertThat(CsvCell.of("\t=1+1")).isEqualTo("\\u0009=1+1");
  }

  @ParameterizedTest
  @CsvSource({
    "Überlauf 3,uberlauf-3",
    "../../etc/passwd,etc-passwd",
    "CON,run-con",
    "nul.txt,run-nul.txt",
    "Com1,run-com1",
    "console,console",
    "'...',run",
    "'a\u001b]52b','a-52b'"
  })
  void everySystemTakesTheName(String text, String name) {
    assertThat(FileName.of(text)).isEqualTo(name);
  }

  @Test
  void aNameLeavesRoomForAnExtension() {
    assertThat(FileName.of("a-".repeat(60_000))).hasSizeLessThanOrEqualTo(100).doesNotEndWith("-");
  }
}
