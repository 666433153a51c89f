package palimpsest.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the times that a run began or was resumed, and the machine that it trained on from there.
 *
 * @param started the time it started; null if it cannot be read
 * @param device the device it computed on, for people
 * @param threads threads that computed on the CPU; 0 on other devices
 * @param environment the program and the machine
 */
public record Stretch(
    @Nullable Instant started, String device, int threads, Provenance environment) {}
