package palimpsest.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Orders drawn at random, all equally likely (Fisher and Yates, 1938; Durstenfeld, 1964). */
public final class RandomOrder {

  private RandomOrder() {}

  /** The numbers from 0 to below a count, each once. */
  public static int[] of(int count, RandomGenerator random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int held = order[last];
      order[last] = order[other];
      order[other] = held;
    }
    return order;
  }
}
