package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.data.scenario.SplitClasses;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.AdamType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.machine.SystemMemory;
import palimpsest.network.BaseNet;
import palimpsest.network.Cnn;
import palimpsest.network.Networks;
import palimpsest.setting.Setting;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;

class SetupViewModelTest {

  private static final Preset BOTH =
      new Preset(
          "both",
          "Both",
          "Two strategies.",
          List.of(
              SpecDraft.of(spec("replay", "diagonal")),
              SpecDraft.of(spec("natural-replay", "dense"))));

  private final Estimate estimate =
      new Estimate(
          specs -> 10.0 * specs.size(),
          new BackgroundExecutor(Runnable::run, Runnable::run, error -> {}));
  private final SetupViewModel form =
      new SetupViewModel(
          SpecDraft.initial().with(Strategies.ALL.choice(), "ewc").with(Ewc.IMPORTANCE, "25"),
          List.of(BOTH),
          estimate);

  @Test
  void beginsWithTheDraftItWasGiven() {
    assertThat(text(Strategies.ALL.choice())).isEqualTo("ewc");
    assertThat(form.specs().getFirst().get(Ewc.IMPORTANCE)).isEqualTo(25);
    assertThat(form.hindranceProperty().get()).isEmpty();
  }

  @Test
  void parametersAndMemoryAreToldAndWhatCanNeverFitHinders() {
    assertThat(estimate.sizeProperty().get()).startsWith("2,980 parameters, about ").contains("iB");

    set(BaseNet.HIDDEN_UNITS, "10000");
    set(FisherSettings.REPRESENTATION, "dense");
    assertThat(form.hindranceProperty().get())
        .isEqualTo(estimate.refusalProperty().get())
        .contains("Dense with 1,110,760 parameters", "TiB", "this machine has");
    assertThat(estimate.textProperty().get()).isEmpty();
    assertThat(estimate.sizeProperty().get()).isEmpty();

    set(BaseNet.HIDDEN_UNITS, "ten");
    assertThat(estimate.refusalProperty().get()).isEmpty();
    set(BaseNet.HIDDEN_UNITS, "10");
    assertThat(form.hindranceProperty().get()).isEmpty();
  }

  @Test
  void aShortageOfFreeMemoryIsToldAndHindersNothing() {
    Estimate busy =
        new Estimate(
            specs -> 1,
            () ->
                new MemoryCheck(
                    new SystemMemory(1L << 40, false, OptionalLong.of(1 << 20)), 1L << 34, 2),
            new BackgroundExecutor(Runnable::run, Runnable::run, error -> {}));
    SetupViewModel other = new SetupViewModel(SpecDraft.initial(), List.of(), busy);
    assertThat(busy.shortageProperty().get()).contains("only 1 MiB is free now");
    assertThat(other.hindranceProperty().get()).isEmpty();
  }

  @Test
  void onlyTheSettingsOfWhatIsChosenAreShown() {
    assertThat(shown()).contains(Ewc.IMPORTANCE).doesNotContain(NaturalReplay.DAMPING);
    set(Ewc.IMPORTANCE, "7");
    set(Strategies.ALL.choice(), "natural-replay");

    assertThat(shown())
        .contains(NaturalReplay.DAMPING, BufferSettings.SIZE)
        .doesNotContain(Ewc.IMPORTANCE);
    set(Strategies.ALL.choice(), "ewc");
    assertThat(text(Ewc.IMPORTANCE)).as("kept meanwhile").isEqualTo("7");
  }

  @Test
  void conditionsDecideWhatIsShown() {
    assertThat(shown()).contains(TaskLength.EPOCHS).doesNotContain(StepSettings.CLIPPING_BOUND);
    set(StepSettings.CLIPPING, "norm");
    set(TaskLength.ITERATIONS, "50");
    set(SgdType.MOMENTUM, "0.9");
    assertThat(shown())
        .contains(StepSettings.CLIPPING_BOUND, SgdType.NESTEROV)
        .doesNotContain(TaskLength.EPOCHS);
    set(Optimizers.ALL.choice(), "adam");
    assertThat(shown())
        .contains(AdamType.LEARNING_RATE, StepSettings.CLIPPING_BOUND)
        .doesNotContain(SgdType.MOMENTUM, SgdType.NESTEROV, StepSettings.LEARNING_RATE);
    set(CommonSettings.OBSERVE_FISHER, "false");
    assertThat(shown()).doesNotContain(DataSettings.SUBSET);
    set(DataSettings.TRAIN_LIMIT, "100");
    assertThat(form.layoutProperty().get().more()).contains(DataSettings.SUBSET);
  }

