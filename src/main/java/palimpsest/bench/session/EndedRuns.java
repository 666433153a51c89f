package palimpsest.bench.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import palimpsest.archive.ArchivedRun;

/**
 * Notices when the runs that were queued together have ended, so that they can be compared: the
 * queue has become empty, and at least two of the runs that were in it since it last was have
 * scores to be drawn.
 */
public final class EndedRuns {

  private final Set<Long> queued = new LinkedHashSet<>();
  private final Consumer<List<Long>> ended;
  private boolean over;

  /**
   * Notices nothing yet.
   *
   * @param ended told the numbers of the runs
   */
  public EndedRuns(Consumer<List<Long>> ended) {
    this.ended = ended;
  }

  /** Takes in the queue as it now is. */
  public void queueIs(List<? extends ArchivedRun> runs) {
    if (over && !runs.isEmpty()) {
      queued.clear();
    }
    runs.forEach(run -> queued.add(run.id()));
    over = runs.isEmpty() && !queued.isEmpty();
  }

  /** Takes in all runs as the archive has them, from which it is seen how they ended. */
  public void archiveRead(List<ArchivedRun> all) {
    if (!over) {
      return;
    }
    List<Long> drawable = new ArrayList<>();
    for (ArchivedRun run : all) {
      if (queued.contains(run.id())) {
        if (!run.state().isOver()) {
          return;
        }
        if (run.done() > 0) {
          drawable.add(run.id());
        }
      }
    }
    over = false;
    queued.clear();
    if (drawable.size() > 1) {
      ended.accept(drawable);
    }
  }
}
