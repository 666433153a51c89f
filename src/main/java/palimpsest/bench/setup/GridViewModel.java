package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DistinctRuns;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunNames;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecLayout;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

/**
 * A grid of runs as it is being put together: the settings that vary, which runs that makes and how
 * long they take. The runs are made in the background, for they may be thousands.
 */
public final class GridViewModel {

  private final ObservableList<GridAxis> axes = FXCollections.observableArrayList();
  private final ObservableList<GridAxis> shown = FXCollections.unmodifiableObservableList(axes);
  private final ReadOnlyStringWrapper hindrance = new ReadOnlyStringWrapper(this, "hindrance", "");
  private final ReadOnlyStringWrapper needed = new ReadOnlyStringWrapper(this, "memory", "");
  private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper(this, "estimate", "");
  private final ReadOnlyObjectWrapper<List<ExperimentSpec>> runs =
      new ReadOnlyObjectWrapper<>(this, "runs", List.of());
  private final ReadOnlyObjectWrapper<List<String>> names =
      new ReadOnlyObjectWrapper<>(this, "names", List.of());
  private final ToDoubleFunction<List<ExperimentSpec>> seconds;
  private final Supplier<MemoryCheck> memory;
  private final Latest<Outcome> latest;
  private SpecDraft base = SpecDraft.initial();
  private boolean elsewhere;

  /**
   * The runs of a grid and what is to be said of them.
   *
   * @param unused keys of the axes that no run reads
   */
  private record Outcome(
      List<ExperimentSpec> runs,
      List<String> names,
      Set<String> unused,
      String estimate,
      String memory,
      String hindrance) {

    private static Outcome refused(String why) {
      return new Outcome(List.of(), List.of(), Set.of(), "", "", why);
    }
  }

  /**
   * A grid of one run.
   *
   * @param seconds judges how long some runs take; NaN for what is not known
   */
  public GridViewModel(
      ToDoubleFunction<List<ExperimentSpec>> seconds, BackgroundExecutor backgroundExecutor) {
    this(seconds, MemoryCheck::now, backgroundExecutor);
  }

  /**
   * The same, where the memory that there is can be told.
   *
   * @param memory looks at it
   */
  GridViewModel(
      ToDoubleFunction<List<ExperimentSpec>> seconds,
      Supplier<MemoryCheck> memory,
      BackgroundExecutor backgroundExecutor) {
    this.seconds = seconds;
    this.memory = memory;
    latest = new Latest<>(backgroundExecutor);
  }

  /** Sets if a cluster is to train the runs: then the memory of this machine is no matter. */
  public void trainElsewhere(boolean is) {
    elsewhere = is;
  }

  /**
   * Starts from the runs of the form: strategy and seed are axes, and every setting that decides
   * what they measure and in which they differ. What is no axis stays as the form says.
   */
  public void begin(List<SpecDraft> form) {
    List<SequencedSet<Setting<?>>> read = form.stream().map(SpecDraft::relevant).toList();
    SequencedMap<String, SequencedSet<String>> texts = new LinkedHashMap<>();
    SpecDraft merged = form.getFirst();
    for (Setting<?> setting : SpecLayout.ALL) {
      SequencedSet<String> values = new LinkedHashSet<>();
      for (int i = 0; i < form.size(); i++) {
        if (read.get(i).contains(setting)) {
          values.add(form.get(i).text(setting).strip());
        }
      }
      if (!values.isEmpty()) {
        merged = merged.with(setting, values.getFirst());
        texts.computeIfAbsent(setting.key(), key -> new LinkedHashSet<>()).addAll(values);
      }
    }
    boolean observes =
        form.stream().anyMatch(one -> one.values().get(CommonSettings.OBSERVE_FISHER));
    base = merged.with(CommonSettings.OBSERVE_FISHER, Boolean.toString(observes));
    List<GridAxis> first = new ArrayList<>();
    String strategy = Strategies.ALL.choice().key();
    String seed = CommonSettings.SEED.key();
    first.add(axis(strategy, texts.getOrDefault(strategy, new LinkedHashSet<>())));
    texts.forEach((key, values) -> {
      boolean decisive = SpecLayout.named(key).stream().anyMatch(Setting::isDecisive);
      if (values.size() > 1 && decisive && !key.equals(strategy)) {
        first.add(axis(key, values));
      }
    });
    first.add(axis(seed, texts.getOrDefault(seed, new LinkedHashSet<>())));
    axes.setAll(first);
    refresh();
  }

  private GridAxis axis(String key, Set<String> values) {
    return new GridAxis(SpecLayout.named(key).getFirst(), values, this::refresh);
  }

  /** The settings that vary; the last one varies fastest. */
  ObservableList<GridAxis> axes() {
    return shown;
  }

