package palimpsest.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads among which the images of one piece of work are divided, each of them computing by
 * itself. PyTorch divides single operations among its own threads, which helps large ones only;
 * most of ours are small, so here every thread goes through all operations for its share of images.
 *
 * <p>Who gets which images depends on nothing but their number and the number of threads, and
 * shares come back in order: the same work gives the same bits again.
 */
public final class Workers implements AutoCloseable {

  /** Images that are worth a thread of their own. */
  private static final int FEWEST = 16;

  private final int count;
  private final ExecutorService threads;

  /** Work on some of the images. */
  @FunctionalInterface
  public interface Share {

    /**
     * Does it, in a scope of its own.
     *
     * @param from the first image
     * @param to behind the last
     * @return what outlives the scope
     */
    List<NDArray> of(int from, int to);
  }

  /**
   * Starts threads. The caller's thread keeps PyTorch's own threads; these have none.
   *
   * @param count how many, from 1; a single one is the caller
   */
  Workers(int count) {
    this.count = count;
    threads =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().daemon().name("palimpsest-worker-", 1).factory());
    if (count > 1) {
      int all = JniUtils.getNumThreads();
      CountDownLatch ready = new CountDownLatch(count);
      for (int i = 0; i < count; i++) {
        threads.execute(() -> {
          prepare();
          ready.countDown();
          awaitQuietly(ready);
        });
      }
      awaitQuietly(ready);
      // PyTorch remembers the last number for threads to come.
      JniUtils.setNumThreads(all);
    }
  }

  private static void prepare() {
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Divides work among the threads and waits for all of it.
   *
   * @param images how many there are
   * @param share does the work for some of them
   * @return what came of each share, in order, in the caller's scope
   */
  public List<List<NDArray>> divide(int images, Share share) {
    int shares = Math.clamp(images / FEWEST, 1, count);
    if (shares == 1) {
      return List.of(scoped(share, 0, images));
    }
    List<Future<List<NDArray>>> futures = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int from = (int) ((long) images * i / shares);
      int to = (int) ((long) images * (i + 1) / shares);
      futures.add(threads.submit(() -> scoped(share, from, to)));
    }
    return collect(futures);
  }

  private static List<NDArray> scoped(Share share, int from, int to) {
    try (Scope scope = new Scope()) {
      return scope.keep(share.of(from, to));
    }
  }

  private static List<List<NDArray>> collect(List<Future<List<NDArray>>> futures) {
    List<List<NDArray>> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<List<NDArray>> future : futures) {
      try {
        List<NDArray> result = future.get();
        Scope.adopt(result);
        results.add(result);
      } catch (ExecutionException e) {
        failure =
            e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new IllegalStateException(e);
      }
    }
    if (failure != null) {
      results.forEach(result -> result.forEach(NDArray::close));
      throw failure;
    }
    return results;
  }

  @Override
  public void close() {
    threads.close();
  }
}
