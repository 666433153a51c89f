package palimpsest.site;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.setting.SettingValues;

/**
 * The sweeps of this process: runs that were handed to a cluster, and the one thread, named {@code
 * sweeps}, that takes into the archive what they tell. The runs continue when this process ends;
 * the next one that adopts them takes in what happened meanwhile. All methods may be called from
 * any thread; those that ask the cluster take as long as it does.
 */
public final class SweepQueue implements AutoCloseable {

  private static final Logger LOG = System.getLogger(SweepQueue.class.getName());

  private static final long PATIENCE_MILLIS = 10_000;

  private final long pauseMillis;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final List<FollowedSweep> sweeps = new CopyOnWriteArrayList<>();
  private final SweepResources resources;
  private final SweepSubmission submission;
  private final SweepAdoption adoption;
  private final CountDownLatch left = new CountDownLatch(1);
  private @Nullable Thread thread;
  private boolean closed;

  /** Reaches a site. */
  @FunctionalInterface
  public interface Reach {

    /**
     * Reaches it.
     *
     * @param address the site as it was typed
     * @param values the values of its settings
     */
    Cluster open(String address, SettingValues values);
  }

  /** A queue of sweeps that looks for news every second. */
  public SweepQueue(Archive archive) {
    this(archive, (address, values) -> Sites.named(address).open(address, values), 1000);
  }

  /**
   * A queue of sweeps.
   *
   * @param archive the archive of the runs; owned by the caller
   * @param reach reaches a site
   * @param pauseMillis the time between looks for news
   */
  public SweepQueue(Archive archive, Reach reach, long pauseMillis) {
    this.pauseMillis = pauseMillis;
    resources = new SweepResources(archive, reach, listeners);
    submission = new SweepSubmission(resources);
    adoption = new SweepAdoption(resources, sweeps, listeners);
  }

  /** Adds a listener, which hears of events once they are in the archive. */
  public void listen(QueueListener listener) {
    listeners.add(listener);
  }

  /**
   * Reaches a site and makes sure that it can train some runs.
   *
   * @param data the folder of image sets here
   * @param address the site as it was typed
   * @throws Problem if it cannot, with what to do
   */
  public PreparedSweep prepare(
      List<ExperimentSpec> specs, Path data, String address, SettingValues values) {
    return submission.prepare(specs, data, address, values);
  }

  /** Lets go of runs that were prepared and are not submitted. */
  public void discard(PreparedSweep prepared) {
    submission.discard(prepared);
  }

  /**
   * Asks a site for an answer: whether its jobs can be listed and its shared folder be used.
   *
   * @param address the site as it was typed
   * @param values the values of its settings
   * @return the site's machine and the absolute path of its folder for sweeps
   * @throws Problem if it does not answer, with what to do
   */
  public Answer ask(String address, SettingValues values) {
    Cluster cluster = resources.open(address, values);
    try {
      String folder = cluster.host().makeFolder(cluster.folder());
      cluster.jobs("test");
      return new Answer(cluster.host().name(), folder);
    } finally {
      resources.release(cluster);
    }
  }

  /**
   * The answer of a site.
   *
   * @param host the machine that has its commands; empty if it is this one
   * @param folder its folder for sweeps, absolute
   */
  public record Answer(String host, String folder) {}

  /**
   * Submits runs and follows them.
   *
   * @param script the script, changed or not
   * @return the runs' numbers
   * @throws Problem if the site refuses or the archive cannot be written; then no run is left
   */
  public List<Long> submit(PreparedSweep prepared, String script) {
    FollowedSweep followed = submission.submit(prepared, script);
    sweeps.add(followed);
    wake();
    return followed.runs().stream().map(FollowedRun::id).toList();
  }

  /**
   * Takes over the sweeps of processes that have ended, with everything that happened meanwhile.
   *
   * @return the numbers of their runs
   */
  public List<Long> adopt() {
    if (!resources.hasSweeps()) {
      return List.of();
    }
    List<Long> adopted = adoption.adopt();
    wake();
    listeners.forEach(QueueListener::queueChanged);
    return adopted;
  }

  /** Whether the clusters of all sweeps that were taken over were reached. */
  public boolean isComplete() {
    return adoption.isComplete();
  }

  /** Whether the runs that are under way continue when this process has ended. */
  public boolean outlivesThisProcess() {
    return sweeps.stream().allMatch(FollowedSweep::outlivesThisProcess);
  }

  /** The sweeps of this process as they stand, in the order in which they were submitted. */
  public List<SweepStanding> standings() {
    return sweeps.stream().map(FollowedSweep::standing).toList();
  }

