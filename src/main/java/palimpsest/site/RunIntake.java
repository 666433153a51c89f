package palimpsest.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.EventJson;
import palimpsest.archive.RunFiles;
import palimpsest.archive.RunMoment;
import palimpsest.archive.RunRecorder;
import palimpsest.archive.RunState;
import palimpsest.archive.SessionSweeps;
import palimpsest.archive.Sweep;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;

/**
 * Takes what a run on a cluster tells into the archive, and then to those who listen, as if the run
 * trained here.
 */
final class RunIntake {

  /** Attempts to fetch a matrix before it is left out. */
  private static final int MOST_ATTEMPTS = 30;

  private final Sweep.Placement placement;
  private final ExperimentSpec spec;
  private final SessionSweeps session;
  private final List<QueueListener> listeners;
  private final Consumer<RunState> become;
  private final EventJson.Reader reader;
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<BatchScores> batches = new ArrayList<>();
  private @Nullable RunRecorder recorder;
  private RunEvent.@Nullable Started started;
  private boolean paused;
  private double done;
  private double seconds;
  private int attempts;

  /**
   * An intake of a run of which nothing was told.
   *
   * @param become told that the run trains, is paused or is over, as it is told; what is over is in
   *     the archive by then
   */
  RunIntake(
      Sweep.Placement placement,
      ExperimentSpec spec,
      SessionSweeps session,
      List<QueueListener> listeners,
      Consumer<RunState> become) {
    this.placement = placement;
    this.spec = spec;
    this.session = session;
    this.listeners = listeners;
    this.become = become;
    reader = new EventJson.Reader(placement.run(), spec);
  }

  /** The files of a run, wherever the cluster keeps them. */
  interface Files {

    /**
     * A file of a run's folder as one in a folder here.
     *
     * @param folder the run's folder, within the sweep's
     * @param name the file's name
     */
    Path fetch(String folder, String name);

    /** A file that was fetched has been read. */
    void release(Path file);

    /** The place of a file of the sweep's folder, for a person to look at. */
    String placeOf(String name);
  }

  /** The share of the run's training that is done, from 0 to 1. */
  double done() {
    return done;
  }

  /** Whether the last word of the run is that it keeps its state and ends. */
  boolean isPaused() {
    return paused;
  }

  /**
   * Reads a line, which is to be taken in next.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  EventJson.Told read(String line) {
    return reader.read(line);
  }

  /**
   * Takes in a line that was read.
   *
   * @param last whether nothing is known of the run that was told later
   * @param files fetches weights and matrices
   * @throws Problem if a file that it names cannot be had
   */
  void take(EventJson.Told told, boolean last, Files files) {
    if (told.event().isPresent()) {
      take(told.event().get(), told.moment(), last);
    } else if (told.matrix().isPresent()) {
      matrix(told.matrix().get(), told.moment(), files);
    } else if (told.ending().isPresent()) {
      end(told.ending().get(), told.moment(), files);
    }
  }

  private void take(RunEvent event, RunMoment moment, boolean last) {
    if (event instanceof RunEvent.Failed(String reason) && !last) {
      // It was resumed after that.
      take(new RunEvent.LogMessage(reason), moment, true);
      return;
    }
    switch (event) {
      case RunEvent.Started begun -> begin(begun);
      case RunEvent.Resumed resumed -> {
        epochs.clear();
        epochs.addAll(resumed.epochs());
        batches.clear();
        batches.addAll(resumed.batches());
      }
      case RunEvent.Progress progress -> done = progress.done();
      case RunEvent.EpochEnded(EpochScores scores) -> epochs.add(scores);
      case RunEvent.Evaluated(BatchScores scores) -> batches.add(scores);
      default -> {}
    }
    record(event, moment);
    if (event instanceof RunEvent.Failed(String reason)) {
      leave(RunState.FAILED, reason);
    }
    publish(event);
  }

  private void begin(RunEvent.Started begun) {
    started = begun;
    paused = false;
    epochs.clear();
    batches.clear();
    become.accept(RunState.RUNNING);
  }

