package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.Preset;
import palimpsest.experiment.RunImages;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.text.NumberText;

/**
 * The form behind its controls: the drafts of the runs to start, usually one. A preset brings
 * several; what all of them have in common can then still be changed, for all at once.
 */
public final class SetupViewModel {

  private static final String PRESET = "preset";
  private static final String BETWEEN = "\t";

  private final List<Preset> presets;
  private final Estimate estimate;
  private final Map<Setting<?>, FieldModel> fields = new LinkedHashMap<>();
  private final ObjectProperty<@Nullable Preset> preset =
      new SimpleObjectProperty<>(this, "preset", null);
  private final ReadOnlyStringWrapper hindrance = new ReadOnlyStringWrapper(this, "hindrance", "");
  private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(this, "changed", false);
  private final ReadOnlyStringWrapper memory = new ReadOnlyStringWrapper(this, "memory", "");
  private final ReadOnlyStringWrapper plan = new ReadOnlyStringWrapper(this, "plan", "");
  private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper(this, "about", "");
  private final ReadOnlyObjectWrapper<FormLayout> layout =
      new ReadOnlyObjectWrapper<>(this, "layout");
  private @Nullable FieldModel written;
  private List<SpecDraft> drafts;
  private int atOnce = 1;
  private String site = "";
  private String siteError = "";
  private long over = -1;
  private boolean refreshing = true;

  /**
   * A form.
   *
   * @param start the initial values
   * @param presets the presets
   * @param estimate told which runs the form says, whenever that changes
   */
  public SetupViewModel(SpecDraft start, List<Preset> presets, Estimate estimate) {
    this.presets = List.copyOf(presets);
    this.estimate = estimate;
    drafts = List.of(start);
    for (Setting<?> field : SpecLayout.ALL) {
      FieldModel model = new FieldModel(field);
      fields.put(field, model);
      model.textProperty().subscribe(text -> write(field, text));
    }
    refresh();
    preset.addListener((observed, before, chosen) -> choose(chosen));
  }

  /**
   * Has the form say where its runs train; memory and speed of this machine matter only here.
   *
   * @param name the name of a cluster; empty for this machine
   * @param error the error in the cluster's settings, in a sentence; empty if there is none
   */
  public void trainOn(String name, String error) {
    if (!name.equals(site) || !error.equals(siteError)) {
      site = name;
      siteError = error;
      refresh();
    }
  }

  /** The runs to start train so many at one time. */
  public void trainAtOnce(int runs) {
    if (runs != atOnce) {
      atOnce = runs;
      refresh();
      estimateAgain();
    }
  }

  /** The presets on offer. */
  public List<Preset> presets() {
    return presets;
  }

  /** The preset the form was filled from; null while it is one run of the person's own. */
  public ObjectProperty<@Nullable Preset> presetProperty() {
    return preset;
  }

  /** Whether the form says something else by now than the preset it was filled from. */
  public ReadOnlyBooleanProperty changedProperty() {
    return changed.getReadOnlyProperty();
  }

  /** Fills the form from a preset, also if it was filled from that one before. */
  public void fill(@Nullable Preset chosen) {
    if (Objects.equals(chosen, preset.get())) {
      choose(chosen);
    } else {
      preset.set(chosen);
    }
  }

  /**
   * The text that {@link #recall} restores: the preset, and the settings that all runs of the form
   * share.
   */
  public ReadOnlyStringProperty memoryProperty() {
    return memory.getReadOnlyProperty();
  }

  /** Fills the form with what it said once; what this version does not know is left out. */
  public void recall(String remembered) {
    for (String line : remembered.lines().toList()) {
      String[] parts = line.split(BETWEEN, 2);
      String text = parts.length > 1 ? parts[1] : "";
      Setting<?> field = SpecLayout.withId(parts[0]).orElse(null);
      if (parts[0].equals(PRESET)) {
        presets.stream().filter(one -> one.key().equals(text)).findFirst().ifPresent(preset::set);
      } else if (field != null) {
        drafts = drafts.stream().map(draft -> draft.with(field, text)).toList();
      }
    }
    refresh();
  }

  /** Judges again how long the runs take, if more runs are over than when it was judged last. */
  public void runsOver(long number) {
    if (number != over) {
      over = number;
      estimateAgain();
    }
  }

  /** The topmost field that keeps the form from being run; null if none does. */
  @Nullable FieldModel wrongField() {
    return wrongFields().findFirst().orElse(null);
  }

  private Stream<FieldModel> wrongFields() {
    return layout.get().all().map(this::field).filter(SetupViewModel::isWrong);
  }

