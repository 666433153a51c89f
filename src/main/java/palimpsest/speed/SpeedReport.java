package palimpsest.speed;

import java.util.List;

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
}
