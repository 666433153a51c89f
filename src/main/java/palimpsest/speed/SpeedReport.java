package palimpsest.speed;

import java.util.List;

/**
 * What a run of measurements found.
 *
 * @param device where it computed, for people: CPU, 2 threads, float32
 * @param measurements in the order in which they were taken
 */
public record SpeedReport(String device, List<Measurement> measurements) {

  /** Copies the list. */
  public SpeedReport {
    measurements = List.copyOf(measurements);
  }
}