  private static boolean isWrong(FieldModel field) {
    return !field.errorProperty().get().isEmpty();
  }

  /**
   * The reason why the form cannot be run: one wrong field, and the number of others. Empty if it
   * can.
   *
   * @param inHand the field to speak of first, if it is wrong
   */
  String fault(@Nullable FieldModel inHand) {
    List<FieldModel> wrong = wrongFields().toList();
    if (wrong.isEmpty()) {
      return hindrance.get();
    }
    FieldModel first = inHand != null && isWrong(inHand) ? inHand : wrong.getFirst();
    int others = wrong.size() - 1;
    return first.errorProperty().get()
        + (others == 0
            ? ""
            : others == 1
                ? "\n1 more value is wrong."
                : "\n%d more values are wrong.".formatted(others));
  }

  /** The settings that the form shows. */
  ReadOnlyObjectProperty<FormLayout> layoutProperty() {
    return layout.getReadOnlyProperty();
  }

  /** The field that is being written while other properties follow; null if none is. */
  @Nullable FieldModel beingWritten() {
    return written;
  }

  /** A description of the strategy, in a sentence or two; empty if there are several. */
  ReadOnlyStringProperty aboutProperty() {
    return about.getReadOnlyProperty();
  }

  /** One field of the form. */
  public FieldModel field(Setting<?> field) {
    return Objects.requireNonNull(fields.get(field));
  }

  /** The reason why the form cannot be run, in a sentence; empty if it can. */
  public ReadOnlyStringProperty hindranceProperty() {
    return hindrance.getReadOnlyProperty();
  }

  /** The runs that pressing Run would start, in a few words. */
  public ReadOnlyStringProperty planProperty() {
    return plan.getReadOnlyProperty();
  }

  /** Fills the form with what a run was. What that run does not read stays as it is. */
  public void load(ExperimentSpec spec) {
    preset.set(null);
    SpecDraft loaded = SpecDraft.of(spec);
    for (Setting<?> setting : SpecLayout.ALL) {
      if (!spec.reads(setting)) {
        loaded = loaded.with(setting, drafts.getFirst().text(setting));
      }
    }
    drafts = List.of(loaded);
    refresh();
  }

  /** The runs that the form says. To be called only when there is no error. */
  public List<ExperimentSpec> specs() {
    return specs(drafts);
  }

  /** The field that keeps anyone from knowing which images are needed; null if none does. */
  @Nullable FieldModel wrongImagesField() {
    return Stream.of(DataSettings.IMAGES, ScenarioSettings.JOINED_TASKS)
        .map(this::field)
        .filter(SetupViewModel::isWrong)
        .findFirst()
        .orElse(null);
  }

  /**
   * The runs that the form says as far as their images go: what else is wrong is as it is at first.
   * To be called only when no {@link #wrongImagesField} is wrong.
   */
  List<ExperimentSpec> specsForImages() {
    return drafts.stream().map(SpecDraft::lenient).toList();
  }

