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
 * <p>There are as many as were ever needed at once. They stay, because the C library keeps what
 * each thread has freed for that thread and a few others: runs that had threads of their own would
 * leave more and more behind.
 */
final class Crew implements Executor {

  /** The time for which a thread watches: more than lies between the passes of two small steps. */
  private static final long WATCHING_NANOS = 400_000;

  /** Looks between two offers of the processor to others. */
  private static final int GLANCES = 100;

  private final ConcurrentLinkedDeque<Member> idle = new ConcurrentLinkedDeque<>();
  private final ThreadFactory threads;

  /**
   * No threads yet.
   *
   * @param name the beginning of their names
   */
  Crew(String name) {
    threads = Thread.ofPlatform().daemon().name(name, 1).factory();
  }

  /** Lets a thread do something: the one that was busy last, if any is idle. */
  @Override
  public void execute(Runnable task) {
    Member member = idle.poll();
    if (member == null) {
      member = new Member();
      threads.newThread(member).start();
    }
    member.take(task);
  }

  /**
   * Watches for something that another thread is about to do.
   *
   * @return whether it happened in the time that is worth watching
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing but time depends on it
  static boolean watch(BooleanSupplier condition) {
    if (condition.getAsBoolean()) {
      return true;
    }
    long end = System.nanoTime() + WATCHING_NANOS;
    do {
      for (int glance = 0; glance < GLANCES; glance++) {
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

  /** A thread's place for its next task. */
  private final class Member implements Runnable {

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
        Runnable task = awaited();
        task.run();
        idle.push(this);
      }
    }

    private Runnable awaited() {
      if (!watch(() -> next.get() != null)) {
        asleep = true;
        while (next.get() == null) {
          LockSupport.park(this);
        }
        asleep = false;
      }
      return next.getAndSet(null);
    }
  }
}
