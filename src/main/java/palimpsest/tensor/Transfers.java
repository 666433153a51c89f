package palimpsest.tensor;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often values were copied between this program and the device that computes. On a GPU, each
 * copy to the program also waits until everything before it is done.
 */
public final class Transfers {

  private static final LongAdder TO_DEVICE = new LongAdder();
  private static final LongAdder TO_PROGRAM = new LongAdder();

  private Transfers() {}

  /**
   * Copies in a process, or in a stretch of time.
   *
   * @param toDevice how many arrays of the program's were copied to the device
   * @param toProgram how many arrays were copied from it
   */
  public record Count(long toDevice, long toProgram) {

    /** What came after an earlier count. */
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
