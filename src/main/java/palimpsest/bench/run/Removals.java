package palimpsest.bench.run;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.work.Background;
import palimpsest.queue.TrainingQueue;

/** Takes runs out of the queue, and remembers the last one so that it can be put back. */
final class Removals {

  private final TrainingQueue trainer;
  private final Background background;
  private final ReadOnlyObjectWrapper<@Nullable ArchivedRun> last =
      new ReadOnlyObjectWrapper<>(this, "removed", null);

  Removals(TrainingQueue trainer, Background background) {
    this.trainer = trainer;
    this.background = background;
  }

  /** The run removed last; null if none, or if it was put back. */
  ReadOnlyObjectProperty<@Nullable ArchivedRun> lastProperty() {
    return last.getReadOnlyProperty();
  }

  void remove(ArchivedRun run) {
    background.run(() -> trainer.remove(run.id()), () -> last.set(run));
  }

  /** Removes a run that was put back before. */
  void removeAgain(long id) {
    background.run(() -> trainer.remove(id));
  }

  /** Puts a removed run back to its place. */
  void putBack(long id) {
    ArchivedRun run = last.get();
    if (run != null && run.id() == id) {
      last.set(null);
    }
    background.run(() -> trainer.putBack(id));
  }
}
