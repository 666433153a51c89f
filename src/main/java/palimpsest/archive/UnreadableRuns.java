package palimpsest.archive;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.text.NumberText;
import palimpsest.text.VisibleText;

/** The runs of an archive that could not be read, so that none is left out in silence. */
final class UnreadableRuns {

  /** The number of runs named with their reasons. */
  private static final int NAMED = 5;

  private static final int REASON = 160;

  private final Map<Long, String> reasons = new ConcurrentSkipListMap<>();

  /** Notes one. */
  boolean add(long run, @Nullable String reason) {
    return reasons.put(run, VisibleText.clipped(String.valueOf(reason), REASON)) == null;
  }

  /** The reason why a run could not be read. */
  Optional<String> reason(long run) {
    return Optional.ofNullable(reasons.get(run));
  }

  /** The number, names and reasons of unreadable runs, in a sentence; empty if there are none. */
  Optional<String> sentence() {
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    String named =
        reasons.entrySet().stream()
            .limit(NAMED)
            .map(run -> "run %d (%s)".formatted(run.getKey(), withoutStop(run.getValue())))
            .collect(Collectors.joining(", "));
    int more = reasons.size() - NAMED;
    return Optional.of(
        "%s cannot be read and %s left out: %s%s."
            .formatted(
                NumberText.count(reasons.size(), "run"),
                reasons.size() == 1 ? "is" : "are",
                named,
                more > 0 ? " and %d more".formatted(more) : ""));
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
