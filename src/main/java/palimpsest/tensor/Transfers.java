package palimpsest.tensor;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts copies of values between this program and the device that computes. On a GPU, each copy to
 * the program also waits until everything before it is done.
 */
public final class Transfers {

  private static final LongAdder TO_DEVICE = new LongAdder();
  private static final LongAdder TO_PROGRAM = new LongAdder();

  private Transfers() {}

  /**
   * Copies in a process, or in a stretch of time.
   *
   * @param toDevice the number of arrays copied to the device
   * @param toProgram the number of arrays copied from it
   */
  public record Count(long toDevice, long toProgram) {

    /** The difference from an earlier count. */
    public Count since(Count earlier) {
      return new Count(toDevice - earlier.toDevice, toProgram - earlier.toProgram);
    }
  }

  /** All copies of this process so far. */
  public static Count count() {
    return new Count(TO_DEVICE.sum(), TO_PROGRAM.sum());
  }

  static void toDevice() {
    TO_DEVICE.increment();
  }

  static void toProgram() {
    TO_PROGRAM.increment();
  }
}
