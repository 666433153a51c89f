package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

class DistinctRunsTest {

  @Test
  void aGridOverAPresetTrainsEachConfigurationOnce() {
    Grid grid = Grid.read("strategy=natural-replay; representation=diagonal; seeds=42-53");
    List<ExperimentSpec> all = new ArrayList<>();
    Presets.named("notebook").drafts().forEach(run -> all.addAll(grid.over(run)));
    assertThat(all).hasSize(96);
    DistinctRuns distinct = DistinctRuns.of(all);
    assertThat(distinct.runs()).hasSize(12).allMatch(ExperimentSpec::observeFisher);
    assertThat(distinct.runs()).extracting(ExperimentSpec::seed).doesNotHaveDuplicates();
    assertThat(distinct.dropped()).isEqualTo(84);
    assertThat(distinct.sentence()).startsWith("84 more are left out");
  }

  @ParameterizedTest
  @CsvSource({
    "strategy=replay,importance,1,2,1",
    "strategy=replay,buffer,100,200,2",
    "strategy=replay,representation,dense,diagonal,1",
    "strategy=replay,damping,1,2,1",
    "strategy=fine-tuning,buffer,100,200,1",
    "strategy=ewc,importance,1,2,2",
    "strategy=ewc,representation,dense,diagonal,2",
    "strategy=natural-replay,damping,1,2,2",
    "strategy=fine-tuning,learning-rate,1,2,2",
    "strategy=fine-tuning,device,cpu,cuda,2",
    "strategy=fine-tuning,name,one,two,1",
    "strategy=fine-tuning,observe-fisher,true,false,1",
  })
  void onlyWhatTheStrategyUsesTellsRunsApart(
      String strategy, String field, String one, String other, int runs) {
    SpecDraft draft =
        SpecDraft.initial().with(Strategies.ALL.choice(), strategy.replace("strategy=", ""));
    Setting<?> varied = SpecLayout.named(field).getFirst();
    DistinctRuns distinct =
        DistinctRuns.of(
            List.of(draft.with(varied, one).toSpec(), draft.with(varied, other).toSpec()));
    assertThat(distinct.runs()).hasSize(runs);
    assertThat(distinct.dropped()).isEqualTo(2 - runs);
  }
}
