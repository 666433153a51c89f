package palimpsest.experiment;

/** The requests of other threads to a run; it looks at them between batches. */
public final class RunControl {

  private volatile boolean stopping;
  private volatile boolean pausing;
  private volatile boolean matrixWanted;

  /** Asks the run to end after the batch it is in. */
  public void stop() {
    stopping = true;
  }

  /** Asks the run to keep its state and stop after the batch it is in. */
  public void pause() {
    pausing = true;
  }

  /** Whether someone asked for a pause. */
  public boolean isPausing() {
    return pausing;
  }

  /** Whether the run is to stop after the batch it is in, to be resumed later or not. */
  boolean interruptionRequested() {
    return stopping || pausing;
  }

  /** Whether someone asked for the end. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Asks natural replay for the next Fisher matrix it measures. Copying one costs time, so a run
   * hands out only what was asked for.
   */
  public void requestMatrix() {
    matrixWanted = true;
  }

  /** Whether a matrix was asked for since the last call. */
  boolean takeMatrixRequest() {
    boolean wanted = matrixWanted;
    if (wanted) {
      matrixWanted = false;
    }
    return wanted;
  }
}