  @Test
  void whoChoosesThatTheTaskIsToldTrainsItsOwnClassesAmongThemselves() {
    set(Scenarios.ALL.choice(), "split");
    set(ScenarioSettings.INCREMENTAL, "task");
    assertThat(text(ScenarioSettings.ACTIVE)).isEqualTo("task");
    set(ScenarioSettings.ACTIVE, "all");
    assertThat(text(ScenarioSettings.ACTIVE)).as("who wants it otherwise").isEqualTo("all");
    set(ScenarioSettings.ACTIVE, "task");
    set(ScenarioSettings.INCREMENTAL, "class");
    assertThat(text(ScenarioSettings.ACTIVE)).isEqualTo("all");
    set(ScenarioSettings.ACTIVE, "seen");
    set(ScenarioSettings.INCREMENTAL, "task");
    assertThat(text(ScenarioSettings.ACTIVE)).isEqualTo("seen");
  }

  @Test
  void eachSettingStandsOnceAndWhatIsSeldomChangedIsFoldedAway() {
    for (String strategy : List.of("fine-tuning", "replay", "ewc", "natural-replay")) {
      set(Strategies.ALL.choice(), strategy);
      assertThat(shown())
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(form.drafts().getFirst().relevant());
      FormLayout layout = form.layoutProperty().get();
      assertThat(layout.sections())
          .extracting(FormLayout.Section::heading)
          .containsExactly("Strategy", "Images", "Training", "Optimizer", "Network");
      assertThat(layout.sections())
          .flatExtracting(FormLayout.Section::settings)
          .noneMatch(setting -> ((Setting<?>) setting).isSeldom())
          .contains(CommonSettings.SEED)
          .doesNotContain(CommonSettings.NAME, CommonSettings.DEVICE);
    }
  }

  @Test
  void aPresetOfSeveralStrategiesShowsTheSettingsOfAllOfThem() {
    form.presetProperty().set(BOTH);
    assertThat(shown()).contains(BufferSettings.SIZE, NaturalReplay.DAMPING);
    assertThat(form.field(FisherSettings.REPRESENTATION).variesProperty().get()).isTrue();
    assertThat(enabled(NaturalReplay.DAMPING)).as("only one run has it").isTrue();
    assertThat(form.aboutProperty().get()).isEmpty();
  }

  @Test
  void whatALoadedRunDoesNotReadStaysAsItIs() {
    set(Ewc.IMPORTANCE, "77");
    set(AdamType.LEARNING_RATE, "0.5");
    form.load(spec("replay", "dense"));
    set(Strategies.ALL.choice(), "ewc");
    set(Optimizers.ALL.choice(), "adam");
    assertThat(text(Ewc.IMPORTANCE)).isEqualTo("77");
    assertThat(text(AdamType.LEARNING_RATE)).isEqualTo("0.5");
  }

  @Test
  void theFieldInHandIsSpokenOfFirstAndTheOthersAreCounted() {
    set(TaskLength.BATCH_SIZE, "0");
    assertThat(form.fault(null)).startsWith("Batch size is \"0\"").doesNotContain("more");
    set(Ewc.IMPORTANCE, "x");
    set(TaskLength.EPOCHS, "y");
    assertThat(form.fault(null))
        .startsWith("Importance is \"x\"")
        .endsWith("2 more values are wrong.");
    assertThat(form.fault(form.field(TaskLength.BATCH_SIZE))).startsWith("Batch size is \"0\"");
    assertThat(form.fault(form.field(CommonSettings.SEED))).startsWith("Importance");
  }

