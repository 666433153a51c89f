package palimpsest.bench.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words a search takes for the same. */
class SearchWordsTest {

  @ParameterizedTest
  @CsvSource({
    "matrices, matrix",
    "indices, index",
    "images, image",
    "strategies, strategy",
    "batches, batch",
    "caches, cache",
    "sizes, size",
    "biases, bias",
    "areas, area",
    "losses, loss",
    "statuses, status",
    "axes, axis",
    "analyses, analysis",
    "hypotheses, hypothesis",
    "halves, half",
    "trained, training",
    "queued, queue",
    "forgetting, forget",
    "filling, fill",
    "copied, copies"
  })
  void theFormsOfAWordAreAlike(String one, String other) {
    assertThat(SearchWords.of("The " + one + " of it").has(other)).isTrue();
    assertThat(SearchWords.of("The " + other + " of it").has(one)).isTrue();
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
    assertThat(SearchWords.of("fast and last").has("speed")).isFalse();
    assertThat(SearchWords.of("lots of it").has("loss")).isFalse();
  }
}
