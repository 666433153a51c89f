package palimpsest.learning;

import java.util.List;

/**
 * Remembered images that join a batch.
 *
 * @param images their numbers
 * @param weight the factor of the mean cross-entropy over them in the loss, from 0
 * @param logits the logits that each had when it was remembered, [n] of [K]; empty if those are not
 *     remembered
 */
public record Draw(int[] images, double weight, List<double[]> logits) {

  /** Copies the list. */
  public Draw {
    logits = List.copyOf(logits);
  }

  /** Images of which no logits are remembered. */
  public static Draw of(double weight, int... images) {
    return new Draw(images, weight, List.of());
  }
}
