package palimpsest.bench.runtable;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
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

  /** The reason why the archive cannot be used in full, in a sentence; empty if it can. */
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
   * Runs that were deleted together.
   *
   * @param ids their numbers
   * @param queued those of them that were in this process's queue
   */
  record Deleted(List<Long> ids, Set<Long> queued) {

    /** Copies list and set. */
    Deleted {
      ids = List.copyOf(ids);
      queued = Set.copyOf(queued);
    }
  }

  /**
   * Deletes runs; those that wait in this process's queue leave it, and one that it trains by now
   * stays.
   *
   * @return those that were deleted
   */
  Deleted delete(Collection<Long> ids) {
    Set<Long> queued = new HashSet<>();
    Set<Long> underWay = new HashSet<>();
    for (ArchivedRun run : queue.runs()) {
      if (ids.contains(run.id())) {
        (run.state() == RunState.RUNNING ? underWay : queued).add(run.id());
      }
    }
    // The archive refuses all or none, so it is asked first.
    archive.delete(
        ids.stream().filter(id -> !queued.contains(id) && !underWay.contains(id)).toList());
    queued.forEach(queue::remove);
    return new Deleted(ids.stream().filter(id -> !underWay.contains(id)).toList(), queued);
  }

  /** Brings deleted runs back, and those that were in the queue to their place in it. */
  void restore(Deleted deleted) {
    archive.restore(deleted.ids().stream().filter(id -> !deleted.queued().contains(id)).toList());
    deleted.queued().forEach(queue::putBack);
  }
}
