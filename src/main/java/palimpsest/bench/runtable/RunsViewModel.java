package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.work.BackgroundExecutor;

/**
 * The table of runs: which are there, which answer the filter, in which order. The archive is asked
 * in the background; everything else happens on the window's thread.
 */
public final class RunsViewModel {

  /** A process can die without changing the archive, so it is read again now and then. */
  private static final int POLLS_PER_READING = 10;

  private final RunStore store;
  private final BackgroundExecutor backgroundExecutor;
  private final Map<Long, RunRow> rows = new HashMap<>();
  private final ObservableList<RunRow> shown = FXCollections.observableArrayList();

  /** One for good: each such view listens to the list for as long as both live. */
  private final ObservableList<RunRow> shownToOthers =
      FXCollections.unmodifiableObservableList(shown);

  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper(this, "total", 0);
  private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper(this, "read", false);
  private RunFilter question = RunFilter.read("");
  private List<RunOrder.Key> sort = List.of();
  private Consumer<List<ArchivedRun>> reader = runs -> {};
  private Runnable before = () -> {};
  private Runnable after = () -> {};
  private long revision = Long.MIN_VALUE;
  private int polls;
  private boolean reading;
  private boolean again;
  private BooleanSupplier held = () -> false;

  /**
   * A table, empty until {@link #poll} has been called.
   *
   * @param store the store of the runs
   * @param backgroundExecutor the executor that accesses the store
   */
  public RunsViewModel(RunStore store, BackgroundExecutor backgroundExecutor) {
    this.store = store;
    this.backgroundExecutor = backgroundExecutor;
    filter.addListener((observed, was, is) -> ask(is));
  }

  /** The rows that answer the filter, in their order. */
  public ObservableList<RunRow> rows() {
    return shownToOthers;
  }

  /** Adds a reader of all runs, called whenever the archive has been read. */
  public void whenRead(Consumer<List<ArchivedRun>> reader) {
    this.reader = reader;
  }

  /** Sets an action to run before rows are added, removed or moved. */
  void beforeRowsChange(Runnable action) {
    before = action;
  }

  /** While something holds, no row comes, goes or moves; {@link #refresh} makes up for it. */
  void holdRowsWhile(BooleanSupplier condition) {
    held = condition;
  }

  /** Shows the rows as they now are. */
  void refresh() {
    show();
  }

  /** Sets an action to run after rows were added, removed or moved. */
  void afterRowsChange(Runnable action) {
    after = action;
  }

  /** The search text; see {@link RunFilter}. */
  public StringProperty filterProperty() {
    return filter;
  }

  /** The error in the filter, in a sentence; empty if there is none. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** The number of runs, shown or hidden. */
  public ReadOnlyIntegerProperty totalProperty() {
    return total.getReadOnlyProperty();
  }

  /** Whether the archive has been read at least once. */
  public ReadOnlyBooleanProperty readProperty() {
    return read.getReadOnlyProperty();
  }

  /** Looks whether anyone has changed the archive, and takes in what changed. */
  public void poll() {
    boolean anyway = polls++ % POLLS_PER_READING == 0;
    long seen = revision;
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    backgroundExecutor.ask(
        () -> {
          long now = store.revision();
          return now != seen || anyway
              ? Optional.of(store.read())
              : Optional.<RunStore.Reading>empty();
        },
        found -> {
          found.ifPresent(news -> {
            revision = news.revision();
            runsAre(news.whole() ? news.runs() : withThoseKnown(news.runs()));
          });
          polled();
        },
        this::polled);
  }

  /** A poll has come back; one that was asked for meanwhile is made now. */
  private void polled() {
    reading = false;
    if (again) {
      again = false;
      poll();
    }
  }

  /** Sorts by some columns, the first one before all; by nothing means the newest first. */
  void sortBy(List<RunOrder.Key> keys) {
    if (!sort.equals(keys)) {
      sort = List.copyOf(keys);
      show();
    }
  }

  /** The row of a run; empty if there is no such run. */
  Optional<RunRow> row(long id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** Whether a run answers the filter. */
  boolean matches(ArchivedRun run) {
    return question.test(new SearchedRun(run));
  }

  private void ask(String text) {
    question = RunFilter.read(text);
    error.set(question.error().isEmpty() ? "" : question.error() + " This part is not applied.");
    show();
  }

  /** Adds the runs known before to those read, while the archive cannot be read. */
  private List<ArchivedRun> withThoseKnown(List<ArchivedRun> read) {
    Map<Long, ArchivedRun> all = new TreeMap<>();
    rows.forEach((id, row) -> all.put(id, row.run()));
    read.forEach(run -> all.put(run.id(), run));
    return List.copyOf(all.values());
  }

  private void runsAre(List<ArchivedRun> runs) {
    reader.accept(runs);
    Set<Long> there = runs.stream().map(ArchivedRun::id).collect(Collectors.toSet());
    rows.keySet().retainAll(there);
    for (ArchivedRun run : runs) {
      RunRow row = rows.computeIfAbsent(run.id(), id -> new RunRow(run));
      if (!row.run().equals(run)) {
        row.set(run);
      }
    }
    // The next filter finds all words put together; those that were are not put so again.
    List<SearchedRun> searched = rows.values().stream().map(RunRow::searched).toList();
    backgroundExecutor.run(() -> searched.forEach(SearchedRun::words));
    total.set(rows.size());
    read.set(true);
    show();
  }

  /** Changes the shown rows only where they differ, so that scroll and selection stay. */
  private void show() {
    if (held.getAsBoolean()) {
      return;
    }
    List<RunRow> found = new ArrayList<>();
    for (RunRow row : rows.values()) {
      if (question.test(row.searched())) {
        found.add(row);
      }
    }
    List<RunRow> now = new RunOrder(sort).sorted(found, RunRow::run);
    if (!now.equals(shown)) {
      before.run();
      shown.setAll(now);
      after.run();
    }
  }
}
