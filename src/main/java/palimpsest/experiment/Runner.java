package palimpsest.experiment;

import java.util.function.Consumer;

/** Whatever runs specifications: the training thread, or a stand-in while testing a window. */
@FunctionalInterface
public interface Runner {

  /**
   * Puts a run behind those already waiting and returns at once.
   *
   * @param spec what to run
   * @param control how to stop it
   * @param listener told of every event, on the thread that trains; the last is {@link
   *     RunEvent.Ended} or {@link RunEvent.Failed}
   */
  void start(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener);
}
