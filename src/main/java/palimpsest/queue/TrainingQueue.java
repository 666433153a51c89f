package palimpsest.queue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunExecutor;
import palimpsest.problem.Problem;

/**
 * The queue of this process: runs wait in the archive, so that they survive a restart, and one
 * thread trains them one after the other. The first run of the queue is the one under way; while it
 * is paused, those behind it wait. All methods may be called from any thread; those that write to
 * the archive take a few milliseconds.
 */
public final class TrainingQueue implements AutoCloseable {

  /** The default time between checkpoints. */
  public static final double CHECKPOINT_SECONDS = 30;

  private final Archive archive;
  private final Supplier<Path> data;
  private final WaitingRuns waiting;
  private final QueueHold halt = new QueueHold();
  private final TrainingThread thread;

  /** A queue whose runs keep a checkpoint every {@link #CHECKPOINT_SECONDS}. */
  public TrainingQueue(Archive archive, RunExecutor runExecutor, Supplier<Path> data) {
    this(archive, runExecutor, data, CHECKPOINT_SECONDS);
  }

  /**
   * A queue that trains into an archive.
   *
   * @param archive the archive of the runs; owned by the caller
   * @param runExecutor trains the runs
   * @param data the folder of image sets, which each run remembers with which it is added; a run
   *     whose own folder lacks its images reads them from the present one
   * @param checkpointSeconds the time between checkpoints of a run
   */
  public TrainingQueue(
      Archive archive, RunExecutor runExecutor, Supplier<Path> data, double checkpointSeconds) {
    this.archive = archive;
    this.data = data;
    waiting = new WaitingRuns(archive);
    thread = new TrainingThread(waiting, halt, runExecutor, data, checkpointSeconds);
  }

  /**
   * Has the queue wait at a run that lacks something, instead of letting it fail and all those
   * behind it that lack the same.
   *
   * @param obstacles gives the obstacle of a run, in a sentence, before it starts; empty if there
   *     is none
   */
  public void waitFor(Function<ExperimentSpec, String> obstacles) {
    halt.ask(obstacles);
  }

  /** Adds a listener. */
  public void listen(QueueListener listener) {
    thread.listen(listener);
  }

  /**
   * Takes over the runs of processes that have ended, in their order and before those of this one;
   * a run that was under way resumes from its last checkpoint.
   *
   * @return the runs taken over; none if the archive cannot be written
   */
  public List<ArchivedRun> adopt() {
    return archive.isWritable() ? adopt(List.of()) : List.of();
  }

  /**
   * Takes over some of the runs of processes that have ended.
   *
   * @param wanted their numbers; all if empty
   * @return the runs taken over
   * @throws Problem if the archive cannot be written
   */
  public List<ArchivedRun> adopt(Collection<Long> wanted) {
    return thread.change(turn -> waiting.adopt(wanted));
  }

  /**
   * Puts runs at the end.
   *
   * @return their numbers
   * @throws Problem if one of them can never train for lack of memory, or if the archive cannot be
   *     written
   */
  public List<Long> add(List<ExperimentSpec> specs) {
    MemoryCheck.now().require(specs);
    Path folder = data.get();
    return thread.change(turn -> waiting.add(specs, folder));
  }

  /** The queue of this process: the run under way or paused first, then those that wait. */
  public List<ArchivedRun> runs() {
    return waiting.all();
  }

  /** Takes a run that waits or is paused out of the queue and into the archive's trash. */
  public void remove(long id) {
    change(turn -> {
      if (isUnderWay(turn, id)) {
        throw new Problem("Run %d is under way: stop or pause it first.".formatted(id));
      }
      waiting.remove(id);
    });
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    change(turn -> waiting.putBack(id, turn == null ? null : turn.run()));
  }

  /** Moves a run up (negative) or down by places; the run under way stays where it is. */
  public void move(long id, int places) {
    change(turn -> {
      if (!isUnderWay(turn, id)) {
        waiting.move(id, places, turn == null ? 0 : 1);
      }
    });
  }

  /** Whether nothing more can begin before {@link #resume}, for want of something. */
  public boolean isHalted() {
    return halt.holds();
  }

  /**
   * The obstacle of the next run; empty if there is none. It is looked for again when the queue
   * changes.
   */
  public String obstacle() {
    return halt.reason();
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
    ActiveRun turn = thread.turn();
    if (turn != null) {
      turn.control().requestMatrix();
    }
  }

  /**
   * Pauses a run after its batch, if it is the one under way or would be the next; its state is
   * kept and the queue waits.
   *
   * @return whether it was
   */
  public boolean pause(long id) {
    return thread.changeSoThatNothingBegins(turn -> {
      boolean next = isNext(turn, id);
      if (next) {
        pauseNext(turn);
      }
      return next;
    });
  }

  /** Pauses whatever is under way after its batch, or else what would begin next. */
  public void pause() {
    thread.changeSoThatNothingBegins(turn -> {
      pauseNext(turn);
      return true;
    });
  }

  /** Resumes the paused run at the head of the queue, or one that the archive could not follow. */
  public void resume() {
    change(turn -> {
      if (turn != null) {
        turn.resume();
      } else {
        waiting.resumeHead();
        halt.writable();
      }
    });
  }

  /**
   * Lets an interrupted run resume from its checkpoint: one that failed or was stopped at the end
   * of the queue, one that a process left behind that has ended behind the run under way.
   *
   * @throws Problem if there is no such run, nothing to resume from, or another process has it
   */
  public void goOn(long id) {
    change(turn -> {
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
    return thread.change(turn -> {
      if (!isNext(turn, id)) {
        return false;
      }
      if (turn != null) {
        turn.stop();
      } else {
        waiting.stop(id);
        halt.writable();
      }
      return true;
    });
  }

  /** Blocks until nothing is under way and nothing can begin. */
  public void awaitIdle() throws InterruptedException {
    thread.awaitIdle();
  }

  /**
   * Interrupts the run under way after its batch, keeping its state, and waits a while for that:
   * the process must not end underneath native code. The next process that adopts the queue
   * continues with it.
   */
  @Override
  public void close() {
    if (thread.end()) {
      waiting.close();
    }
  }

  /** Tells the run under way something without waiting for archive or lock. */
  private void ask(long id, Consumer<RunControl> what) {
    ActiveRun turn = thread.turn();
    if (turn != null && turn.isOf(id)) {
      what.accept(turn.control());
    }
  }

  private static boolean isUnderWay(@Nullable ActiveRun turn, long id) {
    return turn != null && turn.isOf(id);
  }

  /** Whether a run is under way or, while none is, the first that waits. */
  private boolean isNext(@Nullable ActiveRun turn, long id) {
    return turn == null ? waiting.isHead(id) : turn.isOf(id);
  }

  private void pauseNext(@Nullable ActiveRun turn) {
    if (turn != null) {
      turn.pause();
    } else {
      waiting.pauseHead();
    }
  }

  private void change(Consumer<@Nullable ActiveRun> change) {
    thread.change(turn -> {
      change.accept(turn);
      return true;
    });
  }
}
