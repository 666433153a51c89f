package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import palimpsest.bench.work.Background;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DistinctRuns;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.Seeds;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/**
 * A grid of runs as it is being put together: what varies, how many runs that makes and how long
 * they take. The runs are made in the background, for they may be thousands.
 */
public final class GridViewModel {

  /** The fields of which several values are written with commas between them. */
  static final List<Setting<?>> LISTS =
      List.of(Ewc.IMPORTANCE, BufferSettings.SIZE, CommonSettings.SEED);

  private final Map<Strategy, BooleanProperty> strategies = new LinkedHashMap<>();
  private final Map<Representation, BooleanProperty> representations =
      new EnumMap<>(Representation.class);
  private final Map<Setting<?>, StringProperty> texts = new LinkedHashMap<>();
  private final Map<Setting<?>, ReadOnlyStringWrapper> complaints = new LinkedHashMap<>();
  private final Map<Setting<?>, BooleanProperty> used = new LinkedHashMap<>();
  private final ReadOnlyStringWrapper hindrance = new ReadOnlyStringWrapper(this, "hindrance", "");
  private final ReadOnlyBooleanWrapper faultyFields =
      new ReadOnlyBooleanWrapper(this, "faultyFields", false);
  private final ReadOnlyStringWrapper needed = new ReadOnlyStringWrapper(this, "memory", "");
  private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper(this, "estimate", "");
  private final ReadOnlyObjectWrapper<List<ExperimentSpec>> runs =
      new ReadOnlyObjectWrapper<>(this, "runs", List.of());
  private final ToDoubleFunction<List<ExperimentSpec>> seconds;
  private final Supplier<MemoryCheck> memory;
  private final Latest<Outcome> latest;
  private SpecDraft base = SpecDraft.initial();
  private boolean filling = true;

  /** The runs of a grid and what is to be said of them. */
  private record Outcome(
      List<ExperimentSpec> runs, String estimate, String memory, String hindrance) {}

  /**
   * A grid of one run.
   *
   * @param seconds judges how long some runs take; NaN for what is not known
   */
  public GridViewModel(ToDoubleFunction<List<ExperimentSpec>> seconds, Background background) {
    this(seconds, MemoryCheck::now, background);
  }

  /**
   * The same, where the memory that there is can be told.
   *
   * @param memory looks at it
   */
  GridViewModel(
      ToDoubleFunction<List<ExperimentSpec>> seconds,
      Supplier<MemoryCheck> memory,
      Background background) {
    this.seconds = seconds;
    this.memory = memory;
    latest = new Latest<>(background);
    for (Strategy kind : Strategies.ALL.components()) {
      strategies.put(kind, watched());
    }
    for (Representation kind : Representation.values()) {
      representations.put(kind, watched());
    }
    used.put(FisherSettings.REPRESENTATION, new SimpleBooleanProperty(this, "used", true));
    for (Setting<?> field : LISTS) {
      StringProperty text = new SimpleStringProperty(this, field.key(), field.initialText());
      text.subscribe(now -> refresh());
      texts.put(field, text);
      complaints.put(field, new ReadOnlyStringWrapper(this, "complaint", ""));
      used.put(field, new SimpleBooleanProperty(this, "used", true));
    }
    filling = false;
  }

  /** Starts from what the form says; what the grid does not vary stays so. */
  public void begin(SpecDraft form) {
    base = form;
    filling = true;
    strategies.forEach((kind, chosen) -> chosen.set(says(Strategies.ALL.choice(), kind.key())));
    representations.forEach(
        (kind, chosen) -> chosen.set(says(FisherSettings.REPRESENTATION, kind.key())));
    texts.forEach((field, text) -> text.set(form.text(field)));
    filling = false;
    refresh();
  }

  /** Whether a strategy is in the grid. */
  public BooleanProperty strategy(Strategy kind) {
    return Objects.requireNonNull(strategies.get(kind));
  }

  /** Whether a representation is in the grid. */
  public BooleanProperty representation(Representation kind) {
    return Objects.requireNonNull(representations.get(kind));
  }

  /** The values of a field, with commas between them. */
  public StringProperty text(Setting<?> field) {
    return Objects.requireNonNull(texts.get(field));
  }

  /** The error in the values of a field; empty if there is none. */
  public ReadOnlyStringProperty complaint(Setting<?> field) {
    return Objects.requireNonNull(complaints.get(field)).getReadOnlyProperty();
  }

  /** Whether any strategy in the grid uses a field. */
  public BooleanProperty used(Setting<?> field) {
    return Objects.requireNonNull(used.get(field));
  }

  /** The reason why these runs cannot be queued, in a sentence; empty if they can. */
  public ReadOnlyStringProperty hindranceProperty() {
    return hindrance.getReadOnlyProperty();
  }

  /** Whether the values of some field are wrong; that field shows the error. */
  public ReadOnlyBooleanProperty faultyFieldsProperty() {
    return faultyFields.getReadOnlyProperty();
  }

