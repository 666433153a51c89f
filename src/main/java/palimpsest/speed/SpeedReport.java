package palimpsest.speed;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The results of all benchmarks.
 *
 * @param device the device, for people: CPU, 2 threads, float32
 * @param measurements in the order in which they were taken
 */
public record SpeedReport(String device, List<Measurement> measurements) {

  /** Copies the list. */
  public SpeedReport {
    measurements = List.copyOf(measurements);
  }

  /** The runs an hour of a grid of short runs; empty if it was not measured. */
  public OptionalDouble gridRunsPerHour() {
    return measurements.stream()
        .filter(measurement -> measurement.name().equals(Benchmarks.GRID))
        .mapToDouble(
            measurement -> ShortRuns.RUNS * Duration.ofHours(1).toSeconds() / measurement.seconds())
        .findFirst();
  }
}
