package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.learning.StrategyKind;
import palimpsest.problem.Problem;

class PresetsTest {

  @Test
  void everyPresetCanBeReadAndNoTwoRunsOfOneAreAlike() {
    assertThat(Presets.all())
        .allSatisfy(preset -> {
          assertThat(preset.label()).isNotBlank();
          assertThat(preset.help()).endsWith(".");
          assertThat(preset.runs()).isNotEmpty().doesNotHaveDuplicates();
        });
  }

  @Test
  void theNotebookHasItsEightRuns() {
    Preset notebook = Presets.named("notebook");
    assertThat(notebook.runs())
        .extracting(ExperimentSpec::method)
        .containsExactly(
            "Fine-tuning",
            "Replay",
            "EWC, Diagonal",
            "EWC, K-FAC",
            "EWC, Dense",
            "Natural replay, Diagonal",
            "Natural replay, K-FAC",
            "Natural replay, Dense");
    assertThat(notebook.runs())
        .allMatch(run ->
            run.images().equals("fellowship")
                && run.learningRate() == 0.002
                && run.batchSize() == 256
                && run.epochs() == 5
                && run.bufferSize() == 1000
                && run.importance() == 10
                && run.damping() == 0.01
                && run.seed() == 42
                && run.offerEveryStep());
  }

  @Test
  void firstLightNeedsNoFiles() {
    assertThat(Presets.named(Presets.FIRST_LIGHT).runs())
        .allMatch(run -> run.images().equals("glyphs"));
  }

  @Test
  void everyStrategyHasAPresetOfItsOwn() {
    Set<StrategyKind> single =
        Presets.all().stream()
            .filter(preset -> preset.runs().size() == 1)
            .map(preset -> preset.runs().getFirst().strategy())
            .collect(Collectors.toSet());
    assertThat(single).isEqualTo(EnumSet.allOf(StrategyKind.class));
  }

  @Test
  void anUnknownPresetIsAnsweredWithThoseThereAre() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Presets.named("notbook"))
        .withMessageContaining("There is no preset \"notbook\". Did you mean \"notebook\"?")
        .withMessageContaining("first-light, notebook, fine-tuning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"label\": \"x\", \"help\": \"y\", \"common\": {}} | \"runs\" is missing",
        "{\"label\": \"x\", \"help\": \"y\", \"common\": {}, \"runs\": []} | has no runs",
        "{\"label\": 1, \"help\": \"y\", \"common\": {}, \"runs\": [{}]} | label is a number",
        "{\"lable\": \"x\"} | a preset has no \"lable\"",
        "{\"label\": \"x\", \"help\": \"y\", \"common\": {}, \"runs\": [{\"seed\": -1}]} | seed",
      })
  void aPresetThatIsWrongIsRefused(String json, String complaint) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Presets.read("mine", json, "mine.json"))
        .withMessageContaining(complaint)
        .withMessageContaining("mine.json");
  }
}
