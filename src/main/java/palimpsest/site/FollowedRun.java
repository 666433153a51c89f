package palimpsest.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.EventJson;
import palimpsest.archive.RunState;
import palimpsest.archive.SessionSweeps;
import palimpsest.archive.Sweep;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.queue.QueueListener;

/**
 * A run that trains on a cluster: its job, and how far its files of events were read. Its state
 * follows from both.
 */
final class FollowedRun {

  /** A job that was cancelled may take a while to end. */
  private static final long WANTED_SECONDS = 60;

  /** Times that a job is submitted again of which the run has told nothing. */
  private static final int MOST_SUBMISSIONS = 3;

  /** The word for a job that someone ended. */
  private static final String CANCELLED = "CANCELLED";

  /**
   * The words for jobs that ended although they were not asked to. Lack of memory is none of them:
   * it would come again; nor is a deadline, which is the user's.
   */
  private static final Set<String> LOST =
      Set.of("BOOT_FAIL", "FAILED", "NODE_FAIL", "PREEMPTED", "TIMEOUT");

  /** Looks at a job that is over before the run's last words are taken as read. */
  private static final int PATIENCE = 3;

  private final Sweep.Placement placement;
  private final SessionSweeps session;
  private final List<QueueListener> listeners;
  private final EventTail tail;
  private final RunIntake intake;
  private volatile RunState state;
  private volatile String job;
  private volatile String status = "";
  private volatile boolean jobRuns;
  private volatile boolean leaving;
  private volatile boolean stopping;

  /** Until when its job is replaced that was ended before the run was to resume. */
  private Instant wantedUntil = Instant.MIN;

  /** Whether its last job has said that the run keeps its state and ends. */
  private volatile boolean heard;

  /** Whether its job was seen to run. */
  private boolean ran;

  /** The time at which something new of it was last read. */
  private long toldAt = System.nanoTime();

  private int unseen;
  private int submissions;

  /** The share that was done when its job was last lost. */
  private double doneWhenLost = -1;

