package palimpsest.experiment;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Whatever trains a run from its start or from a checkpoint: {@link Experiment#run}, or a stand-in.
 */
@FunctionalInterface
public interface RunExecutor {

  /**
   * Runs a specification on the calling thread.
   *
   * @param spec the specification
   * @param data the folder that holds image sets in torchvision's layout
   * @param control the means of pausing and stopping it
   * @param checkpoints the state to resume from, and the store for its state
   * @param listener notified of every event, on the calling thread; the last is {@link
   *     RunEvent.Ended}
   * @return everything that was measured
   * @throws palimpsest.problem.Problem if the images are missing or the run does not fit this
   *     machine
   */
  RunResult run(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener);
}