  /**
   * The fault of the images of the first of the form's runs, in a sentence; empty if there is none,
   * as far as can be said without reading them.
   */
  public String imagesFault() {
    return RunImages.settings(drafts.getFirst().values()).stream()
        .map(setting -> SeedTexts.error(drafts.getFirst(), setting))
        .filter(error -> !error.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * The first of the form's runs as far as its images go: what else is wrong is as it is at first.
   * To be called only when there is no {@link #imagesFault}.
   */
  public ExperimentSpec firstForImages() {
    return SeedTexts.split(drafts.getFirst()).getFirst().lenient();
  }

  /** Judges the form again, because image sets were added or removed. */
  public void imagesChanged() {
    refresh();
  }

  /** The estimate for the runs of the form. */
  public Estimate estimate() {
    return estimate;
  }

  private static List<ExperimentSpec> specs(List<SpecDraft> drafts) {
    return drafts.stream()
        .flatMap(draft -> SeedTexts.split(draft).stream())
        .map(SpecDraft::toSpec)
        .toList();
  }

  /** The drafts of the form's runs, valid or not. */
  public List<SpecDraft> drafts() {
    return drafts;
  }

  /** The number of runs that the form describes; 0 if its seeds cannot be read. */
  public long count() {
    return drafts.stream().mapToLong(SeedTexts::count).sum();
  }

  private void choose(@Nullable Preset chosen) {
    drafts = chosen == null ? List.of(drafts.getFirst()) : drafts(chosen);
    refresh();
  }

  /** A preset says what to train, not on which machine. */
  private SpecDraft onSameDevice(SpecDraft draft) {
    return draft.with(CommonSettings.DEVICE, drafts.getFirst().text(CommonSettings.DEVICE));
  }

  private void write(Setting<?> field, String text) {
    if (refreshing) {
      return;
    }
    drafts = drafts.stream().map(draft -> draft.with(field, text)).toList();
    if (SpecLayout.DATA.all().contains(field) && !ScenarioSettings.taskNumbers().contains(field)) {
      drafts = drafts.stream().map(SpecDraft::withTasksThatExist).toList();
    }
    if (field.key().equals(ScenarioSettings.INCREMENTAL.key())) {
      drafts = drafts.stream().map(SpecDraft::withActiveClassesOfRule).toList();
    }
    written = field(field);
    try {
      refresh();
    } finally {
      written = null;
    }
  }

  /** Sentences about settings that are right by themselves and do not fit together. */
  private List<String> misfits() {
    return drafts.stream()
        .map(draft -> draft.with(CommonSettings.SEED, CommonSettings.SEED.initialText()))
        .flatMap(draft -> draft.errors().stream())
        .distinct()
        .toList();
  }

  private void refresh() {
    refreshing = true;
    try {
      List<String> faults = new ArrayList<>();
      List<SequencedSet<Setting<?>>> relevant = drafts.stream().map(SpecDraft::relevant).toList();
      fields.values().forEach(field -> field.show(drafts, relevant));
      FormLayout now = FormLayout.of(drafts.stream().map(SpecDraft::values).toList());
      now.all()
          .map(this::field)
          .filter(SetupViewModel::isWrong)
          .forEach(field -> faults.add(field.errorProperty().get()));
      if (count() > Grid.MOST) {
        faults.add(
            "These are %,d runs: at most %,d can be queued at once.".formatted(count(), Grid.MOST));
      }
      if (faults.isEmpty()) {
        faults.addAll(misfits());
      }
      if (faults.isEmpty() && !siteError.isEmpty()) {
        faults.add(siteError);
      }
      String tooLarge =
          estimate.weigh(faults.isEmpty() ? specsOfOneSeed() : List.of(), site.isEmpty());
      if (!tooLarge.isEmpty()) {
        faults.add(tooLarge);
      }
      if (!now.equals(layout.get())) {
        layout.set(now);
      }
      hindrance.set(String.join("\n", faults));
      plan.set(describe());
      about.set(describeStrategy());
      changed.set(isChanged());
      memory.set(remember());
      estimateAgain();
    } finally {
      refreshing = false;
    }
  }

  /** The runs as far as their memory goes, which does not depend on the seed. */
  private List<ExperimentSpec> specsOfOneSeed() {
    return drafts.stream()
        .map(draft -> draft.with(CommonSettings.SEED, CommonSettings.SEED.initialText()).toSpec())
        .toList();
  }

  /** Judges again how long the runs take, for there may be other images to read. */
  public void estimateAgain() {
    // How long a cluster takes depends on its queue.
    if (hindrance.get().isEmpty() && site.isEmpty()) {
      List<SpecDraft> now = drafts;
      estimate.of(() -> specs(now));
    } else {
      estimate.ofNothing();
    }
  }

  private boolean isChanged() {
    Preset from = preset.get();
    return from != null && !texts(drafts).equals(texts(drafts(from)));
  }

  private List<SpecDraft> drafts(Preset preset) {
    return preset.drafts().stream().map(this::onSameDevice).toList();
  }

  private static List<List<String>> texts(List<SpecDraft> drafts) {
    return drafts.stream()
        .map(draft -> draft.relevant().stream().map(draft::text).toList())
        .toList();
  }

  private String remember() {
    Preset from = preset.get();
    StringBuilder lines = new StringBuilder();
    if (from != null) {
      lines.append(PRESET).append(BETWEEN).append(from.key()).append('\n');
    }
    for (FieldModel model : fields.values()) {
      if (!model.variesProperty().get()) {
        String text = drafts.getFirst().text(model.field());
        lines.append(SpecLayout.id(model.field())).append(BETWEEN).append(text).append('\n');
      }
    }
    return lines.toString();
  }

  private String describe() {
    long runs = count();
    if (!site.isEmpty()) {
      return "Submits %s to %s.".formatted(NumberText.count(runs, "run"), site);
    }
    String how = atOnce > 1 ? "up to %d at one time".formatted(atOnce) : "one after the other";
    return runs > 1 ? "Starts %,d runs, %s.".formatted(runs, how) : "";
  }

  private String describeStrategy() {
    List<Strategy> strategies =
        drafts.stream()
            .map(draft -> draft.values().get(Strategies.ALL.choice()))
            .distinct()
            .toList();
    return strategies.size() == 1 ? strategies.getFirst().help() : "";
  }
}
