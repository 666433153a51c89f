package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
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
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
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

  /** What someone wants of the run under way, beyond training it. */
  private enum Wish {
    NONE,
    PAUSE,
    /** It was to pause, but before it did it was to go on. */
    RESUME,
    STOP,
    CLOSE
  }

  private final Archive archive;
  private final Training training;
  private final Supplier<Path> data;
  private final double checkpointSeconds;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Session session;
  private @Nullable Thread thread;
  private volatile @Nullable ArchivedRun current;
  private volatile RunControl control = new RunControl();
  private Wish wish = Wish.NONE;
  private boolean closed;
  private final Halt halt = new Halt();

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
    List<ArchivedRun> adopted;
    synchronized (this) {
      adopted = session().adopt(wanted);
      wake();
    }
    tellChanged();
    return adopted;
  }

  /**
   * Puts runs at the end.
   *
   * @return their numbers
   * @throws Problem if the archive cannot be written
   */
  public List<Long> add(List<ExperimentSpec> specs) {
    List<Long> ids;
    synchronized (this) {
      ids = session().add(specs);
      wake();
    }
    tellChanged();
    return ids;
  }

  /** The queue of this process: the run under way or paused first, then those that wait. */
  public synchronized List<ArchivedRun> runs() {
    return session == null ? List.of() : session.queue();
  }

  /** Takes a run that waits or is paused out of the queue and into the archive's trash. */
  public void remove(long id) {
    synchronized (this) {
      if (isUnderWay(id)) {
        throw new Problem("Run %d is under way: stop it, or pause it first.".formatted(id));
      }
      session().remove(id);
      wake();
    }
    tellChanged();
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    synchronized (this) {
      session().putBack(id);
      ArchivedRun first = current;
      if (first != null) {
        // Whatever was before the run under way comes right behind it.
        List<Long> order = order();
        if (order.indexOf(id) < order.indexOf(first.id())) {
          archive
              .find(id)
              .filter(run -> run.state() == RunState.PAUSED)
              .ifPresent(run -> session().setState(id, RunState.WAITING, "Waits for its turn."));
        }
        order.remove(first.id());
        order.addFirst(first.id());
        session().order(order);
      }
      wake();
    }
    tellChanged();
  }

  /** Moves a run up (negative) or down by places; the run under way stays where it is. */
  public void move(long id, int places) {
    synchronized (this) {
      List<Long> order = order();
      int from = order.indexOf(id);
      if (from < 0 || isUnderWay(id)) {
        return;
      }
      int first = current == null ? 0 : 1;
      order.remove(from);
      order.add(Math.clamp((long) from + places, first, order.size()), id);
      session().order(order);
      wake();
    }
    tellChanged();
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

  /**
   * Pauses a run after its batch, if it is the one under way or would be the next; its state is
   * kept and the queue waits.
   */
  public void pause(long id) {
    synchronized (this) {
      if (isUnderWay(id) || (current == null && isHead(id))) {
        pause();
      }
    }
  }

  /** Pauses whatever is under way after its batch, or else what would begin next. */
  public void pause() {
    synchronized (this) {
      if (current != null) {
        if (wish == Wish.NONE || wish == Wish.RESUME) {
          wish = Wish.PAUSE;
          control.pause();
        }
        return;
      }
      head()
          .filter(run -> run.state() == RunState.WAITING)
          .ifPresent(run -> session().setState(run.id(), RunState.PAUSED, "Paused."));
    }
    tellChanged();
  }

  /**
   * Lets the paused run at the head of the queue go on, or one that the archive could not follow.
   */
  public void resume() {
    synchronized (this) {
      if (current != null) {
        if (wish == Wish.PAUSE) {
          wish = Wish.RESUME;
        }
        halt.lookAgain();
        return;
      }
      head()
          .filter(run -> run.state() != RunState.WAITING)
          .ifPresent(run -> session().setState(run.id(), RunState.WAITING, "Resumed."));
      halt.writable();
      wake();
    }
    tellChanged();
  }

  /**
   * Lets a run that broke off go on from its checkpoint: one that failed or was stopped at the end
   * of the queue, one that a process left behind which is no more at once behind the run under way.
   *
   * @throws Problem if there is no such run, nothing to go on from, or another process has it
   */
  public void goOn(long id) {
    synchronized (this) {
      ArchivedRun run =
          archive.find(id).orElseThrow(() -> new Problem("There is no run %d.".formatted(id)));
      if (run.elsewhere()) {
        throw new Problem("Run %d is in the queue of another process.".formatted(id));
      }
      if (run.state().isOver()) {
        session().goOn(run);
      } else if (!order().contains(id)) {
        if (session().adopt(List.of(id)).isEmpty()) {
          throw new Problem("Run %d is in no queue that can be gone on with.".formatted(id));
        }
        session().setState(id, RunState.WAITING, "Resumed.");
      } else if (isHead(id) && run.state() == RunState.PAUSED) {
        session().setState(id, RunState.WAITING, "Resumed.");
      }
      halt.writable();
      wake();
    }
    tellChanged();
  }

  /** Ends a run, if it is under way or at the head of the queue; the next begins. */
  public void stop(long id) {
    synchronized (this) {
      if (isUnderWay(id)) {
        wish = Wish.STOP;
        control.stop();
        return;
      }
      if (current == null && isHead(id)) {
        session().stop(id);
        halt.writable();
        wake();
      }
    }
    tellChanged();
  }

  /** Tells the run under way something without waiting for archive or lock. */
  private void ask(long id, Consumer<RunControl> wish) {
    RunControl told = control;
    ArchivedRun run = current;
    // Whoever began in between has another control, so nobody else is told.
    if (run != null && run.id() == id && told == control) {
      wish.accept(told);
    }
  }

  private boolean isHead(long id) {
    return head().filter(run -> run.id() == id).isPresent();
  }

  /** Asks the run under way for the next Fisher matrix that natural replay measures. */
  public synchronized void requestMatrix() {
    control.requestMatrix();
  }

  /** Blocks until nothing is under way and nothing can begin. */
  public synchronized void awaitIdle() throws InterruptedException {
    while (current != null || (!closed && next().isPresent())) {
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
      if (current != null && wish != Wish.STOP) {
        wish = Wish.CLOSE;
        control.pause();
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
    synchronized (this) {
      if (session != null) {
        session.close();
      }
    }
  }

  private Session session() {
    Session open = session;
    if (open == null) {
      if (closed) {
        throw new Problem("The queue is closed.");
      }
      open = archive.openSession();
      session = open;
    }
    return open;
  }

  private List<Long> order() {
    return new ArrayList<>(runs().stream().map(ArchivedRun::id).toList());
  }

  private boolean isUnderWay(long id) {
    return current != null && current.id() == id;
  }

  private Optional<ArchivedRun> head() {
    return runs().stream().findFirst();
  }

  /** The run that can begin now. */
  private Optional<ArchivedRun> next() {
    return !isHalted() ? head().filter(run -> run.state() == RunState.WAITING) : Optional.empty();
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
    Optional<ArchivedRun> run = take();
    while (run.isPresent()) {
      train(run.get());
      run = take();
    }
  }

  /** Waits for a run that can begin; gives none when the queue is closed. */
  private synchronized Optional<ArchivedRun> take() {
    try {
      while (!closed) {
        Optional<ArchivedRun> next = next();
        if (next.isPresent()) {
          control = new RunControl();
          current = next.get();
          wish = Wish.NONE;
          return next;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private void train(ArchivedRun run) {
    try {
      if (halt.lacks(run.spec())) {
        putOff(run.id());
        return;
      }
      session().setState(run.id(), RunState.RUNNING, "Begins to train.");
      tellChanged();
      new RunUnderWay(
              run.id(),
              session().record(run.id(), checkpointSeconds),
              this::stateAfterPause,
              listeners)
          .train(training, run.spec(), data, control);
    } catch (Problem problem) {
      // What happened in the run cannot be written, and nothing better is to be hoped of the next.
      halt(run.id(), problem.getMessage());
    } finally {
      release();
      tellChanged();
    }
  }

  /** Lets a run wait that lacks something, unless it was to stop meanwhile. */
  private synchronized void putOff(long id) {
    if (wish == Wish.STOP) {
      session().stop(id);
      halt.lookAgain();
    }
    // In the same breath: what is wanted from now on is not wanted of a run under way.
    release();
  }

  private synchronized void release() {
    current = null;
    pauseNext();
    wish = Wish.NONE;
    notifyAll();
  }

  /** Who asked for a pause while the last scores were measured gets it before the next run. */
  private void pauseNext() {
    if (wish == Wish.PAUSE) {
      try {
        head()
            .filter(run -> run.state() == RunState.WAITING)
            .ifPresent(run -> session().setState(run.id(), RunState.PAUSED, "Paused."));
      } catch (Problem problem) {
        halt.unwritable();
      }
    }
  }

  private void halt(long id, String reason) {
    halt.unwritable();
    RunEvent failed = new RunEvent.Failed("The queue halts, for nothing can be kept. " + reason);
    listeners.forEach(listener -> listener.heard(id, failed));
  }

  /** What becomes of a run that has kept its state and broken off. */
  private synchronized RunState stateAfterPause() {
    return wish == Wish.RESUME || wish == Wish.CLOSE ? RunState.WAITING : RunState.PAUSED;
  }

  private void tellChanged() {
    listeners.forEach(QueueListener::queueChanged);
  }
}
