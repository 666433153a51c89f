package palimpsest.tensor;

import com.sun.jna.Function;
import java.util.concurrent.atomic.AtomicLong;
import palimpsest.machine.ResidentMemory;

/**
 * Settings of the C library for memory that was freed.
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

  /** The step in which the heap grows. */
  private static final int STEP = 64 << 20;

  /** The growth of the process after which memory is returned again. */
  private static final long GROWTH = 192L << 20;

  /** Resident bytes after memory was last handed back. */
  private static final AtomicLong RESIDENT = new AtomicLong();

  private FreedMemory() {}

  /**
   * Whether the process has grown so much that freed blocks should not be kept: the next run may
   * need blocks of other sizes, and they would add up run after run. With less they are better
   * kept, for a page that was handed back costs a fault when it is needed again.
   */
  static boolean isMuch() {
    return ResidentMemory.bytes().orElse(0) > RESIDENT.get() + GROWTH;
  }

  /** Hands kept memory back to the system. */
  static void giveBack() {
    tell("malloc_trim", 0);
    RESIDENT.set(ResidentMemory.bytes().orElse(0));
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
