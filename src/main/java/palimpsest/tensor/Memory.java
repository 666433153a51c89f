package palimpsest.tensor;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import palimpsest.machine.SystemMemory;

/** The memory of this process, and what to do when it runs short. */
public final class Memory {

  /** The growth of Java's heap after which it is worth collecting what nothing needs. */
  private static final long GROWTH = 96L << 20;

  /** Bytes of the heap that were needed when it was last collected. */
  private static final AtomicLong HEAP_KEPT = new AtomicLong();

  private Memory() {}

  /**
   * Hands memory back to the system that nothing needs any more, once it is worth a tenth of a
   * second: Java's if its heap, the engine's if the process has grown much.
   */
  public static void giveBack() {
    if (FreedMemory.isMuch()) {
      release();
    } else if (heap() > HEAP_KEPT.get() + GROWTH) {
      collect();
    }
  }

  /**
   * Hands back all that it can, before work that takes memory of another kind than the last did.
   */
  public static void release() {
    collect();
    FreedMemory.giveBack();
  }

  private static void collect() {
    System.gc();
    HEAP_KEPT.set(heap());
  }

  private static long heap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /**
   * Hands everything back only if the process has grown: the engine keeps more and more freed
   * pieces.
   */
  public static void tidy() {
    if (FreedMemory.isMuch()) {
      release();
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
