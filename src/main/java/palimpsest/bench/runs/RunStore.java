package palimpsest.bench.runs;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.problem.Problem;
import palimpsest.queue.TrainingQueue;

/** Archive and queue as the table sees them; most methods block, so they are not for the window. */
public final class RunStore {

  private final Archive archive;
  private final TrainingQueue queue;

  /** The runs of an archive, some of which a queue may hold. */
  public RunStore(Archive archive, TrainingQueue queue) {
    this.archive = archive;
    this.queue = queue;
  }

  long revision() {
    return archive.revision();
  }

  /** Whether runs can be changed; asks no disk. */
  boolean isWritable() {
    return archive.isWritable();
  }

  /** What keeps the archive from being used in full, in a sentence; empty if nothing. */
  String limitation() {
    return archive.limitation().orElse("");
  }

  /** All runs; if they cannot all be read, the archive says why. */
  Reading read() {
    long revision = archive.revision();
    long failures = archive.failedReadings();
    List<ArchivedRun> runs = archive.runs();
    return new Reading(revision, runs, archive.failedReadings() == failures);
  }

  /**
   * The archive as it was once.
   *
   * @param whole whether all of it could be read
   */
  record Reading(long revision, List<ArchivedRun> runs, boolean whole) {}

  void annotate(long id, String notes, List<String> tags) {
    archive.annotate(id, notes, tags);
  }

  /**
   * Deletes runs; those that wait in this process's queue leave it.
   *
   * @return those that were in the queue
   * @throws Problem if one of them is under way; nothing is deleted then
   */
  Set<Long> delete(Collection<Long> ids) {
    Set<Long> queued = new HashSet<>();
    for (ArchivedRun run : queue.runs()) {
      if (ids.contains(run.id())) {
        if (run.state() == RunState.RUNNING) {
          throw new Problem(
              "Run %d is under way: nothing was deleted. Stop it first.".formatted(run.id()));
        }
        queued.add(run.id());
      }
    }
    // The archive refuses all or none, so it is asked first.
    archive.delete(ids.stream().filter(id -> !queued.contains(id)).toList());
    queued.forEach(queue::remove);
    return queued;
  }

  /** Brings deleted runs back, and those that were in the queue to their place in it. */
  void restore(Collection<Long> ids, Set<Long> queued) {
    archive.restore(ids.stream().filter(id -> !queued.contains(id)).toList());
    queued.forEach(queue::putBack);
  }
}
