package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.chart.SeedGroups;
import palimpsest.experiment.ShortNames.Name;

/**
 * The runs that may be compared, by configuration, and which of them are chosen. Used on the
 * window's thread; grouping is done beside it.
 */
public final class ChoiceList {

  private final Latest<List<Configuration>> grouping;
  private final RunsWithoutScores runsWithoutScores;
  private final ObservableList<GroupChoice> shown = FXCollections.observableArrayList();
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper(this, "size", 0);
  private final ReadOnlyIntegerWrapper choosable = new ReadOnlyIntegerWrapper(this, "choosable", 0);
  private final IntegerProperty revision = new SimpleIntegerProperty(this, "revision", 0);
  private final Set<Long> chosen = new TreeSet<>();
  private Map<Long, RunChoice> choices = Map.of();
  private List<Configuration> configurations = List.of();
  private boolean quiet;

  /** The runs of a configuration, and the numbers of those of which there is nothing to draw. */
  private record Configuration(Name name, List<ArchivedRun> runs, Set<Long> empty) {
    String label() {
      return name.text();
    }
  }

  /**
   * A list without runs.
   *
   * @param source knows the runs that have scores
   */
  ChoiceList(ScoreSource source, BackgroundExecutor backgroundExecutor) {
    runsWithoutScores = new RunsWithoutScores(source);
    grouping = new Latest<>(backgroundExecutor);
    filter.subscribe(text -> show());
  }

  /** The configurations that pass the filter. */
  public ObservableList<GroupChoice> shown() {
    return shown;
  }

  /** Words that must occur in what is known of a run; empty shows all. */
  public StringProperty filterProperty() {
    return filter;
  }

  /** The number of runs, shown or hidden. */
  public ReadOnlyIntegerProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /** The number of runs that have scores to draw. */
  public ReadOnlyIntegerProperty choosableProperty() {
    return choosable.getReadOnlyProperty();
  }

  /** Goes up whenever the chosen runs are others, or stand otherwise. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision;
  }

  /** The chosen runs in the order of the archive, as they last stood. */
  public List<ArchivedRun> chosen() {
    return choices.values().stream()
        .filter(RunChoice::isChoosable)
        .map(RunChoice::run)
        .filter(run -> chosen.contains(run.id()))
        .toList();
  }

  /** Takes the archive's runs as they now stand. What was chosen stays so. */
  void setRuns(List<ArchivedRun> runs) {
    List<ArchivedRun> copy = List.copyOf(runs);
    grouping.ask(() -> configurations(copy), grouped -> take(copy, grouped));
  }

