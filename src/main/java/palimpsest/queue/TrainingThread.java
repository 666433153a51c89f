package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunRecorder;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.problem.Problem;

/**
 * The one thread, named {@code training}, that trains the runs that wait, one after the other; it
 * is started when there may be something to train. Runs are changed under its lock, so that none
 * begins or ends meanwhile.
 */
final class TrainingThread {

  private static final Logger LOG = System.getLogger(TrainingThread.class.getName());

  private static final long PATIENCE_MILLIS = 10_000;

  private final WaitingRuns waiting;
  private final QueueHold halt;
  private final RunExecutor runExecutor;
  private final Supplier<Path> data;
  private final double checkpointSeconds;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread;
  private volatile @Nullable ActiveRun turn;
  private boolean closed;

  /**
   * A thread, not started yet.
   *
   * @param waiting the queue it takes runs from
   * @param halt holds the queue while a run has an obstacle
   * @param runExecutor trains the runs
   * @param data the folder of image sets for runs whose own lacks their images
   * @param checkpointSeconds the time between checkpoints of a run
   */
  TrainingThread(
      WaitingRuns waiting,
      QueueHold halt,
      RunExecutor runExecutor,
      Supplier<Path> data,
      double checkpointSeconds) {
    this.waiting = waiting;
    this.halt = halt;
    this.runExecutor = runExecutor;
    this.data = data;
    this.checkpointSeconds = checkpointSeconds;
  }

  /** Adds a listener. */
  void listen(QueueListener listener) {
    listeners.add(listener);
  }

  /** The turn of the run under way; null if none is. */
  @Nullable ActiveRun turn() {
    return turn;
  }

  /**
   * Changes runs, and has the thread look for one to train again.
   *
   * @param change given the turn of the run under way, or null
   */
  <T> T change(Function<@Nullable ActiveRun, T> change) {
    T result;
    synchronized (this) {
      result = change.apply(turn);
      wake();
    }
    tellChanged();
    return result;
  }

  /**
   * Changes runs so that there is nothing new to begin.
   *
   * @param change given the turn of the run under way, or null; whether anything changed
   * @return the result of {@code change}
   */
  boolean changeSoThatNothingBegins(Predicate<@Nullable ActiveRun> change) {
    boolean changed;
    synchronized (this) {
      changed = change.test(turn);
    }
    if (changed) {
      tellChanged();
    }
    return changed;
  }

  /** Blocks until nothing is under way and nothing can begin. */
  synchronized void awaitIdle() throws InterruptedException {
    while (turn != null || (!closed && next().isPresent())) {
      wait();
    }
  }

  /**
   * Interrupts the run under way after its batch, keeping its state, and waits a while for that.
   *
   * @return whether the thread has ended now, and had not been told to before
   */
  boolean end() {
    Thread trained;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      ActiveRun now = turn;
      if (now != null) {
        now.close();
      }
      notifyAll();
      trained = thread;
    }
    if (trained != null && trained != Thread.currentThread()) {
      try {
        trained.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (trained.isAlive()) {
        // Its lock is held until the process ends, so that no one trains the run a second time.
        LOG.log(Level.WARNING, "The run under way did not stop in time.");
        return false;
      }
    }
    return true;
  }

  /** The run that can begin now. */
  private Optional<ArchivedRun> next() {
    return halt.holds() ? Optional.empty() : waiting.ready();
  }

  /** Has the thread look at the runs again, starting it if need be. */
  private void wake() {
    halt.lookAgain();
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("training").start(this::work);
    }
    notifyAll();
  }

  private void work() {
    Optional<ActiveRun> taken = take();
    while (taken.isPresent()) {
      train(taken.get());
      taken = take();
    }
  }

  /** Waits for a run that can begin; gives none when the queue is closed. */
  private synchronized Optional<ActiveRun> take() {
    try {
      while (!closed) {
        Optional<ActiveRun> begun = next().map(ActiveRun::new);
        if (begun.isPresent()) {
          turn = begun.get();
          return begun;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void train(ActiveRun taken) {
    ArchivedRun run = taken.run();
    try {
      Optional<Path> own = waiting.dataFolder(run);
      if (own.isEmpty() && halt.lacks(run.spec(), waiting.unopened(run))) {
        putOff(taken);
        return;
      }
      Path folder = own.orElseGet(data);
      if (own.isEmpty()) {
        waiting.setDataFolder(run, folder);
      }
      RunRecorder recorder = waiting.begin(run.id(), checkpointSeconds);
      tellChanged();
      new CurrentRun(run.id(), recorder, taken::stateAfterPause, listeners)
          .train(runExecutor, run.spec(), folder, taken.control());
    } catch (Problem problem) {
      // What happened in the run cannot be written, and nothing better is to be hoped of the next.
      halt(run.id(), problem.getMessage());
    } catch (RuntimeException | Error fault) {
      // A listener's, or there is no memory even to say so. The thread lives on, but begins nothing
      // before someone asks it to: the same might happen to every run.
      LOG.log(Level.ERROR, "The queue is stopped after run %d.".formatted(run.id()), fault);
      halt.unwritable();
      tellFault(run.id(), fault);
    } finally {
      release(taken);
      tellChanged();
    }
  }

  /** Lets a run wait that lacks something, unless it was to stop meanwhile. */
  private synchronized void putOff(ActiveRun taken) {
    if (taken.isToStop()) {
      waiting.stop(taken.run().id());
      halt.lookAgain();
    }
    // In the same breath: what is wanted from now on is not wanted of a run under way.
    release(taken);
  }

  private synchronized void release(ActiveRun taken) {
    if (turn != taken) {
      return;
    }
    turn = null;
    try {
      heed(taken);
    } catch (Problem problem) {
      halt.unwritable();
    }
    notifyAll();
  }

  /** Carries out a request that arrived after the run's last checkpoint. */
  private void heed(ActiveRun taken) {
    if (taken.isToPause()) {
      waiting.pauseHead();
    } else if (waiting.isPausedHead(taken.run().id())) {
      if (taken.isToStop()) {
        waiting.stop(taken.run().id());
      } else if (taken.isToResume()) {
        waiting.resumeHead();
      }
    }
  }

  private void halt(long id, String reason) {
    halt.unwritable();
    RunEvent failed =
        new RunEvent.Failed("The queue is stopped because nothing can be saved. " + reason);
    listeners.forEach(listener -> listener.onEvent(id, failed));
  }

  private void tellFault(long id, Throwable fault) {
    for (QueueListener listener : listeners) {
      try {
        listener.onError(id, "The queue is stopped because of a fault in the program: " + fault);
      } catch (RuntimeException again) {
        LOG.log(Level.DEBUG, "A listener failed.", again);
      }
    }
  }

  private void tellChanged() {
    listeners.forEach(QueueListener::queueChanged);
  }
}
