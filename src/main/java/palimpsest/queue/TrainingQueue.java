package palimpsest.queue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunExecutor;
import palimpsest.problem.Problem;

/**
 * The queue of this process: runs wait in the archive, so that they survive a restart, and are
 * trained one after the other, or several at a time. The first runs of the queue are those under
 * way; while one of them is paused, those behind it wait. All methods may be called from any
 * thread; those that write to the archive take a few milliseconds.
 */
public final class TrainingQueue implements AutoCloseable {

  /** The default time between checkpoints. */
  public static final double CHECKPOINT_SECONDS = 30;

  /** The most runs that may train at one time. */
  public static final int MOST_AT_ONCE = 256;

  private final Archive archive;
  private final Supplier<Path> data;
  private final WaitingRuns waiting;
  private final QueueHold halt = new QueueHold();
  private final TrainingThreads threads;

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
    this(archive, runExecutor, data, checkpointSeconds, MemoryCheck::now);
  }

  /** The same with a memory of the caller's, looked at before a run begins beside others. */
  TrainingQueue(
      Archive archive,
      RunExecutor runExecutor,
      Supplier<Path> data,
      double checkpointSeconds,
      Supplier<MemoryCheck> memory) {
    this.archive = archive;
    this.data = data;
    waiting = new WaitingRuns(archive);
    threads = new TrainingThreads(waiting, halt, runExecutor, data, checkpointSeconds, memory);
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
    threads.listen(listener);
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
    return threads.change(active -> waiting.adopt(wanted));
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
    return threads.change(active -> waiting.add(specs, folder));
  }

  /** The queue of this process: the runs under way or paused first, then those that wait. */
  public List<ArchivedRun> runs() {
    return waiting.all();
  }

  /**
   * Lets several runs train at one time, each mostly on one thread, as far as there is memory for
   * all of them; on a GPU they still train one after the other. Their bits are the same as alone.
   *
   * @param runs at one time, from 1 to {@link #MOST_AT_ONCE}
   */
  public void trainAtOnce(int runs) {
    threads.trainAtOnce(runs);
  }

  /** Takes a run that waits or is paused out of the queue and into the archive's trash. */
  public void remove(long id) {
    change(active -> {
      if (active.has(id)) {
        throw new Problem("Run %d is under way: stop or pause it first.".formatted(id));
      }
      waiting.remove(id);
    });
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    change(active -> waiting.putBack(id, active));
  }

  /** Moves a run up (negative) or down by places; those under way stay where they are. */
  public void move(long id, int places) {
    change(active -> {
      if (!active.has(id)) {
        waiting.move(id, places, active);
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

  /** Asks the runs under way for the next Fisher matrix that natural replay measures. */
  public void requestMatrix() {
    threads.active().all().forEach(run -> run.control().requestMatrix());
  }

  /**
   * Pauses a run after its batch, if it is under way or would be the next; its state is kept and
   * the queue waits.
   *
   * @return whether it was
   */
  public boolean pause(long id) {
    return threads.changeSoThatNothingBegins(active -> {
      Optional<ActiveRun> run = active.of(id);
      boolean next = run.isPresent() || isNext(active, id);
      if (next) {
        run.ifPresentOrElse(ActiveRun::pause, () -> waiting.pauseNext(active));
      }
      return next;
    });
  }

  /** Pauses whatever is under way after its batch, or else what would begin next. */
  public void pause() {
    threads.changeSoThatNothingBegins(active -> {
      if (active.isEmpty()) {
        waiting.pauseNext(active);
      }
      active.all().forEach(ActiveRun::pause);
      return true;
    });
  }

  /** Resumes the paused runs at the head of the queue, or what the archive could not follow. */
  public void resume() {
    change(active -> {
      active.all().forEach(ActiveRun::resume);
      waiting.resumeFirst(active, threads.atOnce());
      halt.writable();
    });
  }

  /**
   * Lets an interrupted run resume from its checkpoint: one that failed or was stopped at the end
   * of the queue, one that a process left behind that has ended behind those under way.
   *
   * @throws Problem if there is no such run, nothing to resume from, or another process has it
   */
  public void goOn(long id) {
    change(active -> {
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
    return threads.change(active -> {
      Optional<ActiveRun> run = active.of(id);
      boolean next = run.isPresent() || isNext(active, id);
      if (run.isPresent()) {
        run.get().stop();
      } else if (next) {
        waiting.stop(id);
        halt.writable();
      }
      return next;
    });
  }

  /** Blocks until nothing is under way and nothing can begin. */
  public void awaitIdle() throws InterruptedException {
    threads.awaitIdle();
  }

  /**
   * Interrupts the runs under way after their batches, keeping their states, and waits for that:
   * the process must not end underneath native code. The next process that adopts the queue
   * continues with it.
   */
  @Override
  public void close() {
    if (threads.end()) {
      waiting.close();
    }
  }

  /** Tells a run under way something without waiting for archive or lock. */
  private void ask(long id, Consumer<RunControl> what) {
    threads.active().of(id).ifPresent(run -> what.accept(run.control()));
  }

  private boolean isNext(ActiveRuns active, long id) {
    return waiting.isNext(id, active, threads.atOnce());
  }

  private void change(Consumer<ActiveRuns> change) {
    threads.change(active -> {
      change.accept(active);
      return true;
    });
  }
}
