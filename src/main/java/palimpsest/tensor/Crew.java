package palimpsest.tensor;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take work over within a microsecond or two: between two pieces of it each watches
 * for the next for a moment, before it goes to sleep. To wake a sleeping thread costs tens of
 * microseconds, in a virtual machine hundreds, which is as long as a small network's pass.
 *
 * <p>There are about as many as were ever needed at once: one that is not yet back from its task is
 * not waited for. They stay, because the C library keeps what each thread has freed for that thread
 * and a few others: runs that had threads of their own would leave more and more behind.
 */
final class Crew implements Executor {

  /** The time for which a thread watches: more than lies between the passes of two small steps. */
  private static final long WATCHING_NANOS = 400_000;

  /** Looks at the condition between two offers of the processor to other threads. */
  private static final int SPINS = 100;

  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
  private final ThreadFactory threads;

  /**
   * No threads yet.
   *
   * @param name the beginning of their names
   */
  Crew(String name) {
    threads = Thread.ofPlatform().daemon().name(name, 1).factory();
  }

  /** Runs a task, which must not throw, on the thread that became idle last or on a new one. */
  @Override
  public void execute(Runnable task) {
    Worker worker = idle.poll();
    if (worker == null) {
      worker = new Worker();
      threads.newThread(worker).start();
    }
    worker.take(task);
  }

  /**
   * Watches for something that another thread is about to do.
   *
   * @return whether it happened in the time that is worth watching
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing but time depends on it
  static boolean spinUntil(BooleanSupplier condition) {
    if (condition.getAsBoolean()) {
      return true;
    }
    long end = System.nanoTime() + WATCHING_NANOS;
    do {
      for (int spin = 0; spin < SPINS; spin++) {
        Thread.onSpinWait();
        if (condition.getAsBoolean()) {
          return true;
        }
      }
      // Another thread that wants the processor, such as the window's, gets it.
      Thread.yield();
    } while (System.nanoTime() < end);
    return false;
  }

  /** A thread, with the task that it is to do next. */
  private final class Worker implements Runnable {

    private final AtomicReference<Runnable> next = new AtomicReference<>();
    private volatile boolean asleep;
    private volatile @Nullable Thread thread;

    void take(Runnable task) {
      next.set(task);
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      while (true) {
        awaited().run();
        idle.push(this);
      }
    }

    private Runnable awaited() {
      if (!spinUntil(() -> next.get() != null)) {
        asleep = true;
        while (next.get() == null) {
          LockSupport.park(this);
          // Left by a task: with it the thread would not sleep.
          boolean _ = Thread.interrupted();
        }
        asleep = false;
      }
      return next.getAndSet(null);
    }
  }
}
