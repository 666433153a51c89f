package palimpsest.queue;

import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunExecutor;
import palimpsest.tensor.Workers;

/** A run under way, and the requests made during it. */
final class ActiveRun {

  private enum Wish {
    NONE,
    PAUSE,
    /** It was to pause, but was resumed before it did. */
    RESUME,
    STOP,
    CLOSE
  }

  private final ArchivedRun run;
  private final boolean besideOthers;
  private final RunControl control = new RunControl();
  private Wish wish = Wish.NONE;

  /**
   * A run that begins.
   *
   * @param besideOthers whether others may train at the same time
   */
  ActiveRun(ArchivedRun run, boolean besideOthers) {
    this.run = run;
    this.besideOthers = besideOthers;
  }

  /** The trainer of this run: on one thread, if there are others beside it. */
  RunExecutor executor(RunExecutor all) {
    return besideOthers
        ? (spec, data, control, checkpoints, listener) ->
            Workers.alone(() -> all.run(spec, data, control, checkpoints, listener))
        : all;
  }

  ArchivedRun run() {
    return run;
  }

  /** Checked by the training itself, batch by batch. */
  RunControl control() {
    return control;
  }

  boolean isOf(long id) {
    return run.id() == id;
  }

  /** The run stops after its batch and waits until it is resumed. */
  synchronized void pause() {
    if (wish == Wish.NONE || wish == Wish.RESUME) {
      wish = Wish.PAUSE;
      control.pause();
    }
  }

  /** A pause asked for is not wanted any more: once it is interrupted, the run begins again. */
  synchronized void resume() {
    if (wish == Wish.PAUSE || (wish == Wish.NONE && control.isPausing())) {
      wish = Wish.RESUME;
    }
  }

  /** The run ends after its batch. */
  synchronized void stop() {
    wish = Wish.STOP;
    control.stop();
  }

  /** The run stops for the process ends; a stop asked for stays one. */
  synchronized void close() {
    if (wish != Wish.STOP) {
      wish = Wish.CLOSE;
      control.pause();
    }
  }

  synchronized boolean isToPause() {
    return wish == Wish.PAUSE;
  }

  synchronized boolean isToResume() {
    return wish == Wish.RESUME;
  }

  synchronized boolean isToStop() {
    return wish == Wish.STOP;
  }

  /** The state of the run after a checkpoint and an interruption. */
  synchronized RunState stateAfterPause() {
    return wish == Wish.RESUME || wish == Wish.CLOSE ? RunState.WAITING : RunState.PAUSED;
  }
}
