package palimpsest.archive;

import java.time.Instant;

/**
 * One thing that happened in a run.
 *
 * @param run the run's number
 * @param at its time
 * @param kind its kind, such as {@code epoch} or {@code remark}
 * @param text a sentence for a person
 */
public record LogLine(long run, Instant at, String kind, String text) {}