  private List<Configuration> configurations(List<ArchivedRun> runs) {
    Set<Long> empty = runsWithoutScores.among(runs);
    List<List<ArchivedRun>> groups = SeedGroups.withRepeats(runs);
    List<Name> names = SeedGroups.names(groups);
    List<Configuration> configurations = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<ArchivedRun> group = groups.get(i);
      configurations.add(
          new Configuration(
              names.get(i),
              group,
              group.stream()
                  .map(ArchivedRun::id)
                  .filter(empty::contains)
                  .collect(Collectors.toSet())));
    }
    return configurations;
  }

  private void take(List<ArchivedRun> runs, List<Configuration> grouped) {
    if (grouped.equals(configurations)) {
      return;
    }
    List<ArchivedRun> before = chosen();
    configurations = grouped;
    size.set(runs.size());
    if (!update(runs.size())) {
      replace(runs);
      show();
    }
    choosable.set((int) choices.values().stream().filter(RunChoice::isChoosable).count());
    if (!before.equals(chosen())) {
      changed();
    }
  }

  /** Tells every choice how its run stands; says whether the list still looks as it did. */
  private boolean update(int count) {
    boolean alike = choices.size() == count;
    for (Configuration configuration : configurations) {
      for (ArchivedRun run : configuration.runs()) {
        RunChoice choice = choices.get(run.id());
        alike &=
            choice != null
                && choice.update(
                    run, configuration.label(), configuration.empty().contains(run.id()));
      }
    }
    return alike;
  }

  private void replace(List<ArchivedRun> runs) {
    Map<Long, Configuration> belonging = new HashMap<>();
    for (Configuration configuration : configurations) {
      configuration.runs().forEach(run -> belonging.put(run.id(), configuration));
    }
    choices = new LinkedHashMap<>();
    for (ArchivedRun run : runs) {
      Configuration of = belonging.get(run.id());
      RunChoice choice =
          new RunChoice(
              run, of == null ? "" : of.label(), of != null && of.empty().contains(run.id()));
      choice.chosenProperty().set(choice.isChoosable() && chosen.contains(run.id()));
      choice.chosenProperty().subscribe((was, is) -> chosen(run.id(), is));
      choices.put(run.id(), choice);
    }
  }

  /** Chooses these runs and no others; those that are not there yet, as soon as they are. */
  void choose(Collection<Long> ids) {
    set(ids, true, true);
  }

  /** The chosen runs, as a text that {@link #recall} reads. */
  public String memory() {
    return chosen.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Chooses the runs of a text; what in it is no number is passed over. */
  public void recall(String memory) {
    choose(
        Arrays.stream(memory.split(" ", -1))
            .filter(word -> word.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .toList());
  }

  /** Chooses every run that passes the filter, besides those chosen already. */
  public void chooseShown() {
    set(shownIds(), true, false);
  }

  /** Chooses nothing. */
  public void chooseNone() {
    set(List.of(), true, true);
  }

  /** Chooses a run, or no longer; nothing happens to one of which there is nothing to draw. */
  void toggle(RunChoice run) {
    if (run.isChoosable()) {
      run.chosenProperty().set(!run.chosenProperty().get());
    }
  }

  /** Chooses the runs of a configuration that pass the filter; if all are, none of them. */
  public void toggle(GroupChoice group) {
    List<RunChoice> choosable = group.choosable();
    boolean all = group.chosenProperty().get() == choosable.size();
    set(choosable.stream().map(run -> run.run().id()).toList(), !all, false);
  }

  private List<Long> shownIds() {
    return shown.stream()
        .flatMap(group -> group.choosable().stream())
        .map(run -> run.run().id())
        .toList();
  }

  private void set(Collection<Long> ids, boolean now, boolean onlyThese) {
    List<ArchivedRun> before = chosen();
    quiet = true;
    if (onlyThese) {
      List.copyOf(chosen).stream().filter(id -> !ids.contains(id)).forEach(id -> set(id, false));
    }
    ids.forEach(id -> set(id, now));
    quiet = false;
    if (!before.equals(chosen())) {
      changed();
    }
  }

  private void set(long id, boolean now) {
    RunChoice choice = choices.get(id);
    // One without points is remembered too: it may be resumed.
    if (choice == null || !choice.isChoosable()) {
      remember(id, now);
    } else {
      choice.chosenProperty().set(now);
    }
  }

  private void chosen(long id, boolean now) {
    remember(id, now);
    if (!quiet) {
      changed();
    }
  }

  private void remember(long id, boolean now) {
    if (now) {
      chosen.add(id);
    } else {
      chosen.remove(id);
    }
  }

  private void changed() {
    revision.set(revision.get() + 1);
  }

  private void show() {
    List<String> words =
        Arrays.stream(filter.get().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    List<GroupChoice> groups = new ArrayList<>();
    for (Configuration configuration : configurations) {
      List<RunChoice> runs = new ArrayList<>();
      for (ArchivedRun run : configuration.runs()) {
        RunChoice choice = choices.get(run.id());
        if (choice != null && choice.matches(words)) {
          runs.add(choice);
        }
      }
      if (!runs.isEmpty()) {
        groups.add(new GroupChoice(configuration.name(), runs));
      }
    }
    shown.forEach(GroupChoice::forget);
    shown.setAll(groups);
  }
}
