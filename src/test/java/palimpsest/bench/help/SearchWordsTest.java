package palimpsest.bench.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which words a search takes for the same. */
class SearchWordsTest {

  @Test
  void theFormsOfAWordAreAlike() {
    assertThat(SearchWords.stem("matrices")).isEqualTo(SearchWords.stem("matrix"));
    assertThat(SearchWords.stem("indices")).isEqualTo(SearchWords.stem("index"));
    assertThat(SearchWords.stem("images")).isEqualTo(SearchWords.stem("image"));
    assertThat(SearchWords.stem("strategies")).isEqualTo(SearchWords.stem("strategy"));
    assertThat(SearchWords.stem("batches")).isEqualTo(SearchWords.stem("batch"));
    assertThat(SearchWords.stem("trained")).isEqualTo(SearchWords.stem("training"));
    assertThat(SearchWords.stem("forgetting")).isEqualTo(SearchWords.stem("forget"));
    assertThat(SearchWords.stem("loss")).isEqualTo("loss");
    assertThat(SearchWords.stem("speed")).isEqualTo("speed");
  }

  @Test
  void differentWordsStayApart() {
    SearchWords text = SearchWords.of("The Fisher matrices are measured after each task.");
    assertThat(text.has("matrix")).isTrue();
    assertThat(text.has("measuring")).isTrue();
    assertThat(text.has("tasks")).isTrue();
    assertThat(text.has("matr")).as("while one still types").isTrue();
    assertThat(text.has("axis")).isFalse();
    assertThat(text.has("string")).isFalse();
  }
}
