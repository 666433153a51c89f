package palimpsest.experiment;

import java.nio.file.Path;
import java.util.function.Consumer;
import palimpsest.problem.Problem;

/** One whole run, from images to results, on the calling thread. */
public final class Experiment {

  private Experiment() {}

  /**
   * Runs a specification.
   *
   * @param spec what to run
   * @param data the folder that holds image sets in torchvision's layout
   * @param control how others may stop it
   * @param listener told of every event, on the calling thread; the last is {@link RunEvent.Ended}
   * @return everything that was measured
   * @throws Problem if the images are missing or the run does not fit this machine
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static RunResult run(
      ExperimentSpec spec, Path data, RunControl control, Consumer<RunEvent> listener) {
    throw new Problem("Training is not built in yet.");
  }
}
