package palimpsest.bench.compare;

import java.util.Collection;
import java.util.Map;
import palimpsest.archive.RunScores;

/** Where the curves of runs come from: the archive, or numbers that a test makes up. */
@FunctionalInterface
public interface ScoreSource {

  /** The curves of some runs. Asked in the background. */
  Map<Long, RunScores> scores(Collection<Long> ids);
}
