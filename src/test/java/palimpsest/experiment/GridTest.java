package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.network.Mlp;
import palimpsest.problem.Problem;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

class GridTest {

  private static final SpecDraft BASE = SpecDraft.initial();

  @Test
  void everyCombinationIsOneRun() {
    List<ExperimentSpec> runs =
        Grid.read("strategy=ewc; representation=diagonal,k-fac; importance=1,10; seeds=42-44")
            .over(BASE);
    assertThat(runs).hasSize(12).doesNotHaveDuplicates();
    assertThat(runs).extracting(run -> run.get(Ewc.IMPORTANCE)).containsOnly(1.0, 10.0);
    assertThat(runs.subList(0, 3)).extracting(ExperimentSpec::seed).containsExactly(42L, 43L, 44L);
  }

  @Test
  void valuesOfSettingsThatTheBaseItselfDoesNotReadAreKept() {
    assertThat(Grid.read("strategy=ewc,replay").over(BASE.with(Ewc.IMPORTANCE, "0.2")))
        .filteredOn(run -> run.strategy().equals(Strategies.EWC))
        .extracting(run -> run.get(Ewc.IMPORTANCE))
        .containsExactly(0.2);
  }

  @Test
  void whatAStrategyDoesNotUseMakesNoFurtherRun() {
    List<ExperimentSpec> runs =
        Grid.read(
                "strategy=fine-tuning,replay,ewc; representation=diagonal,k-fac;"
                    + " importance=1,10,100; buffer=500,1000")
            .over(BASE);
    assertThat(runs)
        .filteredOn(run -> run.strategy().equals(Strategies.FINE_TUNING))
        .containsExactly(BASE.toSpec());
    assertThat(runs)
        .filteredOn(run -> run.strategy().equals(Strategies.REPLAY))
        .extracting(run -> run.get(BufferSettings.SIZE))
        .containsExactly(500, 1000);
    assertThat(runs).filteredOn(run -> run.strategy().equals(Strategies.EWC)).hasSize(6);
  }

  @Test
  void everySettingIsAnAxisAndListsAreApartByBars() {
    assertThat(Grid.read("tasks=0,1|2; learning-rate=0.1,0.2").over(BASE))
        .extracting(ExperimentSpec::tasks)
        .containsExactly(List.of(0, 1), List.of(0, 1), List.of(2), List.of(2));
    assertThat(Grid.read("network=mlp; widths=100,100|400").over(BASE))
        .extracting(run -> run.get(Mlp.WIDTHS))
        .containsExactly(List.of(100, 100), List.of(400));
    assertThat(Grid.read("optimizer=sgd,adam; learning-rate=0.1,0.2; momentum=0,0.9").over(BASE))
        .as("Adam has no momentum")
        .hasSize(6);
    for (String key : SpecLayout.keys()) {
      String initial = SpecLayout.named(key).getFirst().initialText();
      if (!initial.isEmpty()) {
        assertThat(Grid.read(key + "=" + initial).over(BASE)).as(key).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "importance",
        "importance=",
        "importance=1;importance=2",
        "importnace=1",
        "tasks=0,-3",
        "widths=100|0",
        "importance=-1",
        "seeds=5-3",
        "seeds=1,1",
        "strategy=ewc,none"
      })
  void whatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> Grid.read(text)).isInstanceOf(Problem.class);
  }

  @Test
  void anUnknownFieldIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Grid.read("importnace=1")).hasMessageContaining("importance");
  }

  @Test
  void aGridOfTooManyRunsIsRefusedBeforeItIsMade() {
    assertThatThrownBy(() -> Grid.read("seeds=0-999; epochs=1,2,3,4,5,6,7,8,9,10,11").over(BASE))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("10,000");
  }

  @Test
  void seedsAreAListOrARange() {
    assertThat(Seeds.read("42")).containsExactly(42L);
    assertThat(Seeds.read(" 42-44, 50 ,7")).containsExactly(42L, 43L, 44L, 50L, 7L);
    assertThat(Seeds.read("9007199254740991")).containsExactly(9_007_199_254_740_991L);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '42-46,50'",
    "a, '42-46,50'",
    "'1,', '42-46,50'",
    "1-, '42-46,50'",
    "-1, '42-46,50'",
    "3-1, write 1-3",
    "'1,2,1', 1 is in it twice",
    "1-2000, 'at most 1,000'",
    "1.5, '42-46,50'"
  })
  void seedsThatMakeNoSenseAreRefusedWithWhatWouldBeRight(String text, String right) {
    assertThatThrownBy(() -> Seeds.read(text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(text.isEmpty() ? "seeds is empty" : "\"" + text + "\"")
        .hasMessageContaining(right);
  }
}
