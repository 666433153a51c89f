package palimpsest.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {0, 7, 9, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x9D, 0x200B, 0x200F, 0x2028, 0x202E})
  void charactersThatActAreRefusedAndSpelledOut(int c) {
    String text = "a" + Character.toString(c) + "b";
    assertThat(VisibleText.fault(text)).contains("U+%04X at character 2".formatted(c));
    assertThat(VisibleText.line(text)).isEqualTo("a\\u%04xb".formatted(c));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "\uDC00x", "x\uDBFF", "\uFFFE", "\uFFFF", "\uFDD0", "\u2067"})
  void whatNoXmlWriterTakesIsRefusedAndSpelledOut(String text) {
    assertThat(VisibleText.fault(text)).isPresent();
    assertThat(VisibleText.fault(VisibleText.line(text))).isEmpty();
    assertThat(VisibleText.fault(VisibleText.lines(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EWC, λ = 3 · 5 × 10⁻³",
        "Überlauf",
        "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627",
        "\ud83d\udc69\u200d\ud83d\udd2c",
        "\\u001b"
      })
  void whatPeopleWriteStaysAsItIs(String text) {
    assertThat(VisibleText.fault(text)).isEmpty();
    assertThat(VisibleText.line(text)).isSameAs(text);
    assertThat(VisibleText.lines(text)).isSameAs(text);
  }

  @Test
  void severalLinesKeepTheirBreaksButNoReturnThatOverwritesThem() {
    assertThat(VisibleText.lines("a\tb\r\nc\nd\re\u001b]52;c;eA==\u0007"))
        .isEqualTo("a\tb\r\nc\nd\\u000de\\u001b]52;c;eA==\\u0007");
    assertThat(VisibleText.faultInLines("a\tb\r\nc\n")).isEmpty();
    assertThat(VisibleText.faultInLines("a\nb\rc")).contains("U+000D at character 4");
  }

  @Test
  void charactersBeyondTheFirstPlaneAreCountedOnceAndNeverCutInTwo() {
    String faces = "\ud83d\ude00".repeat(1000);
    assertThat(VisibleText.fault(faces + "\u0000")).contains("U+0000 at character 1001");
    String clipped = VisibleText.clipped(faces, 10);
    assertThat(clipped).isEqualTo("\ud83d\ude00".repeat(9) + "…");
    assertThat(VisibleText.fault(clipped)).isEmpty();
  }

  @Test
  void onlyTheBeginningOfALongTextIsShown() {
    assertThat(VisibleText.clipped("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    assertThat(VisibleText.clipped("x".repeat(11), 10)).isEqualTo("x".repeat(9) + "…");
    assertThat(VisibleText.clipped("\u0000".repeat(100_000), 20)).hasSize(20).endsWith("…");
    assertThat(VisibleText.clipped("short", 60)).isEqualTo("short");
  }
}