  /**
   * Has the jobs of runs end; what their checkpoints hold is kept.
   *
   * @throws Problem if the cluster refuses
   */
  public void pause(Collection<Long> ids) {
    for (FollowedSweep sweep : sweeps) {
      sweep.pause(some(sweep, ids));
    }
  }

  /**
   * Ends runs, with the weights that they have come to.
   *
   * @throws Problem if the cluster refuses
   */
  public void stop(Collection<Long> ids) {
    for (FollowedSweep sweep : sweeps) {
      sweep.stop(some(sweep, ids));
    }
    wake();
  }

  /**
   * Submits runs again that were paused, failed or were stopped, or whose jobs ended while no
   * process followed them; they continue from their checkpoints. Those under way stay as they are.
   *
   * @return the numbers of those that were submitted
   * @throws Problem if the cluster refuses
   */
  public List<Long> resume(Collection<Long> ids) {
    List<Long> resumed = new ArrayList<>();
    List<Long> ended = new ArrayList<>(ids);
    for (FollowedSweep sweep : sweeps) {
      List<FollowedRun> some = some(sweep, ids);
      some.forEach(run -> ended.remove(run.id()));
      some.forEach(FollowedRun::wanted);
      List<FollowedRun> paused = some.stream().filter(run -> !run.isUnderWay()).toList();
      if (!paused.isEmpty()) {
        sweep.resume(paused);
        paused.forEach(run -> resumed.add(run.id()));
      }
    }
    try {
      if (!ended.isEmpty()) {
        resumed.addAll(adoption.resumeEnded(ended));
      }
    } finally {
      wake();
    }
    return resumed;
  }

  private static List<FollowedRun> some(FollowedSweep sweep, Collection<Long> ids) {
    return ids.stream()
        .map(sweep::run)
        .flatMap(Optional::stream)
        .filter(run -> !run.state().isOver())
        .toList();
  }

  /** Waits until nothing is under way any more. */
  public synchronized void awaitIdle() throws InterruptedException {
    while (!closed && sweeps.stream().anyMatch(FollowedSweep::isUnderWay)) {
      wait();
    }
  }

  private synchronized void wake() {
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("sweeps").start(this::work);
    }
    notifyAll();
  }

  private void work() {
    try {
      while (!isClosed()) {
        for (FollowedSweep sweep : sweeps) {
          if (sweep.isUnderWay() && !isClosed()) {
            followNews(sweep);
          }
        }
        adoption.tryAgain();
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void followNews(FollowedSweep sweep) {
    try {
      sweep.follow();
    } catch (Problem problem) {
      // The cluster may answer again, and nothing there is lost.
      tell(sweep, problem.getMessage());
    } catch (RuntimeException | Error fault) {
      // Without this thread those who wait for the sweeps would wait for ever.
      LOG.log(Level.ERROR, "A sweep could not be followed.", fault);
      tell(sweep, "The sweep could not be followed, because of a fault in the program: " + fault);
    }
  }

  /** Once, however often the same is found. */
  private void tell(FollowedSweep sweep, String sentence) {
    if (sweep.isNews(sentence)) {
      long first = sweep.runs().iterator().next().id();
      listeners.forEach(listener -> listener.onError(first, sentence));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until the next look, or a little less. */
  @SuppressWarnings("WaitNotInLoop") // woken without a reason it looks early, which does no harm
  private synchronized void pause() throws InterruptedException {
    notifyAll();
    if (!closed) {
      wait(pauseMillis);
    }
  }

  /** Ends the following; the jobs continue, where they can without this process. */
  @Override
  public void close() {
    Thread followed;
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
      resources.refuse();
      notifyAll();
      followed = thread;
    }
    if (first) {
      close(followed);
    } else if (followed != Thread.currentThread()) {
      awaitClosing();
    }
  }

  /** Another thread closes; the process must not end before it has done so. */
  private void awaitClosing() {
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(@Nullable Thread followed) {
    try {
      leave(followed);
    } finally {
      left.countDown();
    }
  }

  private void leave(@Nullable Thread followed) {
    sweeps.forEach(FollowedSweep::close);
    if (followed != null && followed != Thread.currentThread()) {
      try {
        followed.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    boolean idle = followed == null || !followed.isAlive();
    try {
      if (idle) {
        sweeps.stream()
            .filter(sweep -> !sweep.outlivesThisProcess())
            .forEach(FollowedSweep::abandoned);
      }
    } finally {
      resources.close(idle);
    }
  }
}
