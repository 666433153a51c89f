package palimpsest.tensor;

import com.sun.jna.Function;
import palimpsest.machine.ResidentMemory;

/**
 * What the C library does with memory that was freed.
 *
 * <p>PyTorch frees every array at once and asks for the next one. By default, glibc hands large
 * blocks back to the system, and the next array of that size begins with a page fault for every 4
 * KiB. Kept blocks are used again as they are: what glibc calls the thresholds of mmap and trim
 * ({@code man mallopt}).
 */
final class FreedMemory {

  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;

  /** Blocks up to this size are kept. */
  private static final int LARGEST = 1 << 30;

  /** How much the heap grows at once. */
  private static final int STEP = 64 << 20;

  /** What the process may take without giving anything back. */
  private static final long MUCH = 5L << 28;

  private FreedMemory() {}

  /**
   * Whether the process takes so much that what was freed should not be kept: what comes next may
   * need blocks of other sizes, and they would add up. With less it is better kept, for a page that
   * was given back costs a fault when it is needed again.
   */
  static boolean isMuch() {
    return ResidentMemory.bytes().orElse(0) > MUCH;
  }

  /** Hands kept memory back to the system. */
  static void giveBack() {
    tell("malloc_trim", 0);
  }

  /** Lets the C library keep freed memory, where it can be told to: on Linux with glibc. */
  static void keep() {
    tell("mallopt", MMAP_THRESHOLD, LARGEST);
    tell("mallopt", TRIM_THRESHOLD, LARGEST);
    tell("mallopt", TOP_PAD, STEP);
  }

  private static void tell(String function, Object... arguments) {
    try {
      Function.getFunction("c", function).invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      System.getLogger(FreedMemory.class.getName())
          .log(System.Logger.Level.DEBUG, "the C library has no " + function, e);
    }
  }
}