  /** The settings that may be made an axis as well. Of several with one key, the first. */
  List<Setting<?>> others() {
    Set<String> taken = new HashSet<>();
    axes.forEach(axis -> taken.add(axis.key()));
    // Runs that differ in nothing else would be the same run several times.
    taken.add(CommonSettings.NAME.key());
    taken.add(CommonSettings.OBSERVE_FISHER.key());
    return SpecLayout.ALL.stream().filter(setting -> taken.add(setting.key())).toList();
  }

  /** Lets a setting vary, with the value that the form has for it; seeds stay the last axis. */
  GridAxis add(Setting<?> setting) {
    GridAxis axis = axis(setting.key(), Set.of(textOf(setting.key())));
    boolean seedsLast = !axes.isEmpty() && axes.getLast().key().equals(CommonSettings.SEED.key());
    axes.add(seedsLast ? axes.size() - 1 : axes.size(), axis);
    refresh();
    return axis;
  }

  /** The text that the form has for a key: of the chosen component, if several have it. */
  private String textOf(String key) {
    List<Setting<?>> settings = SpecLayout.named(key);
    SequencedSet<Setting<?>> relevant = base.relevant();
    return base.text(
            settings.stream().filter(relevant::contains).findFirst().orElse(settings.getFirst()))
        .strip();
  }

  /** Lets a setting vary no longer. */
  void remove(GridAxis axis) {
    axes.remove(axis);
    refresh();
  }

  /** The reason why these runs cannot be queued, in a sentence; empty if they can. */
  ReadOnlyStringProperty hindranceProperty() {
    return hindrance.getReadOnlyProperty();
  }

  /** Their estimated time, in a sentence. */
  ReadOnlyStringProperty estimateProperty() {
    return estimate.getReadOnlyProperty();
  }

  /** Parameters and memory of the largest of them, in a sentence or two. */
  ReadOnlyStringProperty memoryProperty() {
    return needed.getReadOnlyProperty();
  }

  /** The runs; none while they are being made or an error prevents them. */
  ReadOnlyObjectProperty<List<ExperimentSpec>> runsProperty() {
    return runs.getReadOnlyProperty();
  }

  /** Short names of the runs, in their order. */
  ReadOnlyObjectProperty<List<String>> namesProperty() {
    return names.getReadOnlyProperty();
  }

  private void refresh() {
    runs.set(List.of());
    List<String> faults =
        axes.stream()
            .map(axis -> axis.errorProperty().get())
            .filter(fault -> !fault.isEmpty())
            .toList();
    if (!faults.isEmpty()) {
      latest.forget();
      show(Outcome.refused(String.join("\n", faults)));
      return;
    }
    hindrance.set("");
    SequencedMap<String, List<String>> values = new LinkedHashMap<>();
    axes.forEach(axis -> values.put(axis.key(), axis.values()));
    SpecDraft rest = values.containsKey(CommonSettings.SEED.key()) ? base : ofOneSeed(base);
    boolean here = !elsewhere;
    latest.ask(() -> compute(values, rest, here), this::show);
  }

  private void show(Outcome outcome) {
    names.set(outcome.names());
    runs.set(outcome.runs());
    estimate.set(outcome.estimate());
    needed.set(outcome.memory());
    hindrance.set(outcome.hindrance());
    axes.forEach(axis -> axis.unused(outcome.unused().contains(axis.key())));
  }

  /** The first seed that the form names, where seeds are no axis. */
  private static SpecDraft ofOneSeed(SpecDraft draft) {
    return SeedTexts.count(draft) > 0 ? SeedTexts.split(draft).getFirst() : draft;
  }

  private Outcome compute(Map<String, List<String>> values, SpecDraft rest, boolean here) {
    try {
      Grid grid = new Grid(values);
      List<ExperimentSpec> specs = DistinctRuns.of(grid.over(rest)).runs();
      MemoryCheck check = memory.get();
      if (here) {
        check.require(specs);
      }
      String warning = here ? check.warning(specs) : "";
      int dropped = Math.toIntExact(grid.combinations() - specs.size());
      String sentence = Estimate.sentence(specs.size(), seconds.applyAsDouble(specs));
      return new Outcome(
          specs,
          RunNames.of(specs),
          unused(values.keySet(), specs),
          dropped > 0 ? sentence + " " + new DistinctRuns(specs, dropped).sentence() : sentence,
          Estimate.sizes(check.estimates(specs)) + (warning.isEmpty() ? "" : " " + warning),
          "");
    } catch (Problem problem) {
      return Outcome.refused(problem.getMessage());
    }
  }

  private static Set<String> unused(Set<String> keys, List<ExperimentSpec> specs) {
    Set<String> unused = new HashSet<>(keys);
    unused.removeIf(key ->
        SpecLayout.named(key).stream()
            .anyMatch(setting -> specs.stream().anyMatch(spec -> spec.reads(setting))));
    return unused;
  }
}
