package palimpsest.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.Course;
import palimpsest.experiment.Scores;

/**
 * The courses of the runs that were looked at: those of runs that are over are read once. Used in
 * the background, by one thread at a time.
 */
final class CourseMemory {

  private final ScoreSource source;
  private Map<Long, Course> kept = new HashMap<>();

  CourseMemory(ScoreSource source) {
    this.source = source;
  }

  /** The courses of some runs, in their order; a run without any scores has an empty one. */
  synchronized List<Course> of(List<ArchivedRun> runs) {
    List<Long> missing =
        runs.stream().map(ArchivedRun::id).filter(id -> !kept.containsKey(id)).toList();
    Map<Long, Scores> read = missing.isEmpty() ? Map.of() : source.scores(missing);
    List<Course> courses = new ArrayList<>();
    Map<Long, Course> keeping = new HashMap<>();
    for (ArchivedRun run : runs) {
      Course known = kept.get(run.id());
      Course course =
          known == null ? Course.of(run, read.getOrDefault(run.id(), Scores.NONE)) : known;
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
