package palimpsest.tensor;

import ai.djl.engine.EngineException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import palimpsest.problem.Problem;

/** What this machine's memory can hold, asked before it is too late. */
public final class Memory {

  private static final double SHARE = 0.8;
  private static final double GIB = 1 << 30;

  private Memory() {}

  /**
   * Refuses what does not fit.
   *
   * @param what what needs the memory, to begin a sentence with
   * @param bytes how much it needs
   * @throws Problem naming the need and what this machine has, if it is more than most of it
   */
  public static void require(String what, double bytes) {
    double total = total();
    if (bytes > SHARE * total) {
      throw new Problem(
          "%s would need about %s of memory, but this machine has %s."
              .formatted(what, gibibytes(bytes), gibibytes(total)));
    }
  }

  /**
   * Hands memory back to the system that nothing needs any more: Java's, and the engine's if this
   * process takes much. Takes a tenth of a second.
   */
  public static void giveBack() {
    System.gc();
    if (FreedMemory.isMuch()) {
      FreedMemory.giveBack();
    }
  }

  /** Does so only if this process takes much: the engine keeps more and more freed pieces. */
  public static void tidy() {
    if (FreedMemory.isMuch()) {
      giveBack();
    }
  }

  /** Whether a failure of the engine means that memory is full; allocators have their own words. */
  public static boolean isExhausted(RuntimeException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure instanceof EngineException
        && (text.contains("allocate memory")
            || text.contains("out of memory")
            || text.contains("not enough memory")
            || text.contains("alloc_failed"));
  }

  /** Bytes of memory of this machine. */
  static double total() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? (double) system.getTotalMemorySize()
        : Double.POSITIVE_INFINITY;
  }

  private static String gibibytes(double bytes) {
    return bytes >= 10 * GIB
        ? "%,.0f GiB".formatted(bytes / GIB)
        : "%.1f GiB".formatted(bytes / GIB);
  }
}
