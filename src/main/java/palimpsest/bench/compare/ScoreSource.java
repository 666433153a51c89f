package palimpsest.bench.compare;

import java.util.Collection;
import java.util.Map;
import palimpsest.experiment.Scores;

/** The source of the curves of runs: the archive, or a test's numbers. */
@FunctionalInterface
public interface ScoreSource {

  /** The curves of some runs. Asked in the background. */
  Map<Long, Scores> scores(Collection<Long> ids);
}
