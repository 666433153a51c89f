package palimpsest.queue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Training;

/**
 * The runs of this process that wait, in the archive so that they survive it, and the one thread,
 * named {@code training}, that trains them one after the other. The first run of the queue is the
 * one under way; while it is paused, those behind it wait. All methods may be called from any
 * thread; those that write to the archive take a few milliseconds.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TrainingQueue implements AutoCloseable {

  private static final String LATER = "in the making";

  /**
   * A queue that trains into an archive.
   *
   * @param archive where runs are kept; stays the caller's
   * @param training how they are trained
   * @param data the folder of image sets, asked for at the start of each run
   */
  public TrainingQueue(Archive archive, Training training, Supplier<Path> data) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Who hears of events from now on. */
  public void listen(QueueListener listener) {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Takes over the runs of processes that are no more, in their order and before those of this one;
   * a run that was under way goes on from its last checkpoint.
   *
   * @return the runs taken over
   */
  public List<ArchivedRun> adopt() {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Puts runs at the end.
   *
   * @return their numbers
   */
  public List<Long> add(List<ExperimentSpec> specs) {
    throw new UnsupportedOperationException(LATER);
  }

  /** The queue of this process: the run under way or paused first, then those that wait. */
  public List<ArchivedRun> runs() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Takes a run that waits or is paused out of the queue and into the archive's trash. */
  public void remove(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Moves a run up (negative) or down by places; the run under way stays where it is. */
  public void move(long id, int places) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Pauses the run under way after its batch; its state is kept and the queue waits. */
  public void pause() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Lets the paused run at the head of the queue go on. */
  public void resume() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Ends the run under way, or the paused one, for good; the next begins. */
  public void stop() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Asks the run under way for the next Fisher matrix that natural replay measures. */
  public void requestMatrix() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Blocks until nothing is under way and nothing can begin. */
  public void awaitIdle() throws InterruptedException {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Interrupts the run under way after its batch, keeping its state, and waits for that; the next
   * process that adopts the queue goes on with it.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException(LATER);
  }
}