  /** Their estimated time, in a sentence. */
  public ReadOnlyStringProperty estimateProperty() {
    return estimate.getReadOnlyProperty();
  }

  /** Parameters and memory of the largest of them, in a sentence or two. */
  public ReadOnlyStringProperty memoryProperty() {
    return needed.getReadOnlyProperty();
  }

  /** The runs; none while they are being made or an error prevents them. */
  public ReadOnlyObjectProperty<List<ExperimentSpec>> runsProperty() {
    return runs.getReadOnlyProperty();
  }

  private BooleanProperty watched() {
    BooleanProperty property = new SimpleBooleanProperty(this, "chosen", false);
    property.subscribe(now -> refresh());
    return property;
  }

  private boolean says(Setting<?> field, String key) {
    return base.text(field).strip().equals(key);
  }

  private void refresh() {
    if (filling) {
      return;
    }
    used(FisherSettings.REPRESENTATION).set(anyStrategy(Strategy::usesFisher));
    used(Ewc.IMPORTANCE).set(anyStrategy(one -> one.settings().contains(Ewc.IMPORTANCE)));
    used(BufferSettings.SIZE).set(anyStrategy(Strategy::rehearses));
    complaints.forEach((field, complaint) ->
        complaint.set(used(field).get() ? complaint(field, text(field).get()) : ""));
    runs.set(List.of());
    faultyFields.set(complaints.values().stream().anyMatch(text -> !text.get().isEmpty()));
    String fault = fault();
    if (!fault.isEmpty()) {
      latest.forget();
      hindrance.set(fault);
      estimate.set("");
      needed.set("");
      return;
    }
    hindrance.set("");
    Map<String, List<String>> values = values();
    SpecDraft rest = base;
    latest.ask(
        () -> compute(values, rest),
        outcome -> {
          runs.set(outcome.runs());
          estimate.set(outcome.estimate());
          needed.set(outcome.memory());
          hindrance.set(outcome.hindrance());
        });
  }

  private Outcome compute(Map<String, List<String>> values, SpecDraft rest) {
    try {
      Grid grid = new Grid(values);
      List<ExperimentSpec> specs = grid.over(rest);
      MemoryCheck check = memory.get();
      check.require(specs);
      String warning = check.warning(specs);
      int dropped = Math.toIntExact(grid.combinations() - specs.size());
      String sentence = Estimate.sentence(specs.size(), seconds.applyAsDouble(specs));
      return new Outcome(
          specs,
          dropped > 0 ? sentence + " " + new DistinctRuns(specs, dropped).sentence() : sentence,
          Estimate.sizes(check.estimates(specs)) + (warning.isEmpty() ? "" : " " + warning),
          "");
    } catch (Problem problem) {
      return new Outcome(List.of(), "", "", problem.getMessage());
    }
  }

  /** Every axis of the grid; the one value of an unused field does no harm. */
  private Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(Strategies.ALL.choice().key(), chosen(strategies).map(Strategy::key).toList());
    if (used(FisherSettings.REPRESENTATION).get()) {
      values.put(
          FisherSettings.REPRESENTATION.key(),
          chosen(representations).map(Representation::key).toList());
    }
    for (Setting<?> field : LISTS) {
      if (used(field).get()) {
        values.put(field.key(), parts(field, text(field).get()));
      }
    }
    return values;
  }

  private String fault() {
    List<String> faults = new ArrayList<>();
    if (chosen(strategies).findAny().isEmpty()) {
      faults.add("Choose at least one strategy.");
    } else if (used(FisherSettings.REPRESENTATION).get()
        && chosen(representations).findAny().isEmpty()) {
      faults.add("Choose at least one Fisher representation.");
    }
    complaints.values().stream()
        .map(ReadOnlyStringWrapper::get)
        .filter(text -> !text.isEmpty())
        .forEach(faults::add);
    return String.join("\n", faults);
  }

  private boolean anyStrategy(Predicate<Strategy> trait) {
    return chosen(strategies).anyMatch(trait);
  }

  private static <T> Stream<T> chosen(Map<T, BooleanProperty> boxes) {
    return boxes.entrySet().stream().filter(box -> box.getValue().get()).map(Map.Entry::getKey);
  }

  private static String complaint(Setting<?> field, String text) {
    if (field == CommonSettings.SEED) {
      return SeedTexts.complaint(SpecDraft.initial().with(field, text), field);
    }
    for (String part : text.split(",", -1)) {
      String complaint = SeedTexts.complaint(SpecDraft.initial().with(field, part.strip()), field);
      if (!complaint.isEmpty()) {
        return complaint;
      }
    }
    return "";
  }

  private static List<String> parts(Setting<?> field, String text) {
    return field == CommonSettings.SEED
        ? Seeds.read(text).stream().map(String::valueOf).toList()
        : Stream.of(text.split(",", -1)).map(String::strip).toList();
  }
}
