package palimpsest.bench.session;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.queue.TrainingQueue;

/** Takes runs out of the queue, and remembers the last one so that it can be put back. */
final class Removals {

  private final TrainingQueue trainer;
  private final BackgroundExecutor backgroundExecutor;
  private final ReadOnlyObjectWrapper<@Nullable ArchivedRun> last =
      new ReadOnlyObjectWrapper<>(this, "removed", null);

  Removals(TrainingQueue trainer, BackgroundExecutor backgroundExecutor) {
    this.trainer = trainer;
    this.backgroundExecutor = backgroundExecutor;
  }

  /** The run removed last; null if none, or if it was put back. */
  ReadOnlyObjectProperty<@Nullable ArchivedRun> lastProperty() {
    return last.getReadOnlyProperty();
  }

  void remove(ArchivedRun run) {
    backgroundExecutor.run(() -> trainer.remove(run.id()), () -> last.set(run));
  }

  /** Removes a run that was put back before. */
  void removeAgain(long id) {
    backgroundExecutor.run(() -> trainer.remove(id));
  }

  /** Puts a removed run back to its place. */
  void putBack(long id) {
    ArchivedRun run = last.get();
    if (run != null && run.id() == id) {
      last.set(null);
    }
    backgroundExecutor.run(() -> trainer.putBack(id));
  }
}
