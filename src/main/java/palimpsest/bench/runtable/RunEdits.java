package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import palimpsest.archive.Annotation;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.problem.Problem;

/**
 * The edits of runs in the table: annotations and deletion, with undo. Used on the window's thread;
 * the archive is asked in the background.
 */
public final class RunEdits {

  private final RunsViewModel table;
  private final RunStore store;
  private final BackgroundExecutor backgroundExecutor;
  private final Notices notices;
  private final UndoStack undo;

  /**
   * Edits of a table.
   *
   * @param table shows what they have changed
   * @param store the store of the runs
   * @param backgroundExecutor the executor that accesses the store
   */
  public RunEdits(
      RunsViewModel table,
      RunStore store,
      BackgroundExecutor backgroundExecutor,
      Notices notices,
      UndoStack undo) {
    this.table = table;
    this.store = store;
    this.backgroundExecutor = backgroundExecutor;
    this.notices = notices;
    this.undo = undo;
  }

  /** Whether people may write on runs. */
  boolean mayWrite() {
    return store.isWritable();
  }

  /** Says why people may not write on runs. */
  void refuse() {
    notices.showError("Notes and tags cannot be changed. " + store.limitation());
  }

  /**
   * Changes the notes or tags of a run, in the cell in which they are seen.
   *
   * @param what the words that are changed, such as notes
   */
  void write(String what, RunRow row, UnaryOperator<RunAnnotations> change) {
    step(what, List.of(row), change)
        .ifPresent(step -> {
          String hidden = hidden(List.of(row), change);
          step.redo().run();
          undo.remember(step);
          if (!hidden.isEmpty()) {
            notices.show(
                hidden + ".",
                new Notice.Offer(
                    "Clear filter", "Show all runs again.", () -> table.filterProperty().set("")));
          }
        });
  }

  /** Changes the notes or tags of several runs at once, which can be undone at once. */
  void write(String what, List<RunRow> rows, UnaryOperator<RunAnnotations> change) {
    step(what, rows, change).ifPresent(undo::perform);
  }

  /** The step that changes words of runs; empty if all stay as they are. */
  private Optional<Step> step(
      String what, List<RunRow> rows, UnaryOperator<RunAnnotations> change) {
    Map<Long, RunAnnotations> was = new LinkedHashMap<>();
    Map<Long, RunAnnotations> is = new LinkedHashMap<>();
    for (RunRow row : rows) {
      RunAnnotations before = RunAnnotations.of(row.run());
      RunAnnotations after = change.apply(before);
      if (!after.equals(before)) {
        try {
          Annotation.check(after.notes(), after.tags());
        } catch (Problem problem) {
          notices.showError(problem.getMessage());
          return Optional.empty();
        }
        was.put(row.id(), before);
        is.put(row.id(), after);
      }
    }
    if (is.isEmpty()) {
      return Optional.empty();
    }
    String edited = what + " of " + named(List.copyOf(is.keySet()));
    String hidden = hidden(rows, change);
    return Optional.of(
        new Step(
            "Edit " + edited,
            "Edited " + edited + (hidden.isEmpty() ? "" : ". " + hidden),
            () -> write(was),
            () -> write(is)));
  }

  /** A sentence on the runs that a change takes out of the filtered table; empty if none. */
  private String hidden(List<RunRow> rows, UnaryOperator<RunAnnotations> change) {
    List<Long> ids =
        rows.stream()
            .map(RunRow::run)
            .filter(run -> {
              RunAnnotations after = change.apply(RunAnnotations.of(run));
              return table.matches(run)
                  && !table.matches(run.annotated(after.notes(), after.tags()));
            })
            .map(ArchivedRun::id)
            .toList();
    return ids.isEmpty()
        ? ""
        : "%s no longer match%s the filter, so %s hidden"
            .formatted(
                capitalised(named(ids)),
                ids.size() == 1 ? "es" : "",
                ids.size() == 1 ? "it is" : "they are");
  }

  private void write(Map<Long, RunAnnotations> words) {
    words.forEach((id, now) ->
        table.row(id).ifPresent(row -> row.set(row.run().annotated(now.notes(), now.tags()))));
    backgroundExecutor.run(
        () -> words.forEach((id, now) -> store.annotate(id, now.notes(), now.tags())), table::poll);
  }

  /** Deletes runs, which can be undone; one that is being trained is kept, and named. */
  public void delete(List<RunRow> chosen) {
    List<RunRow> free = chosen.stream().filter(row -> !isTaken(row.run())).toList();
    List<RunRow> taken = new ArrayList<>(chosen);
    taken.removeAll(free);
    if (free.isEmpty()) {
      deleted(new RunStore.Deleted(List.of(), Set.of()), taken);
      return;
    }
    backgroundExecutor.ask(
        () -> store.delete(free.stream().map(RunRow::id).toList()),
        deleted -> {
          // One of them may have begun meanwhile.
          free.stream().filter(row -> !deleted.ids().contains(row.id())).forEach(taken::add);
          deleted(deleted, taken);
          table.poll();
        });
  }

  private void deleted(RunStore.Deleted deleted, List<RunRow> taken) {
    String kept = kept(taken.stream().map(RunRow::run).toList());
    if (!deleted.ids().isEmpty()) {
      undo.done(deletion(deleted, kept));
    } else if (!kept.isEmpty()) {
      // It stays until it was read, whatever becomes of the run meanwhile.
      notices.showError(kept + ".");
    }
  }

  /** A sentence on the runs that cannot be deleted now; empty if there are none. */
  private static String kept(List<ArchivedRun> taken) {
    if (taken.isEmpty()) {
      return "";
    }
    boolean one = taken.size() == 1;
    if (taken.stream().allMatch(RunEdits::isInASweep)) {
      return "%s %s in a sweep and %s not deleted: a run of a sweep can be deleted once it is over"
          .formatted(
              capitalised(named(taken.stream().map(ArchivedRun::id).toList())),
              one ? "is" : "are",
              one ? "was" : "were");
    }
    boolean elsewhere = taken.stream().allMatch(ArchivedRun::elsewhere);
    String where =
        elsewhere
            ? "in the queue of another process"
            : taken.stream().anyMatch(ArchivedRun::elsewhere)
                ? "under way or in the queue of another process"
                : "under way";
    return "%s %s %s and %s not deleted: %s %s first"
        .formatted(
            capitalised(named(taken.stream().map(ArchivedRun::id).toList())),
            one ? "is" : "are",
            where,
            one ? "was" : "were",
            elsewhere ? "remove" : "stop",
            one ? "it" : "them");
  }

  private Step deletion(RunStore.Deleted first, String kept) {
    // What is deleted again need not be in the queue again. Only the background touches it.
    RunStore.Deleted[] last = {first};
    return new Step(
        "Delete " + named(first.ids()),
        "Deleted " + named(first.ids()) + (kept.isEmpty() ? "" : ". " + kept),
        () -> backgroundExecutor.run(() -> store.restore(last[0]), table::poll),
        () -> backgroundExecutor.run(() -> last[0] = store.delete(first.ids()), table::poll));
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String named(List<Long> ids) {
    return ids.size() == 1 ? "run " + ids.getFirst() : ids.size() + " runs";
  }

  /** Whether a job waits for it on a cluster, or it may be submitted again. */
  private static boolean isInASweep(ArchivedRun run) {
    return !run.site().isEmpty() && !run.state().isOver();
  }

  /** Whether someone trains a run, or has it in a queue of another process. */
  private static boolean isTaken(ArchivedRun run) {
    return run.state() == RunState.RUNNING || run.elsewhere() || isInASweep(run);
  }
}
