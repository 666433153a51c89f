package palimpsest.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of tasks beside the matrix R, where a letter is as wide as any other. */
class LabelWrapperTest {

  private final LabelWrapper names = new LabelWrapper(String::length);

  @Test
  void aNameThatFitsStaysOnOneLine() {
    assertThat(names.of("3 Kuzushiji-MNIST", 17)).containsExactly("3 Kuzushiji-MNIST");
  }

  @Test
  void aNameIsCutBehindAHyphenAndAtASpace() {
    assertThat(names.of("3 Kuzushiji-MNIST", 16)).containsExactly("3 Kuzushiji-", "MNIST");
    assertThat(names.of("1 Glyph digits", 10)).containsExactly("1 Glyph", "digits");
    assertThat(names.of("a b c d", 3)).containsExactly("a b", "c d");
  }

  @Test
  void aNumberStaysWithItsName() {
    assertThat(names.of("12 MNIST", 4)).containsExactly("12 MNIST");
  }

  @Test
  void aNameNeedsTheRoomOfItsLongestPart() {
    assertThat(names.least("3 Kuzushiji-MNIST")).isEqualTo("3 Kuzushiji-".length());
    assertThat(names.least("MNIST")).isEqualTo(5);
    assertThat(names.of("3 Kuzushiji-MNIST", names.least("3 Kuzushiji-MNIST")))
        .allMatch(line -> line.length() <= "3 Kuzushiji-".length());
  }
}
