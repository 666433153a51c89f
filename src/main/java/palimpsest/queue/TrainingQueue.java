package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunRecorder;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.Training;
import palimpsest.problem.Problem;

/**
 * The runs of this process that wait, in the archive so that they survive it, and the one thread,
 * named {@code training}, that trains them one after the other. The first run of the queue is the
 * one under way; while it is paused, those behind it wait. All methods may be called from any
 * thread; those that write to the archive take a few milliseconds.
 */
public final class TrainingQueue implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TrainingQueue.class.getName());

  /** How often a run leaves its state behind, unless it is said otherwise. */
  public static final double CHECKPOINT_SECONDS = 30;

  private static final long PATIENCE_MILLIS = 10_000;

  private final Archive archive;
  private final Training training;
  private final Supplier<Path> data;
  private final double checkpointSeconds;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final WaitingRuns waiting;
  private final Halt halt = new Halt();
  private @Nullable Thread thread;
  private volatile @Nullable Turn turn;
  private boolean closed;

  /** A queue whose runs keep a checkpoint every {@link #CHECKPOINT_SECONDS}. */
  public TrainingQueue(Archive archive, Training training, Supplier<Path> data) {
    this(archive, training, data, CHECKPOINT_SECONDS);
  }

  /**
   * A queue that trains into an archive.
   *
   * @param archive where runs are kept; stays the caller's
   * @param training how they are trained
   * @param data the folder of image sets, asked for at the start of each run
   * @param checkpointSeconds how long after one checkpoint of a run the next is due
   */
  public TrainingQueue(
      Archive archive, Training training, Supplier<Path> data, double checkpointSeconds) {
    this.archive = archive;
    this.waiting = new WaitingRuns(archive);
    this.training = training;
    this.data = data;
    this.checkpointSeconds = checkpointSeconds;
  }

  /**
   * Has the queue wait at a run that lacks something, instead of letting it fail and all those
   * behind it that lack the same.
   *
   * @param obstacles what a run lacks, in a sentence, asked before it begins; empty if nothing
   */
  public void waitFor(Function<ExperimentSpec, String> obstacles) {
    halt.ask(obstacles);
  }

  /** Who hears of events from now on. */
  public void listen(QueueListener listener) {
    listeners.add(listener);
  }

  /**
   * Takes over the runs of processes that are no more, in their order and before those of this one;
   * a run that was under way goes on from its last checkpoint.
   *
   * @return the runs taken over; none if the archive cannot be written
   */
  public List<ArchivedRun> adopt() {
    return archive.isWritable() ? adopt(List.of()) : List.of();
  }

  /**
   * Takes over some of the runs of processes that are no more.
   *
   * @param wanted their numbers; all if empty
   * @return the runs taken over
   * @throws Problem if the archive cannot be written
   */
  public List<ArchivedRun> adopt(Collection<Long> wanted) {
    return changed(() -> waiting.adopt(wanted));
  }

  /**
   * Puts runs at the end.
   *
   * @return their numbers
   * @throws Problem if the archive cannot be written
   */
  public List<Long> add(List<ExperimentSpec> specs) {
    return changed(() -> waiting.add(specs));
  }

  /** The queue of this process: the run under way or paused first, then those that wait. */
  public List<ArchivedRun> runs() {
    return waiting.all();
  }

  /** Takes a run that waits or is paused out of the queue and into the archive's trash. */
  public void remove(long id) {
    change(() -> {
      if (isUnderWay(id)) {
        throw new Problem("Run %d is under way: stop it, or pause it first.".formatted(id));
      }
      waiting.remove(id);
    });
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    change(() -> {
      Turn now = turn;
      waiting.putBack(id, now == null ? null : now.run());
    });
  }

  /** Moves a run up (negative) or down by places; the run under way stays where it is. */
  public void move(long id, int places) {
    change(() -> {
      if (!isUnderWay(id)) {
        waiting.move(id, places, turn == null ? 0 : 1);
      }
    });
  }

  /** Whether nothing more can begin before {@link #resume}, for want of something. */
  public boolean isHalted() {
    return halt.holds();
  }

  /** What the next run lacks; empty if nothing. It is looked for again when the queue changes. */
  public String obstacle() {
    return halt.lack();
  }

  /** Tells a run at once to pause, if it is under way; {@link #pause(long)} must follow. */
  public void askToPause(long id) {
    ask(id, RunControl::pause);
  }

  /** Tells a run at once to stop, if it is under way; {@link #stop} must follow. */
  public void askToStop(long id) {
    ask(id, RunControl::stop);
  }

  /** Asks the run under way for the next Fisher matrix that natural replay measures. */
  public void requestMatrix() {
    Turn now = turn;
    if (now != null) {
      now.control().requestMatrix();
    }
  }

  /**
   * Pauses a run after its batch, if it is the one under way or would be the next; its state is
   * kept and the queue waits.
   *
   * @return whether it was
   */
  public boolean pause(long id) {
    synchronized (this) {
      if (!isNext(id)) {
        return false;
      }
      pauseNext();
    }
    tellChanged();
    return true;
  }

  /** Pauses whatever is under way after its batch, or else what would begin next. */
  public void pause() {
    synchronized (this) {
      pauseNext();
    }
    tellChanged();
  }

  /**
   * Lets the paused run at the head of the queue go on, or one that the archive could not follow.
   */
  public void resume() {
    change(() -> {
      Turn now = turn;
      if (now != null) {
        now.resume();
      } else {
        waiting.resumeHead();
        halt.writable();
      }
    });
  }

  /**
   * Lets a run that broke off go on from its checkpoint: one that failed or was stopped at the end
   * of the queue, one that a process left behind which is no more at once behind the run under way.
   *
   * @throws Problem if there is no such run, nothing to go on from, or another process has it
   */
  public void goOn(long id) {
    change(() -> {
      waiting.goOn(id);
      halt.writable();
    });
  }

  /**
   * Ends a run, if it is under way or at the head of the queue; the next begins.
   *
   * @return whether it was
   */
  public boolean stop(long id) {
    return changed(() -> {
      if (!isNext(id)) {
        return false;
      }
      Turn now = turn;
      if (now != null) {
        now.stop();
      } else {
        waiting.stop(id);
        halt.writable();
      }
      return true;
    });
  }

  /** Blocks until nothing is under way and nothing can begin. */
  public synchronized void awaitIdle() throws InterruptedException {
    while (turn != null || (!closed && next().isPresent())) {
      wait();
    }
  }

  /**
   * Interrupts the run under way after its batch, keeping its state, and waits a while for that:
   * the process must not end underneath native code. The next process that adopts the queue goes on
   * with it.
   */
  @Override
  public void close() {
    Thread trained;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      Turn now = turn;
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
        // Its lock is held until the process ends, so that nobody trains the run a second time.
        LOG.log(Level.WARNING, "The run under way did not break off in time.");
        return;
      }
    }
    waiting.close();
  }

  /** Tells the run under way something without waiting for archive or lock. */
  private void ask(long id, Consumer<RunControl> what) {
    Turn now = turn;
    if (now != null && now.isOf(id)) {
      what.accept(now.control());
    }
  }

  private boolean isUnderWay(long id) {
    Turn now = turn;
    return now != null && now.isOf(id);
  }

  /** Whether a run is under way or, while none is, the first that waits. */
  private boolean isNext(long id) {
    return turn == null ? waiting.isHead(id) : isUnderWay(id);
  }

  private void pauseNext() {
    Turn now = turn;
    if (now != null) {
      now.pause();
    } else {
      waiting.pauseHead();
    }
  }

  /** The run that can begin now. */
  private Optional<ArchivedRun> next() {
    return isHalted() ? Optional.empty() : waiting.ready();
  }

  private void change(Runnable change) {
    synchronized (this) {
      change.run();
      wake();
    }
    tellChanged();
  }

  private <T> T changed(Supplier<T> change) {
    T result;
    synchronized (this) {
      result = change.get();
      wake();
    }
    tellChanged();
    return result;
  }

  /** Lets the training thread look at the queue again, starting it if need be. */
  private void wake() {
    halt.lookAgain();
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("training").start(this::work);
    }
    notifyAll();
  }

  private void work() {
    Optional<Turn> taken = take();
    while (taken.isPresent()) {
      train(taken.get());
      taken = take();
    }
  }

  /** Waits for a run that can begin; gives none when the queue is closed. */
  private synchronized Optional<Turn> take() {
    try {
      while (!closed) {
        Optional<Turn> begun = next().map(Turn::new);
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

  private void train(Turn taken) {
    ArchivedRun run = taken.run();
    try {
      if (halt.lacks(run.spec())) {
        putOff(taken);
        return;
      }
      RunRecorder recorder = waiting.begin(run.id(), checkpointSeconds);
      tellChanged();
      new RunUnderWay(run.id(), recorder, taken::stateAfterPause, listeners)
          .train(training, run.spec(), data, taken.control());
    } catch (Problem problem) {
      // What happened in the run cannot be written, and nothing better is to be hoped of the next.
      halt(run.id(), problem.getMessage());
    } catch (RuntimeException | Error fault) {
      // A listener's, or there is no memory even to say so. The thread lives on, but begins nothing
      // before someone asks it to: the same might happen to every run.
      LOG.log(Level.ERROR, "The queue halts after run %d.".formatted(run.id()), fault);
      halt.unwritable();
    } finally {
      release(taken);
      tellChanged();
    }
  }

  /** Lets a run wait that lacks something, unless it was to stop meanwhile. */
  private synchronized void putOff(Turn taken) {
    if (taken.isToStop()) {
      waiting.stop(taken.run().id());
      halt.lookAgain();
    }
    // In the same breath: what is wanted from now on is not wanted of a run under way.
    release(taken);
  }

  private synchronized void release(Turn taken) {
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

  /** What was asked for after the run had left its state behind is done now. */
  private void heed(Turn taken) {
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
    RunEvent failed = new RunEvent.Failed("The queue halts, for nothing can be kept. " + reason);
    listeners.forEach(listener -> listener.heard(id, failed));
  }

  private void tellChanged() {
    listeners.forEach(QueueListener::queueChanged);
  }
}
