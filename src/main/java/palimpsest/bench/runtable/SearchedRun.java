package palimpsest.bench.runtable;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;

/**
 * A run and all that the table says of it, put together once and not at every letter of a filter.
 * May be asked on any thread.
 */
final class SearchedRun {

  private final ArchivedRun run;
  private @Nullable String words;

  /** A run, of which nothing has been put together yet. */
  SearchedRun(ArchivedRun run) {
    this.run = run;
  }

  /** The run. */
  ArchivedRun run() {
    return run;
  }

  /** The values of all columns, and the key of its strategy, in lower case, a line each. */
  String words() {
    // Two threads may both put it together: they come to the same, and a text has no halves.
    String known = words;
    if (known == null) {
      known =
          RunColumns.ALL.stream()
              .map(column -> column.text(run))
              .collect(Collectors.joining("\n", "", "\n" + run.spec().strategy().key()))
              .toLowerCase(Locale.ROOT);
      words = known;
    }
    return known;
  }
}
