package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.problem.Problem;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

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
    assertThat(notebook.drafts())
        .extracting(SpecDraft::values)
        .allMatch(run ->
            run.get(DataSettings.IMAGES).equals("fellowship")
                && run.get(StepSettings.LEARNING_RATE) == 0.002
                && run.get(TaskLength.BATCH_SIZE) == 256
                && run.get(TaskLength.EPOCHS) == 5
                && run.get(BufferSettings.SIZE) == 1000
                && run.get(Ewc.IMPORTANCE) == 10
                && run.get(NaturalReplay.DAMPING) == 0.01
                && run.get(CommonSettings.SEED) == 42
                && run.get(BufferSettings.INSERT_EVERY_STEP));
  }

  @Test
  void firstLightNeedsNoFiles() {
    assertThat(Presets.named(Presets.FIRST_LIGHT).runs())
        .allMatch(run -> run.images().equals("glyphs"));
  }

  @Test
  void theNotebooksStrategiesHaveAPresetOfTheirOwn() {
    Set<Strategy> single =
        Presets.all().stream()
            .filter(preset -> preset.runs().size() == 1)
            .map(preset -> preset.runs().getFirst().strategy())
            .collect(Collectors.toSet());
    assertThat(single)
        .contains(
            Strategies.FINE_TUNING, Strategies.REPLAY, Strategies.EWC, Strategies.NATURAL_REPLAY);
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
  void aPresetThatIsWrongIsRefused(String json, String error) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Presets.read("mine", json, "mine.json"))
        .withMessageContaining(error)
        .withMessageContaining("mine.json");
  }
}
