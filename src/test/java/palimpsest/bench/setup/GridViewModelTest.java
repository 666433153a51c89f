package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import palimpsest.bench.work.Background;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

class GridViewModelTest {

  private final List<String> complaints = new ArrayList<>();
  private final GridViewModel grid =
      new GridViewModel(
          specs -> 30.0 * specs.size(),
          new Background(Runnable::run, Runnable::run, complaints::add));

  @Test
  void beginsAsTheOneRunOfTheForm() {
    SpecDraft form =
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), "ewc")
            .with(Ewc.IMPORTANCE, "25")
            .with(TaskLength.EPOCHS, "3");
    grid.begin(form);

    assertThat(runs()).containsExactly(form.toSpec());
    assertThat(grid.estimateProperty().get())
        .isEqualTo("About 30 seconds, estimated from similar runs.");
  }

  @Test
  void whatCanNeverFitIntoMemoryIsRefusedWithTheNumber() {
    grid.begin(
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), "ewc")
            .with(BaseNet.HIDDEN_UNITS, "10000"));
    assertThat(runs()).hasSize(1);
    assertThat(grid.memoryProperty().get()).contains("1,110,760 parameters");
    grid.representation(Representation.DENSE).set(true);
    assertThat(runs()).isEmpty();
    assertThat(grid.hindranceProperty().get()).contains("Dense", "TiB", "hidden units");
    assertThat(grid.memoryProperty().get()).isEmpty();
  }

  @Test
  void whatAStrategyDoesNotUseIsNotMultiplied() {
    grid.begin(SpecDraft.initial());
    grid.strategy(Strategies.REPLAY).set(true);
    grid.strategy(Strategies.EWC).set(true);
    grid.representation(Representation.DIAGONAL).set(true);
    grid.text(Ewc.IMPORTANCE).set("1, 10, 100");
    grid.text(BufferSettings.SIZE).set("200,500");
    grid.text(CommonSettings.SEED).set("42-44");

    // Fine-tuning 1, replay 2 buffers, EWC 2 representations × 3 importances; 3 seeds of each.
    assertThat(runs()).hasSize((1 + 2 + 6) * 3).doesNotHaveDuplicates();
    assertThat(runs()).extracting(ExperimentSpec::seed).containsOnly(42L, 43L, 44L);
    assertThat(grid.estimateProperty().get()).startsWith("About 14 minutes");
  }

  @Test
  void aBadValueIsRefusedInItsPlaceAndOnlyWhereItIsUsed() {
    grid.begin(SpecDraft.initial().with(Strategies.ALL.choice(), "ewc"));
    grid.text(Ewc.IMPORTANCE).set("1,ten");

    assertThat(grid.complaint(Ewc.IMPORTANCE).get()).contains("ten");
    assertThat(grid.hindranceProperty().get()).contains("ten");
    assertThat(runs()).isEmpty();

    grid.strategy(Strategies.EWC).set(false);
    assertThat(grid.hindranceProperty().get()).isEqualTo("Choose at least one strategy.");
    grid.strategy(Strategies.REPLAY).set(true);
    assertThat(grid.complaint(Ewc.IMPORTANCE).get()).isEmpty();
    assertThat(grid.used(Ewc.IMPORTANCE).get()).isFalse();
    assertThat(runs()).hasSize(1);
  }

  @Test
  void aFaultInTheRestOfTheFormIsToldInsteadOfRuns() {
    grid.begin(SpecDraft.initial().with(TaskLength.EPOCHS, "none"));

    assertThat(grid.hindranceProperty().get()).contains("none", "epochs");
    assertThat(runs()).isEmpty();
  }

  @Test
  void tooManyRunsAreRefused() {
    grid.begin(SpecDraft.initial().with(Strategies.ALL.choice(), "ewc"));
    for (Representation kind : Representation.values()) {
      grid.representation(kind).set(true);
    }
    grid.text(Ewc.IMPORTANCE).set("1,2,3");
    grid.text(CommonSettings.SEED).set("1-1000");

    assertThat(grid.hindranceProperty().get()).contains("10,000");
    assertThat(runs()).isEmpty();
  }

  @Test
  void onlyTheLatestGridIsComputed() {
    List<Runnable> asked = new ArrayList<>();
    Executor later = asked::add;
    List<Integer> judged = new ArrayList<>();
    GridViewModel slow =
        new GridViewModel(
            specs -> {
              judged.add(specs.size());
              return Double.NaN;
            },
            new Background(later, Runnable::run, complaints::add));
    slow.begin(SpecDraft.initial());
    slow.text(CommonSettings.SEED).set("1-2");
    slow.text(CommonSettings.SEED).set("1-7");
    asked.forEach(Runnable::run);

    assertThat(judged).containsExactly(7);
    assertThat(slow.runsProperty().get()).hasSize(7);
    assertThat(slow.estimateProperty().get()).startsWith("No estimate yet");
    assertThat(complaints).isEmpty();
  }

  private List<ExperimentSpec> runs() {
    return grid.runsProperty().get();
  }
}
