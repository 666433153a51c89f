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
import palimpsest.bench.work.Background;

/** The two threads on which the window has its work done: one asks the archive, one draws. */
final class WindowThreads {

  private static final Logger LOG = System.getLogger(WindowThreads.class.getName());
  private static final int PATIENCE_SECONDS = 20;

  /** Nothing is asked before the window can be seen: on few cores, both would come later. */
  private final CountDownLatch seen = new CountDownLatch(1);

  private final ExecutorService asking = Background.thread("archive");
  private final ExecutorService drawing = Background.thread("pictures");
  private final Background archive;
  private final Background files;

  /**
   * Two threads that have nothing to do yet.
   *
   * @param complaint told on the window's thread what failed
   */
  WindowThreads(Consumer<String> complaint) {
    archive = new Background(asking, Platform::runLater, complaint);
    files = new Background(drawing, Platform::runLater, complaint);
    asking.execute(() -> {
      try {
        seen.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** The window can be seen: runs the requests so far and those to come. */
  void begin() {
    seen.countDown();
  }

  /** The thread that reads the archive. */
  Background archive() {
    return archive;
  }

  /** The thread that writes files. */
  Background files() {
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
  }

  /** Takes no more work and waits a while for what was begun: files being written, notes kept. */
  void finish() {
    begin();
    for (ExecutorService executor : List.of(asking, drawing)) {
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
