package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunRecorder;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.problem.Problem;

/**
 * The threads, named {@code training}, that train the runs that wait, in their order; each trains
 * one run at a time. They are started when there may be something to train. Runs are changed under
 * the lock of this object, so that none begins or ends meanwhile.
 */
final class TrainingThreads {

  private static final Logger LOG = System.getLogger(TrainingThreads.class.getName());

  private static final long PATIENCE_MILLIS = 10_000;

  private final WaitingRuns waiting;
  private final QueueHold halt;
  private final RunExecutor runExecutor;
  private final Supplier<Path> data;
  private final double checkpointSeconds;
  private final Supplier<MemoryCheck> memory;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ActiveRuns active = new ActiveRuns();
  private int atOnce = 1;
  private boolean closed;

  /**
   * Threads, not started yet: one until {@link #trainAtOnce} says otherwise.
   *
   * @param waiting the queue it takes runs from
   * @param halt holds the queue while a run has an obstacle
   * @param runExecutor trains the runs
   * @param data the folder of image sets for runs whose own lacks their images
   * @param checkpointSeconds the time between checkpoints of a run
   * @param memory looks at the memory before a run begins beside others
   */
  TrainingThreads(
      WaitingRuns waiting,
      QueueHold halt,
      RunExecutor runExecutor,
      Supplier<Path> data,
      double checkpointSeconds,
      Supplier<MemoryCheck> memory) {
    this.memory = memory;
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

  /** The runs under way. */
  ActiveRuns active() {
    return active;
  }

  /** The runs that may train at one time. */
  synchronized int atOnce() {
    return atOnce;
  }

  /** Lets so many runs train at one time from now on; those under way train on. */
  synchronized void trainAtOnce(int runs) {
    atOnce = runs;
    if (!threads.isEmpty()) {
      wake();
    }
  }

  /**
   * Changes runs, and has the threads look for one to train again.
   *
   * @param change given the runs under way
   */
  <T> T change(Function<ActiveRuns, T> change) {
    T result;
    synchronized (this) {
      result = change.apply(active);
      wake();
    }
    tellChanged();
    return result;
  }

  /**
   * Changes runs so that there is nothing new to begin.
   *
   * @param change given the runs under way; whether anything changed
   * @return the result of {@code change}
   */
  boolean changeSoThatNothingBegins(Predicate<ActiveRuns> change) {
    boolean changed;
    synchronized (this) {
      changed = change.test(active);
    }
    if (changed) {
      tellChanged();
    }
    return changed;
  }

  /** Blocks until nothing is under way and nothing can begin. */
  synchronized void awaitIdle() throws InterruptedException {
    while (!active.isEmpty() || (!closed && next().isPresent())) {
      wait();
    }
  }

  /**
   * Interrupts the runs under way after their batches, keeping their states, and waits a while for
   * that.
   *
   * @return whether the threads have ended now, and had not been told to before
   */
  boolean end() {
    List<Thread> trained;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      active.all().forEach(ActiveRun::close);
      notifyAll();
      trained = threads.stream().filter(thread -> thread != Thread.currentThread()).toList();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      for (Thread thread : trained) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (trained.stream().anyMatch(Thread::isAlive)) {
      // Its lock is held until the process ends, so that no one trains the run a second time.
      LOG.log(Level.WARNING, "A run under way did not stop in time.");
      return false;
    }
    return true;
  }

  /**
   * The run that can begin now, beside those under way; none while one of them is to pause, for it
   * will stand before all that wait.
   */
  private Optional<ArchivedRun> next() {
    boolean holds = halt.holds() || active.all().stream().anyMatch(ActiveRun::isToPause);
    return holds ? Optional.empty() : waiting.ready(active);
  }

  /** Has the threads look at the runs again, starting them if need be. */
  private void wake() {
    halt.lookAgain();
    int useful = Math.min(atOnce, Math.max(1, waiting.all().size()));
    while (threads.size() < useful && !closed) {
      threads.add(Thread.ofPlatform().daemon().name("training").start(this::work));
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
        Optional<ActiveRun> begun = nextBeside().map(run -> new ActiveRun(run, atOnce > 1));
        if (begun.isPresent()) {
          active.add(begun.get());
          return begun;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** The next run, if it may train beside those under way. */
  private Optional<ArchivedRun> nextBeside() {
    List<ExperimentSpec> beside = active.archived().stream().map(ArchivedRun::spec).toList();
    return beside.size() >= atOnce
        ? Optional.empty()
        : next().filter(run -> beside.isEmpty() || fits(run, beside));
  }

  private boolean fits(ArchivedRun run, List<ExperimentSpec> beside) {
    try {
      return memory.get().fitsBeside(run.spec(), beside);
    } catch (RuntimeException fault) {
      LOG.log(
          Level.WARNING, "The memory that run %d needs is not known.".formatted(run.id()), fault);
      return false;
    }
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
          .train(taken.executor(runExecutor), run.spec(), folder, taken.control());
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
    if (!active.remove(taken)) {
      return;
    }
    try {
      heed(taken);
    } catch (Problem problem) {
      halt.unwritable();
    }
    notifyAll();
  }

  /** Carries out a request that arrived after the run's last checkpoint. */
  private void heed(ActiveRun taken) {
    long id = taken.run().id();
    if (taken.isToPause()) {
      waiting.pauseNext(active);
    } else if (waiting.isPaused(id)) {
      if (taken.isToStop()) {
        waiting.stop(id);
      } else if (taken.isToResume()) {
        waiting.resume(id);
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
