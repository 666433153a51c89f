package palimpsest.archive;

import java.time.Instant;

/**
 * The place and time of an event in a run.
 *
 * @param at the time
 * @param environment the program and the machine that trained
 * @param seconds wall time spent on the run so far, over all its stretches
 */
public record RunMoment(Instant at, Provenance environment, double seconds) {}
