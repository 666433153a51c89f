package palimpsest.bench.undo;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;

/**
 * The last few things that were done, so that no one is asked before a deletion. Each is told in a
 * notice that offers to undo it. Used on the window's thread.
 */
public final class UndoStack {

  private static final int DEPTH = 50;

  private final Notices notices;
  private final List<Step> done = new ArrayList<>();
  private final List<Step> undone = new ArrayList<>();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo");

  /** An empty stack that tells what happens to it. */
  public UndoStack(Notices notices) {
    this.notices = notices;
  }

  /** Does something that can be undone, and says so. */
  public void perform(Step step) {
    undone.clear();
    redo(step);
  }

  /** Takes in something that has just been done, and says so. */
  public void done(Step step) {
    undone.clear();
    push(step);
  }

  /** Takes in something that has just been done and told elsewhere. */
  public void remember(Step step) {
    undone.clear();
    remembered(step);
  }

  /** Whether there is something to undo. */
  public ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  /** Whether there is something to do again. */
  public ReadOnlyBooleanProperty canRedoProperty() {
    return canRedo.getReadOnlyProperty();
  }

  /** Takes back what was done last. */
  public void undo() {
    if (!done.isEmpty()) {
      Step step = done.removeLast();
      undone.add(step);
      step.undo().run();
      update();
      notices.show(
          "Undone: %s.".formatted(step.title()),
          new Notice.Offer("Redo", "Redo this.", this::redo));
    }
  }

  /** Does again what was taken back last. */
  public void redo() {
    if (!undone.isEmpty()) {
      redo(undone.removeLast());
    }
  }

  private void redo(Step step) {
    step.redo().run();
    push(step);
  }

  private void push(Step step) {
    remembered(step);
    notices.show(step.done() + ".", new Notice.Offer("Undo", "Undo this.", this::undo));
  }

  private void remembered(Step step) {
    done.add(step);
    if (done.size() > DEPTH) {
      done.removeFirst();
    }
    update();
  }

  private void update() {
    canUndo.set(!done.isEmpty());
    canRedo.set(!undone.isEmpty());
  }
}