  @Test
  void badInputIsComplainedOfInPlaceAndHindersRunning() {
    for (String bad : List.of("-1", "NaN", "", "ten", "1e16")) {
      set(Ewc.IMPORTANCE, bad);
      assertThat(form.field(Ewc.IMPORTANCE).errorProperty().get())
          .as("importance \"%s\"", bad)
          .startsWith("Importance is")
          .contains("from 0 to 1,000,000,000,000,000");
      assertThat(form.hindranceProperty().get()).contains("Importance");
    }
    set(Ewc.IMPORTANCE, "0.5");
    assertThat(form.hindranceProperty().get()).isEmpty();
  }

  @Test
  void settingsThatDoNotFitTogetherAreToldAsTheyAreNow() {
    set(Scenarios.ALL.choice(), "split");
    set(DataSettings.IMAGES, "mnist");
    set(SplitClasses.CLASSES, "3,");
    assertThat(form.hindranceProperty().get()).contains("\"3,\"");
    set(SplitClasses.CLASSES, "3,3");
    assertThat(form.hindranceProperty().get()).contains("\"3,3\"", "add up to 10");
    set(ScenarioSettings.BLUR, "2");
    assertThat(form.hindranceProperty().get()).contains("\"2\"");
    set(ScenarioSettings.BLUR, "0");
    assertThat(form.hindranceProperty().get()).contains("\"3,3\"", "add up to 10");
    set(SplitClasses.CLASSES, "5,5");
    assertThat(form.hindranceProperty().get()).isEmpty();
    set(Networks.ALL.choice(), "cnn");
    set(Cnn.CONVOLUTIONS, "8,8,8,8,8,8,8");
    assertThat(form.hindranceProperty().get()).contains("too deep");
    set(Cnn.CONVOLUTIONS, "8,8");
    assertThat(form.hindranceProperty().get()).isEmpty();
  }

  @Test
  void anEmptyFieldIsCalledEmpty() {
    set(Ewc.IMPORTANCE, " ");
    assertThat(form.field(Ewc.IMPORTANCE).errorProperty().get())
        .isEqualTo("Importance is empty, but must be a number from 0 to 1,000,000,000,000,000.");
    set(CommonSettings.SEED, "");
    assertThat(form.field(CommonSettings.SEED).errorProperty().get())
        .startsWith("Seeds is empty, but must be one seed or several, such as 42 or 42-46,50");
  }

  @Test
  void aFaultInAFieldThatNobodyUsesDoesNotHinderRunning() {
    set(Ewc.IMPORTANCE, "nonsense");
    set(Strategies.ALL.choice(), "replay");

    assertThat(form.hindranceProperty().get()).isEmpty();
    assertThat(form.specs().getFirst().strategy()).isEqualTo(Strategies.REPLAY);
    set(Strategies.ALL.choice(), "ewc");
    assertThat(text(Ewc.IMPORTANCE)).isEqualTo("nonsense");
    assertThat(form.hindranceProperty().get()).contains("nonsense");
  }

  @Test
  void ofSeveralRunsWhatTheyHaveInCommonCanBeChangedForAll() {
    form.presetProperty().set(BOTH);

    assertThat(form.field(Strategies.ALL.choice()).variesProperty().get()).isTrue();
    assertThat(enabled(Strategies.ALL.choice())).isFalse();
    assertThat(enabled(BufferSettings.SIZE)).isTrue();
    set(TaskLength.EPOCHS, "2");

    assertThat(form.specs()).extracting(ExperimentSpec::epochs).containsExactly(2, 2);
    assertThat(form.specs())
        .extracting(ExperimentSpec::representation)
        .containsExactly(Representation.DIAGONAL, Representation.DENSE);
    assertThat(form.planProperty().get()).contains("2 runs");
  }

  @Test
  void withoutAPresetOneRunRemains() {
    form.presetProperty().set(BOTH);
    form.presetProperty().set(null);

    assertThat(form.specs()).containsExactly(BOTH.runs().getFirst());
    assertThat(enabled(Strategies.ALL.choice())).isTrue();
  }

  @Test
  void aFinishedRunCanBeTakenIntoTheForm() {
    form.presetProperty().set(BOTH);
    ExperimentSpec done = spec("ewc", "ek-fac");
    form.load(done);

    assertThat(form.specs()).containsExactly(done);
    assertThat(form.presetProperty().get()).isNull();
  }

