package palimpsest.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads among which the images of one piece of work are divided, each of them computing by
 * itself. PyTorch divides single operations among its own threads, which helps large ones only;
 * most of ours are small, so here every thread goes through all operations for its share of images.
 * The thread that asks is one of them.
 *
 * <p>How images are divided depends on nothing but their number and the number of shares, which is
 * a run's own. Any number of threads works through the shares, and results come back in their
 * order: the same work gives the same bits on every number of threads.
 */
public final class Workers {

  /** Images that are worth a share of their own. */
  public static final int FEWEST_IMAGES = 16;

  /** Numbers of a vector that count as few. */
  private static final int SMALL = 100_000;

  /** Multiplications of few images that take one thread no longer than waking others. */
  private static final double LITTLE = 2e7;

  /** The same of images that could be divided. */
  private static final double VERY_LITTLE = 4e6;

  /** Threads that PyTorch took for one operation when it was loaded. */
  private static final class Loaded {

    static final int THREADS = JniUtils.getNumThreads();
  }

  /** Set where a run computes on its own thread alone, as others train beside it. */
  private static final ScopedValue<Boolean> ALONE = ScopedValue.newInstance();

  /** The threads beside the callers', for all runs of this process. */
  private static final Crew OTHERS = new Crew("palimpsest-worker-");

  private final int threads;
  private final int most;

  /** Threads that work, the caller's among them. */
  int threads() {
    return threads;
  }

  /** Work on some of the images, or of whatever is divided. */
  @FunctionalInterface
  public interface Share {

    /**
     * Does it, in a scope of its own.
     *
     * @param from the first image
     * @param to behind the last
     * @return the arrays that outlive the scope
     */
    List<NDArray> of(int from, int to);
  }

  /**
   * Threads are started when they are needed.
   *
   * @param threads their number, from 1, including the caller's
   * @param most the greatest number of shares, from 1
   */
  Workers(int threads, int most) {
    this.threads = threads;
    this.most = most;
  }