  private void matrix(ArchivedMatrix matrix, RunMoment moment, Files files) {
    Path file;
    try {
      file = files.fetch(NodeRun.folder(placement.element()), matrix.file().toString());
    } catch (Problem missing) {
      // It may be on its way through the shared folder, but not for ever.
      if (++attempts < MOST_ATTEMPTS) {
        throw missing;
      }
      attempts = 0;
      error(missing.getMessage());
      return;
    }
    attempts = 0;
    try {
      RunEvent event = new RunEvent.FisherMeasured(own(file).readMatrix(matrix));
      record(event, moment);
      publish(event);
    } catch (Problem problem) {
      error(problem.getMessage());
    } finally {
      files.release(file);
    }
  }

  private RunFiles own(Path file) {
    RunFiles files =
        RunFiles.of(file.resolveSibling("."), placement.run(), placement.identity(), spec);
    RunEvent.Started begun = started;
    return begun == null ? files : files.reading(begun.data().digest());
  }

  private void end(RunResult.Ending ending, RunMoment moment, Files files) {
    RunEvent.Started begun = started;
    if (begun == null) {
      error("The run of %s ended before it began.".formatted(NodeRun.folder(placement.element())));
      return;
    }
    boolean over = ending != RunResult.Ending.PAUSED;
    double[] weights = over ? weights(files) : new double[0];
    RunEvent.Ended ended = new RunEvent.Ended(result(begun, ending, moment.seconds(), weights));
    seconds = moment.seconds();
    record(ended, moment);
    switch (ending) {
      case COMPLETE -> leave(RunState.FINISHED, "");
      case STOPPED -> leave(RunState.STOPPED, "");
      case DIVERGED -> leave(RunState.DIVERGED, "The loss was no longer a finite number.");
      case PAUSED -> {
        paused = true;
        become.accept(RunState.PAUSED);
      }
    }
    publish(ended);
  }

  private RunResult result(
      RunEvent.Started begun, RunResult.Ending ending, double trained, double[] weights) {
    return new RunResult(
        spec,
        begun.taskNames(),
        begun.device(),
        new Scores(begun.initial(), epochs, batches),
        ending,
        trained,
        weights,
        begun.data());
  }

  private double[] weights(Files files) {
    Path file = files.fetch(NodeRun.folder(placement.element()), RunFiles.weightsName());
    double[] weights = own(file).readWeights();
    files.release(file);
    return weights;
  }

  /** Ends the run with the weights of its last pause; without them, if there are none. */
  void stop(Files files) {
    RunEvent.Started begun = started;
    if (begun != null && paused) {
      try {
        RunEvent.Ended ended =
            new RunEvent.Ended(result(begun, RunResult.Ending.STOPPED, seconds, weights(files)));
        recorder().accept(ended);
        leave(RunState.STOPPED, "");
        publish(ended);
        return;
      } catch (Problem problem) {
        error(problem.getMessage());
      }
    }
    leaveAsItIs(RunState.STOPPED, "");
    listeners.forEach(QueueListener::queueChanged);
  }

  /** Ends the run as failed, of which no job has said so. */
  void fail(String reason) {
    RunEvent.Failed failed = new RunEvent.Failed(reason);
    if (recorder != null) {
      recorder().accept(failed);
    }
    leaveAsItIs(RunState.FAILED, reason);
    publish(failed);
  }

  /** Of a run that told nothing here, everything that was told before stays. */
  private void leaveAsItIs(RunState end, String reason) {
    RunRecorder known = recorder;
    if (known == null) {
      session.leave(placement.run(), end, reason);
      over(end);
    } else {
      leave(end, reason);
    }
  }

  private void leave(RunState end, String reason) {
    recorder().leave(end, reason);
    over(end);
  }

  private void over(RunState end) {
    recorder = null;
    started = null;
    epochs.clear();
    batches.clear();
    become.accept(end);
  }

  private void record(RunEvent event, RunMoment moment) {
    RunRecorder into = recorder();
    into.accept(event, moment);
    into.takeErrors().forEach(this::error);
  }

  private RunRecorder recorder() {
    RunRecorder known = recorder;
    if (known == null) {
      known = session.follow(placement.run());
      recorder = known;
    }
    return known;
  }

  private void publish(RunEvent event) {
    listeners.forEach(listener -> listener.onEvent(placement.run(), event));
  }

  /** Tells those who listen what could not be taken in. */
  void error(String sentence) {
    listeners.forEach(listener -> listener.onError(placement.run(), sentence));
  }
}
