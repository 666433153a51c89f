package palimpsest.experiment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.problem.Problem;

/**
 * The one thread, named {@code training}, on which everything native happens. Runs wait for each
 * other in the order in which they were started.
 */
public final class TrainingThread implements Runner, AutoCloseable {

  private static final Logger LOG = System.getLogger(TrainingThread.class.getName());

  private static final int PATIENCE_SECONDS = 10;

  private final Supplier<Path> data;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("training").factory());

  /**
   * A training thread that reads its images from a folder.
   *
   * @param data the folder, asked for at the start of each run
   */
  public TrainingThread(Supplier<Path> data) {
    this.data = data;
  }

  @Override
  public void start(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {
    thread.execute(() -> run(spec, control, listener));
  }

  private void run(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {
    try {
      Experiment.run(spec, data.get(), control, Checkpoints.NONE, listener);
    } catch (Problem problem) {
      listener.accept(new RunEvent.Failed(problem.getMessage()));
    } catch (OutOfMemoryError e) {
      listener.accept(
          new RunEvent.Failed(
              "The run broke off: there is not enough memory. A smaller batch or network needs"
                  + " less."));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "A run broke off.", e);
      listener.accept(new RunEvent.Failed("The run broke off: " + e));
    }
  }

  /**
   * Lets no further run begin, and waits a while for the one under way, which ends when its control
   * says so: the process must not end underneath native code.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "The run under way did not end in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