  @Test
  void severalSeedsMakeARunEach() {
    set(CommonSettings.SEED, "42-44, 50");

    assertThat(form.specs()).extracting(ExperimentSpec::seed).containsExactly(42L, 43L, 44L, 50L);
    assertThat(form.planProperty().get()).isEqualTo("Starts 4 runs, one after the other.");
    assertThat(estimate.textProperty().get())
        .isEqualTo("About 40 seconds, estimated from similar runs.");
    form.presetProperty().set(BOTH);
    set(CommonSettings.SEED, "1-3");
    assertThat(form.specs()).hasSize(6);
    assertThat(form.planProperty().get()).contains("6 runs");
  }

  @Test
  void badSeedsAreRefusedInPlace() {
    Map<String, String> rules =
        Map.of(
            "44-42", "44-42 runs backwards: write 42-44.",
            "42,42", "42 is in it twice.",
            "42,x", "\"x\" is not a whole number",
            "1-5000", "at most 1,000 seeds");
    for (String bad : rules.keySet()) {
      set(CommonSettings.SEED, bad);
      assertThat(form.field(CommonSettings.SEED).errorProperty().get())
          .startsWith("Seeds is \"" + bad + "\", but ")
          .contains(rules.get(bad));
      assertThat(form.hindranceProperty().get()).isNotEmpty();
      assertThat(estimate.textProperty().get()).isEmpty();
    }
  }

  @Test
  void theFormComesBackAsItWasLeft() {
    form.presetProperty().set(BOTH);
    set(TaskLength.EPOCHS, "2");
    set(CommonSettings.SEED, "1-3");
    set(TaskLength.BATCH_SIZE, "many");
    SetupViewModel next = new SetupViewModel(SpecDraft.initial(), List.of(BOTH), estimate);
    next.recall(form.memoryProperty().get());

    assertThat(next.presetProperty().get()).isEqualTo(BOTH);
    assertThat(next.changedProperty().get()).isTrue();
    assertThat(next.hindranceProperty().get()).contains("Batch size is \"many\"");
    next.field(TaskLength.BATCH_SIZE).textProperty().set("64");
    assertThat(next.specs()).hasSize(6).allMatch(run -> run.epochs() == 2);
  }

  @Test
  void aMemoryOfAnotherVersionDoesNoHarm() {
    form.recall("preset\tgone\nflavour\tsweet\nepochs\t7\n\nnonsense");

    assertThat(form.presetProperty().get()).isNull();
    assertThat(form.specs().getFirst().epochs()).isEqualTo(7);
    assertThat(form.specs().getFirst().get(Ewc.IMPORTANCE)).isEqualTo(25);
  }

  @Test
  void theEstimateIsRefreshedWhenMoreRunsAreOver() {
    AtomicInteger asked = new AtomicInteger();
    Estimate counting =
        new Estimate(
            specs -> asked.incrementAndGet(),
            new BackgroundExecutor(Runnable::run, Runnable::run, error -> {}));
    SetupViewModel watched = new SetupViewModel(SpecDraft.initial(), List.of(), counting);
    int before = asked.get();
    watched.runsOver(3);
    watched.runsOver(3);
    watched.runsOver(4);
    assertThat(asked.get() - before).isEqualTo(2);
  }

  @Test
  void moreRunsThanTheQueueTakesAtOnceAreRefused() {
    Preset many =
        new Preset(
            "many",
            "Many",
            "Eleven runs.",
            IntStream.range(1, 12)
                .mapToObj(epochs -> SpecDraft.initial().with(TaskLength.EPOCHS, "" + epochs))
                .toList());
    form.presetProperty().set(many);
    set(CommonSettings.SEED, "1-1000");

    assertThat(form.hindranceProperty().get()).contains("11,000", "10,000");
  }

  private static ExperimentSpec spec(String strategy, String representation) {
    return SpecDraft.initial()
        .with(Strategies.ALL.choice(), strategy)
        .with(FisherSettings.REPRESENTATION, representation)
        .toSpec();
  }

  private List<Setting<?>> shown() {
    return form.layoutProperty().get().all().toList();
  }

  private String text(Setting<?> field) {
    return form.field(field).textProperty().get();
  }

  private boolean enabled(Setting<?> field) {
    return form.field(field).enabledProperty().get();
  }

  private void set(Setting<?> field, String text) {
    form.field(field).textProperty().set(text);
  }
}
