package palimpsest.learning;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers for one purpose, derived from a run's seed, so that what one part of a
 * run draws never shifts what another part sees. Its whole state is one number.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, 2014, "Fast splittable pseudorandom number
 * generators").
 */
public final class RandomStream implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /** The stream of a seed for a purpose. */
  public static RandomStream of(long seed, RandomUse use) {
    return new RandomStream(mix(mix(seed) + use.number * GOLDEN_GAMMA));
  }

  /** The stream of a seed for one part of a purpose. */
  public static RandomStream of(long seed, RandomUse use, int part) {
    return new RandomStream(mix(of(seed, use).state + (part + 1) * GOLDEN_GAMMA));
  }

  /** The whole state of the stream. */
  public long state() {
    return state;
  }

  /** Goes back to a state, and draws from there as it did before. */
  public void restore(long earlier) {
    state = earlier;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Brings numbers into random order (Fisher and Yates). */
  public void shuffle(int[] numbers) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int other = nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
  }

  private static long mix(long z) {
    long once = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }
}
