package palimpsest.data;

import java.util.List;

/**
 * The scaling of each channel's pixels, which go from 0 to 1: (x − mean)/deviation.
 *
 * @param means one for each channel; empty if nothing is changed
 * @param deviations one for each channel, above 0
 */
public record PixelScaling(List<Double> means, List<Double> deviations) {

  /** Pixels stay as they are. */
  public static final PixelScaling UNIT = new PixelScaling(List.of(), List.of());

  /** Copies the lists. */
  public PixelScaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** Whether it changes nothing. */
  public boolean isUnit() {
    return means.isEmpty();
  }
}
