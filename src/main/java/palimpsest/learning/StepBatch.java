package palimpsest.learning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images of one step.
 *
 * @param images all of them
 * @param numbers their numbers [N]
 * @param sources the origin of each: 0 for a current image, i for one of the i-th draw [N]
 * @param weights the factor of each one's cross-entropy in the loss [N]; null for their mean
 * @param draws the draws, where their images follow the current ones in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StepBatch(
    LabelledImages images,
    int[] numbers,
    int[] sources,
    double @Nullable [] weights,
    List<Draw> draws) {

  /** Number of images N. */
  public int size() {
    return numbers.length;
  }

  /** Whether an image belongs to the current batch. */
  public boolean isCurrent(int place) {
    return sources[place] == 0;
  }

  /** Number of current images. */
  public int currents() {
    int count = 0;
    for (int source : sources) {
      count += source == 0 ? 1 : 0;
    }
    return count;
  }

  /** The place of the first image of a draw, where draws are apart. */
  public int firstOf(int draw) {
    int place = 0;
    while (place < sources.length && sources[place] != draw + 1) {
      place++;
    }
    return place;
  }
}
