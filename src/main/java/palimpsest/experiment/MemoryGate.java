package palimpsest.experiment;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import palimpsest.problem.Problem;
import palimpsest.tensor.Memory;

/**
 * Lets a run begin when there is memory for it. Where too little is free it waits a while, for
 * another program may be about to end, and then gives up: those behind it in the queue may need
 * less.
 */
final class MemoryGate {

  /** The longest wait of a run. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final long PAUSE_MILLIS = 500;

  private final Supplier<MemoryCheck> memory;
  private final LongSupplier clock;
  private final Runnable pause;

  /**
   * A gate.
   *
   * @param memory looks at the memory
   * @param clock nanoseconds from some fixed moment
   * @param pause waits a moment before it is looked at again
   */
  MemoryGate(Supplier<MemoryCheck> memory, LongSupplier clock, Runnable pause) {
    this.memory = memory;
    this.clock = clock;
    this.pause = pause;
  }

  /** The gate of this machine. */
  static MemoryGate here() {
    return new MemoryGate(MemoryCheck::now, System::nanoTime, MemoryGate::sleep);
  }

  /**
   * Waits until there is memory for a run, or it is asked to pause or stop.
   *
   * @param listener told that it waits
   * @throws Problem if it can never train here, or if too little memory is free for too long
   */
  void pass(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {
    MemoryCheck check = memory.get();
    check.require(java.util.List.of(spec));
    String warning = check.warning(spec);
    if (warning.isEmpty()) {
      return;
    }
    Memory.release();
    long start = clock.getAsLong();
    boolean told = false;
    for (warning = memory.get().warning(spec);
        !warning.isEmpty();
        warning = memory.get().warning(spec)) {
      if (Thread.currentThread().isInterrupted()) {
        // No pause lasts any more, and the memory is still not there.
        control.pause();
      }
      if (control.interruptionRequested()) {
        return;
      }
      if (clock.getAsLong() - start > PATIENCE_NANOS) {
        throw new Problem(
            "The run did not start, and nothing is lost. %s Close other programs, then queue it"
                    .formatted(warning)
                + " again.");
      }
      if (!told) {
        told = true;
        listener.accept(new RunEvent.LogMessage("Waiting for memory. " + warning));
      }
      pause.run();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
