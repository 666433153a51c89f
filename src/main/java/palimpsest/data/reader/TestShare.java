package palimpsest.data.reader;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A test part drawn from a set that has none: of each class a sixth, rounded, and never its only
 * image. The draw is the same every time.
 */
final class TestShare {

  /** One of so many images is for tests. */
  static final int ONE_OF = 6;

  private static final long SEED = 20_260_601;

  private TestShare() {}

  /**
   * The positions of the images for tests, ascending.
   *
   * @param labels [N], from 0
   */
  static int[] of(int[] labels) {
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    boolean[] chosen = new boolean[labels.length];
    int[][] byClass = new int[classes][];
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    for (int label = 0; label < classes; label++) {
      byClass[label] = new int[counts[label]];
      counts[label] = 0;
    }
    for (int i = 0; i < labels.length; i++) {
      byClass[labels[i]][counts[labels[i]]++] = i;
    }
    for (int label = 0; label < classes; label++) {
      int[] images = byClass[label];
      // Specified to the bit, unlike the newer generators; a class draws for itself.
      Random random = new Random(SEED + label);
      int wanted = (images.length + ONE_OF / 2) / ONE_OF;
      for (int i = 0; i < wanted; i++) {
        int other = i + random.nextInt(images.length - i);
        chosen[images[other]] = true;
        images[other] = images[i];
      }
    }
    return IntStream.range(0, labels.length).filter(i -> chosen[i]).toArray();
  }

  /** The positions that are not among others. */
  static int[] without(int count, int[] others) {
    boolean[] taken = new boolean[count];
    for (int position : others) {
      taken[position] = true;
    }
    return IntStream.range(0, count).filter(i -> !taken[i]).toArray();
  }
}
