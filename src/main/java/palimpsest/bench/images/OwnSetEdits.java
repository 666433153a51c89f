package palimpsest.bench.images;

import java.util.function.Consumer;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;

/** Changes to the list of own image sets. Used on the window's thread. */
final class OwnSetEdits {

  private final BackgroundExecutor executor;
  private final UndoStack undo;
  private final Consumer<String> changed;

  /**
   * No changes yet.
   *
   * @param executor the executor that writes the list
   * @param changed told after every change, with the key of the set to show; empty for none
   */
  OwnSetEdits(BackgroundExecutor executor, UndoStack undo, Consumer<String> changed) {
    this.executor = executor;
    this.undo = undo;
    this.changed = changed;
  }

  /** Forgets a set; its files stay. */
  void remove(OwnSet set) {
    Runnable removing = () -> OwnSets.remove(set.key());
    Step step =
        new Step(
            "Remove the image set " + set.key(),
            "Removed the image set %s; its files were kept".formatted(set.key()),
            () -> change(() -> OwnSets.remember(set), set.key()),
            () -> change(removing, ""));
    executor.run(removing, () -> done(step, ""));
  }

  /** Takes in that a set was added. */
  void added(AddModel.Added added) {
    OwnSet set = added.set();
    done(
        new Step(
            "Add the image set " + set.key(),
            "Added %s: %,d training and %,d test images in %,d classes"
                .formatted(
                    set.key(),
                    set.publishedSize().training(),
                    set.publishedSize().test(),
                    set.classNames().size()),
            () ->
                added
                    .replaced()
                    .ifPresentOrElse(
                        before -> change(() -> OwnSets.remember(before), before.key()),
                        () -> change(() -> OwnSets.remove(set.key()), "")),
            () -> change(() -> OwnSets.remember(set), set.key())),
        set.key());
  }

  private void done(Step step, String shown) {
    undo.done(step);
    changed.accept(shown);
  }

  private void change(Runnable change, String shown) {
    executor.run(change, () -> changed.accept(shown));
  }
}
