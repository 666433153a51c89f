package palimpsest.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The rule by which a limit chooses among the images of a set. */
public enum Subset {
  /**
   * Drawn at random, each class in proportion to its size. Of one stream, fewer images are always
   * among more of them.
   */
  STRATIFIED {
    @Override
    int[] some(int[] labels, int count, RandomGenerator random) {
      int[] order = RandomOrder.of(labels.length, random);
      int classes = Arrays.stream(labels).max().orElse(0) + 1;
      int[] sizes = new int[classes];
      for (int label : labels) {
        sizes[label]++;
      }
      // The r-th image of a class of n comes at (r + ½)/n of the way; among equals the random order
      // decides, which the lower bits hold.
      int[] ranks = new int[classes];
      long[] keys = new long[labels.length];
      for (int i = 0; i < order.length; i++) {
        int label = labels[order[i]];
        long way = ((2L * ranks[label]++ + 1) << WAY_BITS) / (2L * sizes[label]);
        keys[i] = way << PLACE_BITS | i;
      }
      Arrays.sort(keys);
      int[] chosen = new int[count];
      for (int i = 0; i < count; i++) {
        chosen[i] = order[(int) (keys[i] & ((1 << PLACE_BITS) - 1))];
      }
      Arrays.sort(chosen);
      return chosen;
    }
  },
  /** The first of the set, whatever their classes: what version 0.1.0 did. */
  FIRST {
    @Override
    int[] some(int[] labels, int count, RandomGenerator random) {
      return first(count);
    }
  };

  private static final int WAY_BITS = 31;
  private static final int PLACE_BITS = 24;

  /** The name in files and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Chooses images.
   *
   * @param labels [N], the class of each image, from 0
   * @param most the greatest number to choose
   * @param random the source of randomness
   * @return their positions, ascending; all of them if there are no more than wanted
   */
  public int[] choose(int[] labels, int most, RandomGenerator random) {
    return most >= labels.length ? first(labels.length) : some(labels, most, random);
  }

  abstract int[] some(int[] labels, int count, RandomGenerator random);

  private static int[] first(int count) {
    int[] positions = new int[count];
    Arrays.setAll(positions, i -> i);
    return positions;
  }
}
