package palimpsest.bench.compare;

import java.util.Collection;
import java.util.Map;
import palimpsest.experiment.Scores;

/** Where the curves of runs come from: the archive, or numbers that a test makes up. */
@FunctionalInterface
public interface ScoreSource {

  /** The curves of some runs. Asked in the background. */
  Map<Long, Scores> scores(Collection<Long> ids);
}
