package palimpsest.queue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import palimpsest.archive.ArchivedRun;

/**
 * The runs under way, in the order in which they began. They are changed under the lock of {@link
 * TrainingThreads}, and may be read without it.
 */
final class ActiveRuns {

  private final List<ActiveRun> runs = new CopyOnWriteArrayList<>();

  void add(ActiveRun run) {
    runs.add(run);
  }

  /** Takes a run out, if it is in. */
  boolean remove(ActiveRun run) {
    return runs.remove(run);
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  boolean has(long id) {
    return of(id).isPresent();
  }

  Optional<ActiveRun> of(long id) {
    return runs.stream().filter(run -> run.isOf(id)).findFirst();
  }

  List<ActiveRun> all() {
    return List.copyOf(runs);
  }

  /** As the archive had them when they began. */
  List<ArchivedRun> archived() {
    return runs.stream().map(ActiveRun::run).toList();
  }
}
