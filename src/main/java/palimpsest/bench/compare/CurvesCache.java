package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.Scores;

/**
 * The curves of the runs that were looked at: those of runs that are over are read once. Used in
 * the background, by one thread at a time.
 */
final class CurvesCache {

  private final ScoreSource source;
  private Map<Long, LearningCurves> kept = new HashMap<>();

  CurvesCache(ScoreSource source) {
    this.source = source;
  }

  /** The curves of some runs, in their order; those of a run without any scores are empty. */
  synchronized List<LearningCurves> of(List<ArchivedRun> runs) {
    List<Long> missing =
        runs.stream().map(ArchivedRun::id).filter(id -> !kept.containsKey(id)).toList();
    Map<Long, Scores> read = missing.isEmpty() ? Map.of() : source.scores(missing);
    List<LearningCurves> all = new ArrayList<>();
    Map<Long, LearningCurves> keeping = new HashMap<>();
    for (ArchivedRun run : runs) {
      LearningCurves known = kept.get(run.id());
      LearningCurves curves =
          known == null ? LearningCurves.of(run, read.getOrDefault(run.id(), Scores.NONE)) : known;
      all.add(curves);
      if (run.state().isOver()) {
        keeping.put(run.id(), curves);
      }
    }
    // What is no longer chosen is let go: an archive of years must not gather in memory.
    kept = keeping;
    return all;
  }
}
