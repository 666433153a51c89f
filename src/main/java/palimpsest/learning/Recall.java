package palimpsest.learning;

import java.util.List;

/** Images that are recalled for a batch, and the way in which they join it. */
public sealed interface Recall {

  /** Nothing is recalled. */
  Recall NOTHING = new Apart(1, List.of());

  /**
   * Current and recalled images are mixed, and one step along their mean loss is made for every
   * batch size of them.
   *
   * @param images numbers of the recalled images
   */
  record Mixed(int... images) implements Recall {}

  /**
   * One step with all of them, each draw with a weight of its own: the loss is the weighted sum of
   * the mean cross-entropies.
   *
   * @param currentWeight the factor of the mean cross-entropy over the current images, from 0
   * @param draws the draws
   */
  record Apart(double currentWeight, List<Draw> draws) implements Recall {

    /** Copies the list. */
    public Apart {
      draws = List.copyOf(draws);
    }
  }
}
