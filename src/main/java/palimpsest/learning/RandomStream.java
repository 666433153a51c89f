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

  /** The use of a stream. */
  public enum Purpose {
    /** The first weights. */
    WEIGHTS(1),
    /** The order of the training images. */
    ORDER(2),
    /** The choice of images that the reservoir keeps. */
    RESERVOIR(3),
    /** The choice of remembered images to recall. */
    RECALL(4),
    /** The mixing of current and recalled images. */
    MIXING(5),
    /** The choice of images that a limit leaves; drawn from afresh for each part of each task. */
    SUBSET(6),
    /** The choice of images of a task that a matrix is shown for; drawn afresh for each task. */
    SHOWN(7),
    /** The choice of test images to evaluate on; drawn from afresh for each task. */
    EVALUATION(8);

    /** Written down, so that a purpose added later moves no other stream. */
    private final int number;

    Purpose(int number) {
      this.number = number;
    }

    /** Whether a run draws from one stream from its start to its end, whose state it keeps. */
    public boolean goesOn() {
      return this != SUBSET && this != SHOWN && this != EVALUATION;
    }
  }

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /** The stream of a seed for a purpose. */
  public static RandomStream of(long seed, Purpose purpose) {
    return new RandomStream(mix(mix(seed) + purpose.number * GOLDEN_GAMMA));
  }

  /** The stream of a seed for one part of a purpose. */
  public static RandomStream of(long seed, Purpose purpose, int part) {
    return new RandomStream(mix(of(seed, purpose).state + (part + 1) * GOLDEN_GAMMA));
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
