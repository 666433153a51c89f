package palimpsest.tensor;

import ai.djl.engine.EngineException;
import java.util.Locale;
import palimpsest.machine.SystemMemory;

/** The memory of this process, and what to do when it runs short. */
public final class Memory {

  private Memory() {}

  /**
   * Hands memory back to the system that nothing needs any more: Java's, and the engine's if this
   * process has grown much. Takes a tenth of a second.
   */
  public static void giveBack() {
    System.gc();
    if (FreedMemory.isMuch()) {
      FreedMemory.giveBack();
    }
  }

  /**
   * Hands back all that it can, before work that takes memory of another kind than the last did.
   */
  public static void release() {
    System.gc();
    FreedMemory.giveBack();
  }

  /** Does so only if this process has grown: the engine keeps more and more freed pieces. */
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

  /** Bytes of memory that this process may use. */
  static double total() {
    return SystemMemory.now().total();
  }
}
