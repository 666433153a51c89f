package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import org.junit.jupiter.api.Test;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Preset;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.AdamType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.network.Mlp;
import palimpsest.setting.Setting;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;

class GridViewModelTest {

  private final List<String> errors = new ArrayList<>();
  private final GridViewModel grid =
      new GridViewModel(
          specs -> 30.0 * specs.size(),
          new BackgroundExecutor(Runnable::run, Runnable::run, errors::add));

  @Test
  void beginsAsTheOneRunOfTheForm() {
    SpecDraft form =
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), "ewc")
            .with(Ewc.IMPORTANCE, "25")
            .with(TaskLength.EPOCHS, "3");
    grid.begin(List.of(form));

    assertThat(axes()).containsExactly("strategy", "seed");
    assertThat(runs()).containsExactly(form.toSpec());
    assertThat(grid.estimateProperty().get())
        .isEqualTo("About 30 seconds, estimated from similar runs.");
  }

  @Test
  void whatTheRunsOfTheFormDifferInAreAxesWithAllTheirValues() {
    Preset notebook = Presets.named("notebook");
    grid.begin(notebook.drafts());

    assertThat(axes()).startsWith("strategy").endsWith("seed").contains("representation");
    Set<String> strategies = new HashSet<>();
    notebook.runs().forEach(run -> strategies.add(run.strategy().key()));
    assertThat(axis(Strategies.ALL.choice()).values())
        .containsExactlyInAnyOrderElementsOf(strategies);
    assertThat(strategies).hasSizeGreaterThan(1);
    for (GridAxis axis : grid.axes()) {
      Set<String> said = new HashSet<>();
      notebook
          .drafts()
          .forEach(draft -> {
            if (draft.relevant().contains(axis.setting())) {
              said.add(draft.text(axis.setting()));
            }
          });
      assertThat(axis.values()).as(axis.key()).containsExactlyInAnyOrderElementsOf(said);
    }
    assertThat(runs())
        .extracting(GridViewModelTest::trained)
        .as("no run of the preset is lost, and none comes twice")
        .doesNotHaveDuplicates()
        .containsAll(notebook.runs().stream().map(GridViewModelTest::trained).toList());
    assertThat(grid.namesProperty().get()).doesNotHaveDuplicates();
  }

  @Test
  void everySettingCanBeAnAxisAndIsOneNoLonger() {
    grid.begin(List.of(SpecDraft.initial()));
    List<Setting<?>> others = grid.others();
    assertThat(others)
        .extracting(Setting::key)
        .contains("learning-rate", "epochs", "network", "widths", "clipping-bound", "damping")
        .doesNotHaveDuplicates();
    for (Setting<?> setting : others) {
      GridAxis axis = grid.add(setting);
      assertThat(axis.errorProperty().get()).as(setting.key()).isEmpty();
      assertThat(runs()).as(setting.key()).hasSize(1);
    }
    assertThat(axes()).last().isEqualTo("seed");
    List.copyOf(grid.axes()).forEach(grid::remove);
    assertThat(grid.axes()).isEmpty();
    assertThat(runs()).containsExactly(SpecDraft.initial().toSpec());
  }

  @Test
  void listsAreWrittenWithBarsAndRatesGoToTheChosenOptimizer() {
    grid.begin(
        List.of(SpecDraft.initial().with("network", "mlp").with(Optimizers.ALL.choice(), "adam")));
    text(Mlp.WIDTHS, "100,100 | 400");
    text(StepSettings.LEARNING_RATE, "0.01,0.001");

    assertThat(runs())
        .extracting(run -> run.get(Mlp.WIDTHS))
        .containsExactly(List.of(100, 100), List.of(100, 100), List.of(400), List.of(400));
    assertThat(runs())
        .extracting(run -> run.get(AdamType.LEARNING_RATE))
        .containsExactly(0.01, 0.001, 0.01, 0.001);
    assertThat(grid.namesProperty().get())
        .element(2)
        .asString()
        .contains("layers 400", "learning rate 0.01");
  }

  @Test
  void theListOfRunsSaysWhatDiffersAndTheSeed() {
    grid.begin(List.of(SpecDraft.initial().with(Strategies.ALL.choice(), "ewc")));
    text(Ewc.IMPORTANCE, "1,10");
    axis(CommonSettings.SEED).textProperty().set("5-6");

    assertThat(grid.namesProperty().get())
        .containsExactly(
            "EWC, K-FAC · importance 1 · seed 5",
            "EWC, K-FAC · importance 1 · seed 6",
            "EWC, K-FAC · importance 10 · seed 5",
            "EWC, K-FAC · importance 10 · seed 6");
  }

  @Test
  void whatCanNeverFitIntoMemoryIsRefusedWithTheNumber() {
    grid.begin(
        List.of(
            SpecDraft.initial()
                .with(Strategies.ALL.choice(), "ewc")
                .with(BaseNet.HIDDEN_UNITS, "10000")));
    assertThat(runs()).hasSize(1);
    assertThat(grid.memoryProperty().get()).contains("1,110,760 parameters");
    grid.add(FisherSettings.REPRESENTATION);
    tick(FisherSettings.REPRESENTATION, "dense");
    assertThat(runs()).isEmpty();
    assertThat(grid.hindranceProperty().get()).contains("Dense", "TiB", "hidden units");
    assertThat(grid.memoryProperty().get()).isEmpty();
  }

  @Test
  void whatAStrategyDoesNotUseIsNotMultiplied() {
    grid.begin(List.of(SpecDraft.initial()));
    tick(Strategies.ALL.choice(), "replay");
    tick(Strategies.ALL.choice(), "ewc");
    grid.add(FisherSettings.REPRESENTATION);
    tick(FisherSettings.REPRESENTATION, "diagonal");
    text(Ewc.IMPORTANCE, "1, 10, 100");
    text(BufferSettings.SIZE, "200,500");
    axis(CommonSettings.SEED).textProperty().set("42-44");

    // Fine-tuning 1, replay 2 buffers, EWC 2 representations × 3 importances; 3 seeds of each.
    assertThat(runs()).hasSize((1 + 2 + 6) * 3).doesNotHaveDuplicates();
    assertThat(runs()).extracting(ExperimentSpec::seed).containsOnly(42L, 43L, 44L);
    assertThat(grid.estimateProperty().get())
        .startsWith("About 14 minutes")
        .contains("more are left out");
    assertThat(axis(Ewc.IMPORTANCE).unusedProperty().get()).isFalse();

    text(NaturalReplay.DAMPING, "1,2");
    assertThat(axis(NaturalReplay.DAMPING).unusedProperty().get()).isTrue();
    assertThat(runs()).hasSize((1 + 2 + 6) * 3);
  }

  @Test
  void aBadValueIsRefusedBesideItsAxis() {
    grid.begin(List.of(SpecDraft.initial().with(Strategies.ALL.choice(), "ewc")));
    text(Ewc.IMPORTANCE, "1,ten");

    assertThat(axis(Ewc.IMPORTANCE).errorProperty().get())
        .isEqualTo(
            "Importance is \"ten\", but must be a number from 0 to 1,000,000,000,000,000."
                + " Several, separated by commas.");
    assertThat(grid.hindranceProperty().get())
        .as("also where the runs would be")
        .isEqualTo(axis(Ewc.IMPORTANCE).errorProperty().get());
    assertThat(runs()).isEmpty();

    grid.remove(axis(Ewc.IMPORTANCE));
    assertThat(grid.hindranceProperty().get()).isEmpty();
    assertThat(runs()).hasSize(1);
    box(Strategies.ALL.choice(), "ewc").set(false);
    assertThat(axis(Strategies.ALL.choice()).errorProperty().get())
        .isEqualTo("Strategy: choose at least one value.");
    assertThat(runs()).isEmpty();
  }

  @Test
  void aFaultInTheRestOfTheFormIsToldInsteadOfRuns() {
    grid.begin(List.of(SpecDraft.initial().with(TaskLength.EPOCHS, "none")));

    assertThat(grid.hindranceProperty().get()).contains("none", "epochs");
    assertThat(runs()).isEmpty();
  }

  @Test
  void severalSeedsOfTheFormAreOneWhereSeedsAreNoAxis() {
    grid.begin(List.of(SpecDraft.initial().with(CommonSettings.SEED, "7-9")));
    assertThat(runs()).hasSize(3);
    grid.remove(axis(CommonSettings.SEED));
    assertThat(runs()).extracting(ExperimentSpec::seed).containsExactly(7L);
  }

  @Test
  void tooManyRunsAreRefused() {
    grid.begin(List.of(SpecDraft.initial().with(Strategies.ALL.choice(), "ewc")));
    grid.add(FisherSettings.REPRESENTATION);
    for (Representation kind : Representation.values()) {
      tick(FisherSettings.REPRESENTATION, kind.key());
    }
    text(Ewc.IMPORTANCE, "1,2,3");
    axis(CommonSettings.SEED).textProperty().set("1-1000");

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
            new BackgroundExecutor(later, Runnable::run, errors::add));
    slow.begin(List.of(SpecDraft.initial()));
    slow.axes().getLast().textProperty().set("1-2");
    slow.axes().getLast().textProperty().set("1-7");
    asked.forEach(Runnable::run);

    assertThat(judged).containsExactly(7);
    assertThat(slow.runsProperty().get()).hasSize(7);
    assertThat(slow.estimateProperty().get()).startsWith("No estimate yet");
    assertThat(errors).isEmpty();
  }

  /** A run without its name and without what it shows beside its training. */
  private static ExperimentSpec trained(ExperimentSpec run) {
    return run.with(CommonSettings.NAME, "").with(CommonSettings.OBSERVE_FISHER, false);
  }

  private List<String> axes() {
    return grid.axes().stream().map(GridAxis::key).toList();
  }

  private GridAxis axis(Setting<?> setting) {
    return grid.axes().stream()
        .filter(axis -> axis.key().equals(setting.key()))
        .findFirst()
        .orElseThrow();
  }

  /** Makes a setting an axis with some values. */
  private void text(Setting<?> setting, String values) {
    grid.add(setting).textProperty().set(values);
  }

  private BooleanProperty box(Setting<?> setting, String value) {
    return axis(setting).boxes().stream()
        .filter(box -> box.text().equals(value))
        .findFirst()
        .orElseThrow()
        .chosen();
  }

  private void tick(Setting<?> setting, String value) {
    box(setting, value).set(true);
  }

  private List<ExperimentSpec> runs() {
    return grid.runsProperty().get();
  }
}
