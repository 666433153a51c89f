package palimpsest.site;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.EventJson;
import palimpsest.archive.RunFiles;
import palimpsest.archive.RunMoment;
import palimpsest.archive.RunRecorder;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
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
 * A run that trains on a cluster, as far as its files of events were read. Each line goes into the
 * archive, and then to those who listen, as if the run trained here.
 */
final class FollowedRun {

  /** The most bytes of a run that are taken in at one look. */
  private static final int MOST_BYTES = 4 << 20;

  /** Attempts to fetch a matrix before it is left out. */
  private static final int MOST_ATTEMPTS = 30;

  /** A job that was cancelled may take a while to end. */
  private static final long WANTED_SECONDS = 60;

  /** Times that a job is submitted again of which the run has told nothing. */
  private static final int MOST_SUBMISSIONS = 3;

  /** The longest line that is believed. */
  private static final int LONGEST_LINE = 64 << 20;

  private final Sweep.Placement placement;
  private final ExperimentSpec spec;
  private final Session session;
  private final List<QueueListener> listeners;
  private final EventJson.Reader reader;
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<BatchScores> batches = new ArrayList<>();
  private @Nullable RunRecorder recorder;
  private RunEvent.@Nullable Started started;
  private volatile RunState state;
  private volatile String job;
  private volatile String status = "";
  private int start = 1;
  private long offset;
  private boolean paused;
  private boolean leaving;
  private boolean stopping;

  /** Until when its job is replaced that was ended before the run was to resume. */
  private Instant wantedUntil = Instant.MIN;

  private double lastSeconds;
  private int unseen;
  private int attempts;
  private int submissions;

  FollowedRun(
      Sweep.Placement placement,
      ExperimentSpec spec,
      RunState state,
      Session session,
      List<QueueListener> listeners) {
    this.placement = placement;
    this.spec = spec;
    this.state = state;
    this.session = session;
    this.listeners = listeners;
    job = placement.job();
    reader = new EventJson.Reader(placement.run(), spec);
  }

  long id() {
    return placement.run();
  }

  int element() {
    return placement.element();
  }

  String job() {
    return job;
  }

  RunState state() {
    return state;
  }

  /** The state of its job, for people; empty if that is not known. */
  String status() {
    return status;
  }

  /** Whether something is still to come: it waits or trains there. */
  boolean isUnderWay() {
    return !state.isOver() && state != RunState.PAUSED;
  }

  /** The name of its folder in the sweep's. */
  private String folder() {
    return NodeRun.folder(element());
  }

  /** A job was submitted for it. */
  void submitted(String name) {
    job = name;
    submissions++;
    unseen = 0;
    paused = false;
    leaving = false;
  }

  /** Someone asked its job to end. */
  void leaves() {
    leaving = true;
  }

  /**
   * It is to end for good: now if it is paused, else when its job has ended.
   *
   * @param files fetches its weights
   */
  void stops(Files files) {
    stopping = true;
    if (state == RunState.PAUSED && recorder != null) {
      stop(files);
    } else if (state == RunState.PAUSED) {
      // Its events are read first, as another process has paused it.
      setState(RunState.WAITING, "Stops.");
    }
  }