  /**
   * The threads of this machine for one run: as many as OpenMP was told to take, else as many as a
   * Slurm job was given processors for the run, else as many as the process has processors. PyTorch
   * need not be loaded for it.
   */
  public static int ofMachine() {
    return of(System.getenv(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * The threads for one run.
   *
   * @param environment the process's variables
   * @param processors processors that it may use
   */
  static int of(Map<String, String> environment, int processors) {
    for (String name : List.of("OMP_NUM_THREADS", "SLURM_CPUS_PER_TASK")) {
      String told = environment.getOrDefault(name, "");
      if (told.matches("[1-9]\\d{0,2}")) {
        return Integer.parseInt(told);
      }
    }
    return processors;
  }

  /**
   * Arrays that several threads may read from now on. DJL finds an array's shape out when it is
   * first asked for it and keeps it in a field without a barrier, where another thread that asks at
   * that moment can see half of it; so it is asked for here, by one.
   */
  public static List<NDArray> shared(List<NDArray> arrays) {
    arrays.forEach(NDArray::getShape);
    return arrays;
  }

  /**
   * Divides work on images among the threads and waits for all of it.
   *
   * @param images the number of images; few stay together
   * @param share does the work for some of them
   * @return the result of each share, in order, in the caller's scope
   */
  public List<List<NDArray>> divide(int images, Share share) {
    return divide(images, FEWEST_IMAGES, share);
  }

  /**
   * The same for work that takes a known number of multiplications for each image, such as a step.
   * What is little is done on the caller's thread alone.
   *
   * @param multiplications of an image, about
   */
  public List<List<NDArray>> divide(int images, double multiplications, Share share) {
    double little = images < 2 * FEWEST_IMAGES ? LITTLE : VERY_LITTLE;
    return images * multiplications < little
        ? List.of(alone(share, 0, images))
        : divide(images, share);
  }

  /**
   * Divides work on pieces among the threads that are each worth a thread, such as layers, and
   * waits for all of it.
   *
   * @param pieces the number of pieces
   * @param share does the work for some of them
   * @return the results of all, in order, in the caller's scope
   */
  public List<NDArray> each(int pieces, Share share) {
    return divide(pieces, 1, share).stream().flatMap(List::stream).toList();
  }

  /**
   * Does operations that belong to no images. Small ones are done on the caller's thread alone:
   * waking PyTorch's own threads would take longer than they save.
   *
   * @param numbers of the vectors that are worked on
   * @param operations the operations to run
   * @return the results, in the caller's scope
   */
  public List<NDArray> together(int numbers, Supplier<List<NDArray>> operations) {
    return numbers > SMALL ? operations.get() : alone((from, to) -> operations.get(), 0, 1);
  }

  private List<List<NDArray>> divide(int images, int fewest, Share share) {
    int shares = Math.clamp(images / fewest, 1, most);
    if (shares == 1) {
      return List.of(scoped(share, 0, images));
    }
    List<CompletableFuture<List<NDArray>>> pending =
        Stream.generate(CompletableFuture<List<NDArray>>::new).limit(shares).toList();
    AtomicInteger next = new AtomicInteger();
    Runnable working =
        () -> {
          for (int i = next.getAndIncrement(); i < shares; i = next.getAndIncrement()) {
            work(share, start(images, i, shares), start(images, i + 1, shares), pending.get(i));
          }
        };
    for (int thread = 1; thread < Math.min(threads, shares); thread++) {
      OTHERS.execute(working);
    }
    working.run();
    Results results = new Results();
    for (CompletableFuture<List<NDArray>> result : pending) {
      Crew.spinUntil(result::isDone);
      results.add(result::join);
    }
    return results.all();
  }

  private static void work(
      Share share, int from, int to, CompletableFuture<List<NDArray>> pending) {
    try {
      pending.complete(alone(share, from, to));
    } catch (RuntimeException | Error e) {
      pending.completeExceptionally(e);
    }
  }

  private static int start(int images, int index, int shares) {
    return Math.toIntExact((long) images * index / shares);
  }

  /**
   * Does work in which a run computes on this thread alone: others train beside it. Its shares, and
   * with them its bits, are the same.
   */
  public static <T> T alone(Supplier<T> work) {
    return ScopedValue.where(ALONE, true).call(work::get);
  }

  /** Threads that PyTorch was loaded with. */
  static int ofEngine() {
    return Loaded.THREADS;
  }

  /** Threads for a run that begins on this thread: those that PyTorch was loaded with, or one. */
  static int ofRun() {
    // Asked for in any case: later PyTorch may have been told another number.
    int loaded = Loaded.THREADS;
    return ALONE.isBound() ? 1 : loaded;
  }

  /** Does a share while PyTorch's own threads rest. */
  private static List<NDArray> alone(Share share, int from, int to) {
    JniUtils.setGraphExecutorOptimize(false);
    // Asked first, PyTorch sets the number that a thread begins with, and does not do so later.
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
    try {
      return scoped(share, from, to);
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  private static List<NDArray> scoped(Share share, int from, int to) {
    try (Scope scope = new Scope()) {
      return scope.keep(share.of(from, to));
    }
  }

  /** The results of the shares, or the first failure, once all have ended. */
  private static final class Results {

    private final List<List<NDArray>> arrays = new ArrayList<>();
    private @Nullable Throwable failure;

    void add(Supplier<List<NDArray>> share) {
      try {
        List<NDArray> result = share.get();
        Scope.adopt(result);
        arrays.add(result);
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        }
      }
    }

    List<List<NDArray>> all() {
      if (failure != null) {
        arrays.forEach(result -> result.forEach(NDArray::close));
        throw unchecked(failure);
      }
      return arrays;
    }

    private static RuntimeException unchecked(Throwable failure) {
      if (failure instanceof Error error) {
        throw error;
      }
      return (RuntimeException) failure;
    }
  }
}
