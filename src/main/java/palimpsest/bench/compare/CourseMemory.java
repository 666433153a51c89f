package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.Scores;

/**
 * The courses of the runs that were looked at: those of runs that are over are read once. Used in
 * the background, by one thread at a time.
 */
final class CourseMemory {

  private final ScoreSource source;
  private Map<Long, LearningCurves> kept = new HashMap<>();

  CourseMemory(ScoreSource source) {
    this.source = source;
  }

  /** The courses of some runs, in their order; a run without any scores has an empty one. */
  synchronized List<LearningCurves> of(List<ArchivedRun> runs) {
    List<Long> missing =
        runs.stream().map(ArchivedRun::id).filter(id -> !kept.containsKey(id)).toList();
    Map<Long, Scores> read = missing.isEmpty() ? Map.of() : source.scores(missing);
    List<LearningCurves> courses = new ArrayList<>();
    Map<Long, LearningCurves> keeping = new HashMap<>();
    for (ArchivedRun run : runs) {
      LearningCurves known = kept.get(run.id());
      LearningCurves course =
          known == null ? LearningCurves.of(run, read.getOrDefault(run.id(), Scores.NONE)) : known;
      courses.add(course);
      if (run.state().isOver()) {
        keeping.put(run.id(), course);
      }
    }
    // What is no longer chosen is let go: an archive of years must not gather in memory.
    kept = keeping;
    return courses;
  }
}
