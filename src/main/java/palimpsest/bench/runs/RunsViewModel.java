package palimpsest.bench.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.Background;
import palimpsest.problem.Problem;

/**
 * The table of runs: which are there, which answer the filter, in which order. The archive is asked
 * in the background; everything else happens on the window's thread.
 */
public final class RunsViewModel {

  /**
   * A column to sort by.
   *
   * @param column the column
   * @param descending whether the largest comes first
   */
  public record SortKey(RunColumn column, boolean descending) {}

  /** A process can die without changing the archive, so it is read again now and then. */
  private static final int POLLS_PER_READING = 10;

  private final RunStore store;
  private final Background background;
  private final Notices notices;
  private final UndoStack undo;
  private final Map<Long, RunRow> rows = new HashMap<>();
  private final ObservableList<RunRow> shown = FXCollections.observableArrayList();

  /** One for good: each such view listens to the list for as long as both live. */
  private final ObservableList<RunRow> shownToOthers =
      FXCollections.unmodifiableObservableList(shown);

  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper(this, "complaint", "");
  private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper(this, "total", 0);
  private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper(this, "read", false);
  private Predicate<ArchivedRun> question = run -> true;
  private List<SortKey> sort = List.of();
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
   * @param store where the runs are
   * @param background where it is asked
   */
  public RunsViewModel(RunStore store, Background background, Notices notices, UndoStack undo) {
    this.store = store;
    this.background = background;
    this.notices = notices;
    this.undo = undo;
    filter.addListener((observed, was, is) -> ask(is));
  }

  /** The rows that answer the filter, in their order. */
  public ObservableList<RunRow> rows() {
    return shownToOthers;
  }

  /** Who else hears of all runs whenever the archive has been read. */
  public void whenRead(Consumer<List<ArchivedRun>> reader) {
    this.reader = reader;
  }

  /** What to do before rows come, go or move. */
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

  /** What to do after rows came, went or moved. */
  void afterRowsChange(Runnable action) {
    after = action;
  }

  /** What is looked for; see {@link RunFilter}. */
  public StringProperty filterProperty() {
    return filter;
  }

  /** What is wrong with the filter, in a sentence; empty if nothing. */
  public ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
  }

  /** How many runs there are, shown or not. */
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
    background.ask(
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
  public void sortBy(List<SortKey> keys) {
    if (!sort.equals(keys)) {
      sort = List.copyOf(keys);
      show();
    }
  }

  /** Whether people may write on runs; if not, it says why. */
  boolean mayWrite() {
    boolean may = store.isWritable();
    if (!may) {
      notices.complain("Nothing can be written on runs. " + store.limitation());
    }
    return may;
  }

  /** Whether people may write on runs. */
  boolean isWritable() {
    return store.isWritable();
  }

  /** Changes what people say of a run. */
  public void annotate(long id, String notes, List<String> tags) {
    RunRow row = rows.get(id);
    if (row == null || (row.run().notes().equals(notes) && row.run().tags().equals(tags))) {
      return;
    }
    ArchivedRun before = row.run();
    row.set(annotated(before, notes, tags));
    background.run(() -> store.annotate(id, notes, tags), this::poll);
  }

  /**
   * Changes what people say of several runs at once, which can be undone at once.
   *
   * @param change what becomes of the words of each
   */
  public void annotate(List<RunRow> chosen, UnaryOperator<Words> change) {
    Map<Long, Words> was = new LinkedHashMap<>();
    Map<Long, Words> is = new LinkedHashMap<>();
    for (RunRow row : chosen) {
      Words before = Words.of(row.run());
      Words after = change.apply(before);
      if (!after.equals(before)) {
        was.put(row.id(), before);
        is.put(row.id(), after);
      }
    }
    if (!is.isEmpty()) {
      String runs = is.size() == 1 ? "run " + is.keySet().iterator().next() : is.size() + " runs";
      undo.perform(
          new Step("Write on " + runs, "Wrote on " + runs, () -> write(was), () -> write(is)));
    }
  }

  private void write(Map<Long, Words> words) {
    words.forEach((id, now) -> annotate(id, now.notes(), now.tags()));
  }

  /**
   * What people say of a run.
   *
   * @param notes their notes
   * @param tags their tags
   */
  public record Words(String notes, List<String> tags) {

    /** Copies the list. */
    public Words {
      tags = List.copyOf(tags);
    }

    private static Words of(ArchivedRun run) {
      return new Words(run.notes(), run.tags());
    }

    /** The same notes, and these tags besides those there are. */
    public Words tagged(List<String> more) {
      return new Words(notes, Stream.concat(tags.stream(), more.stream()).distinct().toList());
    }

    /** The same notes, without these tags. */
    public Words untagged(List<String> less) {
      return new Words(notes, tags.stream().filter(tag -> !less.contains(tag)).toList());
    }

    /** The same tags, and a line more of notes. */
    public Words noted(String line) {
      return new Words(notes.isEmpty() ? line : notes + " · " + line, tags);
    }
  }

  /** The single words of a text of tags: in any order, apart by spaces or commas, none twice. */
  public static List<String> tags(String text) {
    return java.util.Arrays.stream(text.split("[\\s,]+", -1))
        .map(tag -> tag.startsWith("#") ? tag.substring(1) : tag)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether someone trains a run, or has it in a queue of another process. */
  private static boolean isTaken(ArchivedRun run) {
    return run.state() == RunState.RUNNING || run.elsewhere();
  }

  /** Deletes runs, which can be undone; one that is being trained must be stopped first. */
  public void delete(List<RunRow> chosen) {
    for (RunRow row : chosen) {
      if (isTaken(row.run())) {
        notices.complain(
            "Run %d is %s: nothing was deleted. %s"
                .formatted(
                    row.id(),
                    row.run().elsewhere() ? "in the queue of another process" : "under way",
                    row.run().elsewhere() ? "Remove it there first." : "Stop it first."),
            row.runProperty().map(RunsViewModel::isTaken));
        return;
      }
    }
    if (chosen.isEmpty()) {
      return;
    }
    List<Long> ids = chosen.stream().map(RunRow::id).toList();
    String what = ids.size() == 1 ? "run " + ids.getFirst() : ids.size() + " runs";
    Set<Long> queued = new HashSet<>();
    background.ask(
        () -> store.delete(ids),
        inQueue -> {
          queued.addAll(inQueue);
          undo.done(
              new Step(
                  "Delete " + what,
                  "Deleted " + what,
                  () -> {
                    Set<Long> back = Set.copyOf(queued);
                    background.run(() -> store.restore(ids, back), this::poll);
                  },
                  () ->
                      background.ask(
                          () -> store.delete(ids),
                          again -> {
                            queued.clear();
                            queued.addAll(again);
                            poll();
                          })));
          poll();
        });
  }

  private void ask(String text) {
    try {
      question = RunFilter.read(text);
      complaint.set("");
    } catch (Problem problem) {
      // Half a filter is no reason to show half of the runs: the last whole one stands.
      complaint.set(problem.getMessage());
      return;
    }
    show();
  }

  /** What was read before is still true when the archive can no longer be read. */
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
      if (question.test(row.run())) {
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

  private static ArchivedRun annotated(ArchivedRun run, String notes, List<String> tags) {
    return new ArchivedRun(
        run.id(),
        run.spec(),
        run.state(),
        run.created(),
        run.started(),
        run.ended(),
        run.reason(),
        run.taskNames(),
        run.device(),
        run.done(),
        run.seconds(),
        run.metrics(),
        notes,
        tags,
        run.elsewhere());
  }
}
