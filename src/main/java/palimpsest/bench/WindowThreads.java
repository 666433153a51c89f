package palimpsest.bench;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import palimpsest.bench.work.BackgroundExecutor;

/**
 * The threads on which the window has its work done: one asks the archive, one draws, one asks
 * clusters.
 */
final class WindowThreads {

  private static final Logger LOG = System.getLogger(WindowThreads.class.getName());
  private static final int PATIENCE_SECONDS = 20;

  /** Nothing is asked before the window can be seen: on few cores, both would come later. */
  private final CountDownLatch seen = new CountDownLatch(1);

  private final ExecutorService asking = BackgroundExecutor.thread("archive");
  private final ExecutorService drawing = BackgroundExecutor.thread("pictures");
  private final ExecutorService sites = BackgroundExecutor.thread("sites");
  private final BackgroundExecutor archive;
  private final BackgroundExecutor clusters;
  private final BackgroundExecutor files;

  /**
   * Threads that have nothing to do yet.
   *
   * @param error told on the window's thread what failed
   */
  WindowThreads(Consumer<String> error) {
    archive = new BackgroundExecutor(asking, Platform::runLater, error);
    clusters = new BackgroundExecutor(sites, Platform::runLater, error);
    files = new BackgroundExecutor(drawing, Platform::runLater, error);
    asking.execute(this::awaitSight);
    sites.execute(this::awaitSight);
  }

  private void awaitSight() {
    try {
      seen.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The window can be seen: runs the requests so far and those to come. */
  void begin() {
    seen.countDown();
  }

  /** The thread that reads the archive. */
  BackgroundExecutor archive() {
    return archive;
  }

  /** The thread that waits for clusters. */
  BackgroundExecutor clusters() {
    return clusters;
  }

  /** The thread that writes files. */
  BackgroundExecutor files() {
    return files;
  }

  /** The thread that draws pictures and reads matrices. */
  Executor drawing() {
    return drawing;
  }

  /** Takes no more work; work in progress continues. */
  void close() {
    begin();
    asking.shutdown();
    drawing.shutdown();
    sites.shutdown();
  }

  /** Takes no more work and waits a while for what was begun: files being written, notes kept. */
  void finish() {
    begin();
    for (ExecutorService executor : List.of(asking, drawing, sites)) {
      executor.shutdown();
      try {
        if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          LOG.log(Level.WARNING, "Some background work did not finish in time.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