  FollowedRun(
      Sweep.Placement placement,
      ExperimentSpec spec,
      RunState state,
      SessionSweeps session,
      List<QueueListener> listeners) {
    this.placement = placement;
    this.state = state;
    this.session = session;
    this.listeners = listeners;
    job = placement.job();
    tail = new EventTail(NodeRun.folder(placement.element()));
    intake = new RunIntake(placement, spec, session, listeners, this::become);
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

  /** Its standing, for those who list it. */
  SweepStanding.Run standing() {
    return new SweepStanding.Run(id(), state, stage(), job, status);
  }

  private SweepStanding.Stage stage() {
    RunState now = state;
    if (now.isOver()) {
      return SweepStanding.Stage.OVER;
    }
    if (stopping || (leaving && now != RunState.PAUSED)) {
      return SweepStanding.Stage.ENDING;
    }
    return switch (now) {
      case PAUSED -> SweepStanding.Stage.PAUSED;
      case RUNNING -> SweepStanding.Stage.TRAINING;
      default -> jobRuns && !heard ? SweepStanding.Stage.STARTING : SweepStanding.Stage.WAITING;
    };
  }

  /** Whether something is still to come: it waits or trains there. */
  boolean isUnderWay() {
    return !state.isOver() && state != RunState.PAUSED;
  }

  /** A job was submitted for it. */
  void submitted(String name) {
    job = name;
    submissions++;
    unseen = 0;
    heard = false;
    ran = false;
    jobRuns = false;
    leaving = false;
  }

  /** Someone asked its job to end. */
  void leaves() {
    leaving = true;
  }

  /**
   * It is to end: now if it is paused, else when its job has ended.
   *
   * @param files fetches its weights
   */
  void stops(RunIntake.Files files) {
    stopping = true;
    if (state == RunState.PAUSED && intake.isPaused()) {
      intake.stop(files);
    } else if (state == RunState.PAUSED) {
      // Its events are read first, as another process has paused it.
      setState(RunState.WAITING, "Stops.");
    }
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

  /** The process that is needed for its job ends. */
  void abandoned() {
    if (state == RunState.RUNNING) {
      setState(
          RunState.WAITING,
          "The process that drove its job ended; the run resumes from its last checkpoint.");
    }
  }

  /**
   * The next bytes to read, if there are any.
   *
   * @param sizes of the files of events, by path within the sweep's folder
   */
  Host.@Nullable Part next(String sweep, Map<String, Long> sizes) {
    return tail.next(sweep, sizes);
  }

  /**
   * Takes in bytes that were read.
   *
   * @param files fetches weights and matrices
   * @throws palimpsest.problem.Problem if a file that a line names cannot be had; the line is read
   *     again next time
   */
  void take(byte[] bytes, RunIntake.Files files) {
    tail.add(bytes);
    toldAt = System.nanoTime();
    unseen = 0;
    if (tail.isLast()) {
      submissions = 0;
    }
    takeLines(files);
  }

  /** Whether lines wait that could not be taken in. */
  boolean hasUnread() {
    return tail.hasUnread();
  }

  /** Tries again what could not be taken in. */
  void takeLines(RunIntake.Files files) {
    tail.lines(line -> takeLine(line, files), () -> state.isOver());
  }

  private void takeLine(String line, RunIntake.Files files) {
    EventJson.Told told;
    try {
      told = intake.read(line);
    } catch (IllegalArgumentException e) {
      intake.error("A line of %s was left out: %s.".formatted(tail.file(), e.getMessage()));
      return;
    }
    intake.take(told, tail.isLast(), files);
  }

  private void become(RunState told) {
    switch (told) {
      case RUNNING -> {
        heard = false;
        ran = true;
        if (state != RunState.RUNNING) {
          setState(RunState.RUNNING, "Begins to train as job %s.".formatted(job));
        }
      }
      case PAUSED -> {
        heard = tail.isLast();
        if (leaving && !stopping && tail.isLast()) {
          pauses("");
        } else {
          setState(RunState.WAITING, "Interrupted; it resumes from here.");
        }
      }
      default -> {
        state = told;
        status = "";
        tail.clear();
      }
    }
  }

  private void pauses(String why) {
    status = "";
    jobRuns = false;
    setState(
        RunState.PAUSED,
        "Its job was ended%s; what the last checkpoint holds is kept."
            .formatted(why.isEmpty() ? "" : ": " + why));
  }

  private void setState(RunState next, String line) {
    state = next;
    session.setState(id(), next, line);
    listeners.forEach(QueueListener::queueChanged);
  }

  /** The consequence of a look at the job of a run. */
  enum Verdict {
    NOTHING,
    /** Its job is gone though the run is not over; it is to be submitted again. */
    SUBMIT_AGAIN
  }

  /**
   * Takes in how its job stands.
   *
   * @param found null if the site no longer knows it
   * @param askedAt the time of the question, by {@link System#nanoTime}
   * @param files fetches its weights
   */
  Verdict look(@Nullable JobStatus found, long askedAt, RunIntake.Files files) {
    know(found);
    if (askedAt - toldAt < 0) {
      // Meanwhile the run itself has told more.
      return Verdict.NOTHING;
    }
    if (found != null && found.state() != JobStatus.State.OVER) {
      unseen = 0;
      if (found.state() == JobStatus.State.WAITING && state == RunState.RUNNING) {
        setState(RunState.WAITING, "Its job waits to be started again: %s.".formatted(status));
      }
      return Verdict.NOTHING;
    }
    // The last lines may still be on their way through the shared folder, and a job may yet be
    // started again, unless it was cancelled and never began, or the run has said itself that it
    // keeps its state.
    unseen++;
    String word = found == null ? "" : found.word();
    boolean last = (heard && tail.isAtEnd()) || (leaving && !ran);
    if (unseen < PATIENCE && !(last && word.equals(CANCELLED))) {
      return Verdict.NOTHING;
    }
    return over(word, status, files);
  }

  private void know(@Nullable JobStatus found) {
    String text = found == null ? "" : found.text();
    boolean runs = found != null && found.state() == JobStatus.State.RUNNING;
    ran |= runs;
    if (!text.equals(status) || runs != jobRuns) {
      status = text;
      jobRuns = runs;
      listeners.forEach(QueueListener::queueChanged);
    }
  }

  /** Whether a run that kept its state lost its job, having come further with it. */
  private boolean isWorthAnotherJob(String word) {
    boolean further = intake.done() > doneWhenLost;
    doneWhenLost = intake.done();
    return LOST.contains(word) && further;
  }

  /** Its job is over, and nothing more is to be heard from it. */
  private Verdict over(String word, String text, RunIntake.Files files) {
    if (stopping) {
      intake.stop(files);
      return Verdict.NOTHING;
    }
    if (!leaving && Instant.now().isBefore(wantedUntil)) {
      wantedUntil = Instant.MIN;
      return Verdict.SUBMIT_AGAIN;
    }
    if (leaving || word.equals(CANCELLED) || (heard && !isWorthAnotherJob(word))) {
      pauses(text);
      return Verdict.NOTHING;
    }
    if (submissions < MOST_SUBMISSIONS) {
      return Verdict.SUBMIT_AGAIN;
    }
    intake.fail(
        "Its jobs ended %d times without a word of the run%s. The end of %s may say why."
            .formatted(
                submissions,
                text.isEmpty() ? "" : ", last as " + text,
                files.placeOf("job-%s.txt".formatted(job))));
    return Verdict.NOTHING;
  }
}
