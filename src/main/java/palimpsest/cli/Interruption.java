package palimpsest.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl+C end the work in hand rather than the process: the shutdown waits until what was
 * measured is written.
 */
final class Interruption implements AutoCloseable {

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param stop asks the work to end soon; called on another thread
   */
  Interruption(Runnable stop) {
    hook =
        Thread.ofPlatform()
            .name("interruption")
            .unstarted(() -> {
              stop.run();
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Ends the listening, and the waiting of a shutdown that has begun. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook has begun and is now free to end.
    }
  }
}
