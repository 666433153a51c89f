package palimpsest.bench.runs;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import palimpsest.archive.Annotation;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.Background;
import palimpsest.problem.Problem;

/**
 * What people do to the runs of the table: they write on them and delete them, and may undo it.
 * Used on the window's thread; the archive is asked in the background.
 */
public final class RunEdits {

  private final RunsViewModel table;
  private final RunStore store;
  private final Background background;
  private final Notices notices;
  private final UndoStack undo;

  /**
   * Edits of a table.
   *
   * @param table shows what they have changed
   * @param store where the runs are
   * @param background where it is asked
   */
  public RunEdits(
      RunsViewModel table, RunStore store, Background background, Notices notices, UndoStack undo) {
    this.table = table;
    this.store = store;
    this.background = background;
    this.notices = notices;
    this.undo = undo;
  }

  /** Whether people may write on runs. */
  boolean mayWrite() {
    return store.isWritable();
  }

  /** Says why people may not write on runs. */
  void refuse() {
    notices.complain("Nothing can be written on runs. " + store.limitation());
  }

  /** Changes what people say of a run, in the cell in which it is seen. */
  void write(RunRow row, UnaryOperator<Words> change) {
    step(List.of(row), change)
        .ifPresent(step -> {
          step.redo().run();
          undo.remember(step);
        });
  }

  /** Changes what people say of several runs at once, which can be undone at once. */
  void write(List<RunRow> rows, UnaryOperator<Words> change) {
    step(rows, change).ifPresent(undo::perform);
  }

  /** The step that changes the words of runs; empty if all stay as they are. */
  private Optional<Step> step(List<RunRow> rows, UnaryOperator<Words> change) {
    Map<Long, Words> was = new LinkedHashMap<>();
    Map<Long, Words> is = new LinkedHashMap<>();
    for (RunRow row : rows) {
      Words before = Words.of(row.run());
      Words after = change.apply(before);
      if (!after.equals(before)) {
        try {
          Annotation.check(after.notes(), after.tags());
        } catch (Problem problem) {
          notices.complain(problem.getMessage());
          return Optional.empty();
        }
        was.put(row.id(), before);
        is.put(row.id(), after);
      }
    }
    String runs = named(List.copyOf(is.keySet()));
    return is.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Step("Write on " + runs, "Wrote on " + runs, () -> write(was), () -> write(is)));
  }

  private void write(Map<Long, Words> words) {
    words.forEach((id, now) ->
        table.row(id).ifPresent(row -> row.set(row.run().annotated(now.notes(), now.tags()))));
    background.run(
        () -> words.forEach((id, now) -> store.annotate(id, now.notes(), now.tags())), table::poll);
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
            row.runProperty().map(RunEdits::isTaken));
        return;
      }
    }
    if (chosen.isEmpty()) {
      return;
    }
    List<Long> ids = chosen.stream().map(RunRow::id).toList();
    Set<Long> queued = new HashSet<>();
    delete(ids, queued, () -> undo.done(deletion(ids, queued)));
  }

  private Step deletion(List<Long> ids, Set<Long> queued) {
    return new Step(
        "Delete " + named(ids),
        "Deleted " + named(ids),
        () -> {
          Set<Long> back = Set.copyOf(queued);
          background.run(() -> store.restore(ids, back), table::poll);
        },
        () -> delete(ids, queued, () -> {}));
  }

  /** Deletes runs; {@code queued} is then which of them were in the queue. */
  private void delete(List<Long> ids, Set<Long> queued, Runnable done) {
    background.ask(
        () -> store.delete(ids),
        inQueue -> {
          queued.clear();
          queued.addAll(inQueue);
          done.run();
          table.poll();
        });
  }

  private static String named(List<Long> ids) {
    return ids.size() == 1 ? "run " + ids.getFirst() : ids.size() + " runs";
  }

  /** Whether someone trains a run, or has it in a queue of another process. */
  private static boolean isTaken(ArchivedRun run) {
    return run.state() == RunState.RUNNING || run.elsewhere();
  }
}
