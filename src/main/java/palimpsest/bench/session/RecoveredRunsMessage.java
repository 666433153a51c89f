package palimpsest.bench.session;

import java.util.List;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;

/** The message about runs left behind by an ended session and adopted by this one. */
final class RecoveredRunsMessage {

  private RecoveredRunsMessage() {}

  /** A sentence or two about some runs, at least one. */
  static String sentence(List<ArchivedRun> runs) {
    ArchivedRun first = runs.getFirst();
    String title = "“" + first.title() + "”";
    String others =
        switch (runs.size()) {
          case 1 -> "";
          case 2 -> " Another run waits behind it.";
          default -> " %,d runs wait behind it.".formatted(runs.size() - 1);
        };
    // A run that is nearly done is not done.
    String percent = "%.0f %%".formatted(Math.min(99, 100 * first.done()));
    if (first.state() == RunState.PAUSED && !first.reason().isEmpty()) {
      return "%s is paused. %s%s".formatted(title, first.reason(), others);
    }
    if (first.state() == RunState.PAUSED) {
      return "The queue was kept. %s is paused at %s: press Resume to continue it.%s"
          .formatted(title, percent, others);
    }
    if (first.done() > 0) {
      return "The queue was kept. %s was interrupted and resumes from its checkpoint at %s.%s"
          .formatted(title, percent, others);
    }
    return "The queue was kept. %s begins.%s".formatted(title, others);
  }
}