  /** Ends it with the weights of its last pause, if there are any. */
  private void stop(Files files) {
    RunEvent.Started begun = started;
    if (begun != null && paused) {
      try {
        RunEvent.Ended ended =
            new RunEvent.Ended(
                result(begun, RunResult.Ending.STOPPED, lastSeconds, weights(files)));
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

  /** Ends it here. Of a run that told nothing here, everything that was told before stays. */
  private void leaveAsItIs(RunState end, String reason) {
    RunRecorder known = recorder;
    if (known == null) {
      session.leave(id(), end, reason);
    } else {
      known.leave(end, reason);
    }
    over(end);
  }

  /** It is to train: if its job turns out to have ended, another is submitted. */
  void wanted() {
    wantedUntil = Instant.now().plusSeconds(WANTED_SECONDS);
  }

  /** It is to be trained again, from its checkpoint. */
  void resumes() {
    stopping = false;
    setState(RunState.WAITING, "Resumed.");
  }

  /**
   * The next bytes to read, if there are any.
   *
   * @param sizes of the files of events, by path within the sweep's folder
   */
  Host.@Nullable Part next(String sweep, Map<String, Long> sizes) {
    String file = folder() + "/" + EventFile.name(start);
    long size = sizes.getOrDefault(file, 0L);
    if (size <= offset) {
      // The next file is made by a process that began after this one's had ended.
      String following = folder() + "/" + EventFile.name(start + 1);
      if (!sizes.containsKey(following)) {
        return null;
      }
      start++;
      offset = 0;
      unread.reset();
      return next(sweep, sizes);
    }
    return new Host.Part(sweep + "/" + file, offset, (int) Math.min(MOST_BYTES, size - offset));
  }

  /**
   * Takes in bytes that were read.
   *
   * @param files fetches weights and matrices
   * @throws Problem if a file that a line names cannot be had; the line is read again next time
   */
  void take(byte[] bytes, Files files) {
    offset += bytes.length;
    unread.writeBytes(bytes);
    unseen = 0;
    submissions = 0;
    takeLines(files);
  }

  /** Whether lines wait that could not be taken in. */
  boolean hasUnread() {
    return unread.size() > 0;
  }

  /** Tries again what could not be taken in. */
  void takeLines(Files files) {
    byte[] all = unread.toByteArray();
    int from = 0;
    try {
      for (int at = 0; at < all.length && !state.isOver(); at++) {
        if (all[at] == '\n') {
          takeLine(new String(all, from, at - from, StandardCharsets.UTF_8), files);
          from = at + 1;
        }
      }
    } finally {
      unread.reset();
      if (all.length - from <= LONGEST_LINE) {
        unread.writeBytes(Arrays.copyOfRange(all, from, all.length));
      }
    }
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

  private void takeLine(String line, Files files) {
    EventJson.Told told;
    try {
      told = reader.read(line);
    } catch (IllegalArgumentException e) {
      error(
          "A line of %s/%s was left out: %s."
              .formatted(folder(), EventFile.name(start), e.getMessage()));
      return;
    }
    if (told.event().isPresent()) {
      take(told.event().get(), told.moment());
    } else if (told.matrix().isPresent()) {
      matrix(told.matrix().get(), told.moment(), files);
    } else if (told.ending().isPresent()) {
      end(told.ending().get(), told.moment(), files);
    }
  }

  private void take(RunEvent event, RunMoment moment) {
    switch (event) {
      case RunEvent.Started begun -> begin(begun);
      case RunEvent.Resumed resumed -> {
        epochs.clear();
        epochs.addAll(resumed.epochs());
        batches.clear();
        batches.addAll(resumed.batches());
      }
      case RunEvent.EpochEnded(EpochScores scores) -> epochs.add(scores);
      case RunEvent.Evaluated(BatchScores scores) -> batches.add(scores);
      default -> {}
    }
    record(event, moment);
    if (event instanceof RunEvent.Failed(String reason)) {
      recorder().leave(RunState.FAILED, reason);
      over(RunState.FAILED);
    }
    publish(event);
  }

  private void begin(RunEvent.Started begun) {
    started = begun;
    paused = false;
    epochs.clear();
    batches.clear();
    if (state != RunState.RUNNING) {
      setState(RunState.RUNNING, "Begins to train as job %s.".formatted(job));
    }
  }

  private void matrix(ArchivedMatrix matrix, RunMoment moment, Files files) {
    Path file;
    try {
      file = files.fetch(folder(), matrix.file().toString());
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
    RunFiles files = RunFiles.of(file.resolveSibling("."), id(), placement.identity(), spec);
    RunEvent.Started begun = started;
    return begun == null ? files : files.reading(begun.data().digest());
  }

  private void end(RunResult.Ending ending, RunMoment moment, Files files) {
    RunEvent.Started begun = started;
    if (begun == null) {
      error("The run of %s ended before it began.".formatted(folder()));
      return;
    }
    boolean over = ending != RunResult.Ending.PAUSED;
    double[] weights = over ? weights(files) : new double[0];
    RunEvent.Ended ended = new RunEvent.Ended(result(begun, ending, moment.seconds(), weights));
    lastSeconds = moment.seconds();
    record(ended, moment);
    switch (ending) {
      case COMPLETE -> leave(RunState.FINISHED, "");
      case STOPPED -> leave(RunState.STOPPED, "");
      case DIVERGED -> leave(RunState.DIVERGED, "The loss was no longer a finite number.");
      case PAUSED -> {
        paused = true;
        setState(RunState.WAITING, "Interrupted; it resumes from here.");
      }
    }
    publish(ended);
  }

  private RunResult result(
      RunEvent.Started begun, RunResult.Ending ending, double seconds, double[] weights) {
    return new RunResult(
        spec,
        begun.taskNames(),
        begun.device(),
        new Scores(begun.initial(), epochs, batches),
        ending,
        seconds,
        weights,
        begun.data());
  }

  private double[] weights(Files files) {
    Path file = files.fetch(folder(), RunFiles.weightsName());
    double[] weights = own(file).readWeights();
    files.release(file);
    return weights;
  }

  private void leave(RunState end, String reason) {
    recorder().leave(end, reason);
    over(end);
  }

  private void over(RunState end) {
    state = end;
    recorder = null;
    started = null;
    epochs.clear();
    batches.clear();
    unread.reset();
    status = "";
  }

  private void record(RunEvent event, RunMoment moment) {
    RunRecorder into = recorder();
    into.accept(event, moment);
    into.takeErrors().forEach(this::error);
  }

  private RunRecorder recorder() {
    RunRecorder known = recorder;
    if (known == null) {
      known = session.follow(id());
      recorder = known;
    }
    return known;
  }

  private void publish(RunEvent event) {
    listeners.forEach(listener -> listener.onEvent(id(), event));
  }

  private void error(String sentence) {
    listeners.forEach(listener -> listener.onError(id(), sentence));
  }

  private void setState(RunState next, String line) {
    state = next;
    session.setState(id(), next, line);
    listeners.forEach(QueueListener::queueChanged);
  }

  /** The consequence of a look at the job of a run. */
  enum Verdict {
    NOTHING,
    /** Its job is gone without a word of the run; it is to be submitted again. */
    SUBMIT_AGAIN
  }

  /**
   * Takes in how its job stands.
   *
   * @param found null if the site no longer knows it
   * @param files fetches its weights
   */
  Verdict look(@Nullable JobStatus found, Files files) {
    String text = found == null ? "" : found.text();
    if (!text.equals(status)) {
      status = text;
      listeners.forEach(QueueListener::queueChanged);
    }
    if (found != null && found.state() != JobStatus.State.OVER) {
      unseen = 0;
      if (found.state() == JobStatus.State.WAITING && state == RunState.RUNNING) {
        setState(RunState.WAITING, "Its job waits to be started again: %s.".formatted(text));
      }
      return Verdict.NOTHING;
    }
    // The last lines may still be on their way through the shared folder.
    unseen++;
    if (unseen < 3) {
      return Verdict.NOTHING;
    }
    String word = found == null ? "" : found.word();
    if (stopping) {
      stop(files);
      return Verdict.NOTHING;
    }
    if (!leaving && Instant.now().isBefore(wantedUntil)) {
      wantedUntil = Instant.MIN;
      return Verdict.SUBMIT_AGAIN;
    }
    if (leaving || paused || word.equals("CANCELLED")) {
      status = "";
      setState(
          RunState.PAUSED,
          "Its job was ended%s; what the last checkpoint holds is kept."
              .formatted(text.isEmpty() ? "" : ": " + text));
      return Verdict.NOTHING;
    }
    if (submissions < MOST_SUBMISSIONS) {
      return Verdict.SUBMIT_AGAIN;
    }
    String reason =
        "Its jobs ended %d times without a word of the run%s. The end of %s may say why."
            .formatted(
                submissions,
                text.isEmpty() ? "" : ", last as " + text,
                files.placeOf("job-%s.txt".formatted(job)));
    RunEvent.Failed failed = new RunEvent.Failed(reason);
    if (recorder != null) {
      recorder().accept(failed);
    }
    leaveAsItIs(RunState.FAILED, reason);
    publish(failed);
    return Verdict.NOTHING;
  }
}
