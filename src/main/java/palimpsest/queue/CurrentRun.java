package palimpsest.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.archive.RunRecorder;
import palimpsest.archive.RunState;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.problem.Problem;

/**
 * One stretch of training a run: every event goes into the archive, and then to those who listen.
 */
final class CurrentRun {

  private static final Logger LOG = System.getLogger(CurrentRun.class.getName());

  private final long id;
  private final RunRecorder recorder;
  private final Supplier<RunState> afterPause;
  private final List<QueueListener> audience;
  private String lastRemark = "";
  private boolean ended;

  /**
   * A stretch of a run.
   *
   * @param afterPause gives the state of a run that was interrupted after its checkpoint
   * @param audience notified of each event once it is in the archive
   */
  CurrentRun(
      long id, RunRecorder recorder, Supplier<RunState> afterPause, List<QueueListener> audience) {
    this.id = id;
    this.recorder = recorder;
    this.afterPause = afterPause;
    this.audience = audience;
  }

  /**
   * Trains until the run ends, fails or stops.
   *
   * @throws Problem if its end cannot be written
   */
  void train(RunExecutor runExecutor, ExperimentSpec spec, Path data, RunControl control) {
    try {
      RunResult result = runExecutor.run(spec, data, control, recorder.checkpoints(), this::hear);
      if (!ended) {
        hear(new RunEvent.Ended(result));
      }
    } catch (Unwritten unwritten) {
      throw unwritten.problem;
    } catch (RuntimeException | Error e) {
      broke(e);
    }
  }

  private void broke(Throwable e) {
    if (ended) {
      LOG.log(Level.WARNING, "After the end of a run something went wrong.", e);
      String what = e instanceof Problem problem ? problem.getMessage() : e.toString();
      for (QueueListener listener : audience) {
        listener.onError(id, "The run ended, but then something went wrong: %s".formatted(what));
      }
      return;
    }
    switch (e) {
      case Problem problem -> fail(problem.getMessage());
      case OutOfMemoryError none ->
          fail(
              "The run failed: there is not enough memory. A smaller batch or network needs"
                  + " less.");
      default -> {
        LOG.log(Level.ERROR, "A run failed.", e);
        fail("The run failed: " + e);
      }
    }
  }

  private void hear(RunEvent event) {
    if (event instanceof RunEvent.LogMessage(String text)) {
      lastRemark = text;
    }
    recorder.accept(event);
    if (event instanceof RunEvent.Ended(RunResult result)) {
      ended = true;
      try {
        leave(result.ending());
      } catch (Problem problem) {
        // A listener can still keep what the archive cannot.
        publish(event);
        throw new Unwritten(problem);
      }
    }
    publish(event);
  }

  private void publish(RunEvent event) {
    List<String> errors = recorder.takeErrors();
    for (QueueListener listener : audience) {
      errors.forEach(error -> listener.onError(id, error));
      listener.onEvent(id, event);
    }
  }

  private void leave(RunResult.Ending ending) {
    switch (ending) {
      case COMPLETE -> recorder.leave(RunState.FINISHED, "");
      case PAUSED -> recorder.leave(afterPause.get(), "");
      case STOPPED -> recorder.leave(RunState.STOPPED, "");
      case DIVERGED -> recorder.leave(RunState.DIVERGED, lastRemark);
    }
  }

  private void fail(String reason) {
    RunEvent.Failed failed = new RunEvent.Failed(reason);
    recorder.accept(failed);
    recorder.leave(RunState.FAILED, reason);
    publish(failed);
  }

  /** Carries a problem of the archive through the training, which would take it for its own. */
  private static final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unwritten(Problem problem) {
      super(problem);
      this.problem = problem;
    }
  }
}
