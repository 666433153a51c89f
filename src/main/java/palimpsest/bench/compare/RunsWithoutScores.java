package palimpsest.bench.compare;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.Scores;

/**
 * Runs that ended before the end of their first epoch, so that there is nothing to draw of them. A
 * run is looked up once, and again when it ended again. Used in the background, by one thread at a
 * time.
 */
final class RunsWithoutScores {

  private final ScoreSource source;
  private Map<Long, Known> known = new HashMap<>();

  /** A finding about a run, valid until its end changes. */
  private record Known(@Nullable Instant ended, boolean empty) {}

  RunsWithoutScores(ScoreSource source) {
    this.source = source;
  }

  /** The numbers of those among some runs that have no point. */
  synchronized Set<Long> among(List<ArchivedRun> runs) {
    List<ArchivedRun> doubtful = runs.stream().filter(RunsWithoutScores::isDoubtful).toList();
    List<Long> asked = doubtful.stream().filter(run -> !isKnown(run)).map(ArchivedRun::id).toList();
    Map<Long, Scores> read = asked.isEmpty() ? Map.of() : source.scores(asked);
    Map<Long, Known> keeping = new HashMap<>();
    Set<Long> empty = new HashSet<>();
    for (ArchivedRun run : doubtful) {
      Scores scores = read.get(run.id());
      Known now =
          scores == null ? known.get(run.id()) : new Known(run.ended(), scores.epochs().isEmpty());
      // What cannot be read now is no reason to call a run empty.
      if (now != null) {
        keeping.put(run.id(), now);
        if (now.empty()) {
          empty.add(run.id());
        }
      }
    }
    known = keeping;
    return empty;
  }

  /** A run that is under way may still come to something, and one with metrics has. */
  private static boolean isDoubtful(ArchivedRun run) {
    return run.state().isOver() && run.state() != RunState.FINISHED && run.metrics().isEmpty();
  }

  private boolean isKnown(ArchivedRun run) {
    Known before = known.get(run.id());
    return before != null && Objects.equals(before.ended(), run.ended());
  }
}
