package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.data.DataRecord;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.file.AtomicFile;
import palimpsest.file.Npz;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.Metrics;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * Writes what happens in a run into the archive while it happens. Used on the training thread.
 *
 * <p>What cannot be written is kept in memory and tried again with what comes next, and told: a
 * disk that fills up and is emptied again costs nothing. Only the end insists.
 */
public final class RunRecorder implements Consumer<RunEvent> {

  private static final long FLUSH_NANOS = 500_000_000L;

  private final Database database;
  private final long run;
  private final ExperimentSpec spec;
  private final Path folder;
  private RunMark mark;
  private final RunCheckpoints checkpoints;
  private final List<Database.Work<?>> pending = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<BatchScores> batches = new ArrayList<>();
  private List<String> taskNames = List.of();
  private RunLength length;
  private List<TaskScore> initial = List.of();
  private @Nullable ParameterLayout layout;
  private boolean mayBegin;
  private boolean weightsWritten;
  private String lastError = "";
  private @Nullable RunMoment told;
  private long begun = System.nanoTime();
  private long lastFlush = begun;

  RunRecorder(
      Database database,
      long run,
      RunTable.Recorded recorded,
      Path folder,
      double checkpointSeconds) {
    this.database = database;
    this.run = run;
    spec = recorded.spec();
    length = RunLength.of(spec, DataRecord.NOT_RECORDED);
    mark = recorded.mark();
    this.folder = folder;
    checkpoints =
        new RunCheckpoints(
            new CheckpointFiles(folder, mark, spec.precision()),
            checkpointSeconds,
            System::nanoTime,
            () -> {
              makeFolder();
              flush(Database.Durability.FULL);
            },
            this::reportError);
  }

  /** The checkpoint to resume from, and the place to save new ones. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Takes the messages about failed writing since the last call, in sentences. */
  public List<String> takeErrors() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  /**
   * Takes an event of a run that trains elsewhere.
   *
   * @param moment the place and time of the event
   */
  public void accept(RunEvent event, RunMoment moment) {
    told = moment;
    accept(event);
  }

  @Override
  public void accept(RunEvent event) {
    if (mayBegin && !(event instanceof RunEvent.Resumed)) {
      mayBegin = false;
      epochs.clear();
      batches.clear();
      later(connection -> {
        ScoreTable.forgetFrom(connection, run, new Checkpoint.Position(0, 0, 0));
        return true;
      });
    }
    switch (event) {
      case RunEvent.Started started -> start(started);
      case RunEvent.Resumed resumed -> resume(resumed);
      case RunEvent.Progress progress -> progress(progress);
      case RunEvent.Evaluated evaluated -> within(evaluated.scores());
      case RunEvent.EpochEnded ended -> epoch(ended.scores());
      case RunEvent.FisherMeasured measured -> matrix(measured.matrix());
      case RunEvent.LogMessage message -> {
        log("remark", message.text());
        tryFlush();
      }
      case RunEvent.Ended ended -> end(ended.result());
      case RunEvent.Failed failed -> log("failed", failed.reason());
    }
  }

  private void start(RunEvent.Started started) {
    mayBegin = true;
    taskNames = started.taskNames();
    length = RunLength.of(spec, started.data());
    initial = started.initial();
    layout = started.layout();
    begun = System.nanoTime();
    mark = mark.reading(started.data().digest());
    Provenance here = environment();
    Integer threads = started.threads() == 0 ? null : Integer.valueOf(started.threads());
    Instant now = now();
    later(connection -> {
      Query.update(
          connection,
          "UPDATE run SET started = coalesce(started, ?), task_names = ?, parameters = ?,"
              + " layout = ?, device = ?, threads = coalesce(threads, ?), program = ?,"
              + " git_commit = ?, java = ?, system = ?, processors = ? WHERE id = ?",
          Query.time(now),
          RunChanges.json(started.taskNames()),
          started.layout().size(),
          LayoutJson.write(started.layout()),
          started.device(),
          threads,
          here.program(),
          here.commit(),
          here.java(),
          here.system(),
          here.processors(),
          run);
      if (!mark.run().isEmpty()) {
        // What a run of version 0.1.0 read before is unknown.
        Query.update(
            connection,
            "UPDATE run SET data = ? WHERE id = ?",
            DataJson.write(started.data()),
            run);
      }
      StretchTable.add(
          connection, run, new Stretch(now, started.device(), started.threads(), here));
      ScoreTable.putInitial(connection, run, started.initial());
      return true;
    });
    log("started", "%,d parameters, %s.".formatted(started.layout().size(), started.device()));
    tryFlush();
  }

  private void resume(RunEvent.Resumed resumed) {
    mayBegin = false;
    epochs.clear();
    epochs.addAll(resumed.epochs());
    batches.clear();
    batches.addAll(resumed.batches());
    Checkpoint.Position position = resumed.position();
    later(connection -> {
      ScoreTable.forgetFrom(connection, run, position);
      for (EpochScores scores : resumed.epochs()) {
        ScoreTable.putEpoch(connection, run, scores);
      }
      for (BatchScores scores : resumed.batches()) {
        ScoreTable.putWithin(connection, run, scores);
      }
      return true;
    });
    log("resumed", "Resumes %s.".formatted(position.words(length)));
    tryFlush();
  }

  private void progress(RunEvent.Progress progress) {
    later(connection -> {
      ScoreTable.putBatch(
          connection,
          run,
          progress.task(),
          progress.epoch(),
          progress.batch() - 1,
          progress.loss());
      return true;
    });
    if (System.nanoTime() - lastFlush >= FLUSH_NANOS) {
      writeProgress(progress.done());
      tryFlush(Database.Durability.NORMAL);
    }
  }

  private void within(BatchScores scores) {
    batches.add(scores);
    later(connection -> {
      ScoreTable.putWithin(connection, run, scores);
      return true;
    });
  }

  private void epoch(EpochScores scores) {
    epochs.add(scores);
    RunResult soFar = soFar();
    later(connection -> {
      ScoreTable.putEpoch(connection, run, scores);
      RunChanges.setMetrics(connection, run, Metrics.of(AccuracyHistory.of(soFar)));
      return true;
    });
    writeProgress((double) epochs.size() / length.total());
    log(
        "epoch",
        "Task %d, epoch %d: training loss %.3f, %s, %.1f s."
            .formatted(
                scores.task() + 1,
                scores.epoch() + 1,
                scores.trainingLoss(),
                accuracy(scores),
                scores.seconds()));
    // An epoch may take no longer than a write that is forced to disk.
    boolean rare = System.nanoTime() - lastFlush >= FLUSH_NANOS;
    tryFlush(rare ? Database.Durability.FULL : Database.Durability.NORMAL);
  }

  private static String accuracy(EpochScores scores) {
    int evaluated = scores.evaluated().size();
    if (evaluated == 0) {
      return "not evaluated";
    }
    return "mean accuracy %.1f %%%s"
        .formatted(
            100 * scores.meanAccuracy(),
            evaluated == scores.tests().size() ? "" : " on %d tasks".formatted(evaluated));
  }

  private void matrix(FisherSnapshot matrix) {
    if (matrix.live()) {
      return;
    }
    try {
      makeFolder();
      Path file = folder.resolve(MatrixTable.fileName(matrix));
      Npz.write(file, mark.before(FisherArrays.of(matrix)));
      later(connection -> {
        MatrixTable.put(connection, run, matrix, file);
        return true;
      });
      log(
          "matrix",
          "%s, %s, over %s."
              .formatted(
                  matrix.representation().label(),
                  matrix.moment(),
                  NumberText.count(matrix.images(), "image")));
    } catch (Problem problem) {
      reportError(problem.getMessage());
    }
    tryFlush();
  }

  private void end(RunResult result) {
    if (result.ending() != RunResult.Ending.PAUSED) {
      try {
        makeFolder();
        RunFolder.at(folder).writeWeights(result, layout, mark);
        weightsWritten = true;
      } catch (Problem problem) {
        reportError(problem.getMessage());
      }
    }
    later(connection -> {
      Query.update(connection, "UPDATE run SET seconds = ? WHERE id = ?", result.seconds(), run);
      RunChanges.setMetrics(connection, run, Metrics.of(AccuracyHistory.of(result)));
      return true;
    });
  }

  /**
   * Writes how the run stands now that it trains no longer, and everything still to be written.
   *
   * @param reason the reason of a failure or divergence; else empty
   * @throws Problem if it cannot be written: the archive then takes the run for interrupted
   */
  public void leave(RunState state, String reason) {
    later(connection -> {
      RunChanges.setState(connection, run, state, reason);
      if (state == RunState.FINISHED) {
        Query.update(connection, "UPDATE run SET done = 1 WHERE id = ?", run);
      }
      return true;
    });
    log(state.label(), leaving(state));
    flush(Database.Durability.FULL);
    // Where the weights could not be written, the checkpoint is the only place that has them; and a
    // run that failed or was stopped may be asked to continue.
    if ((state == RunState.FINISHED || state == RunState.DIVERGED) && weightsWritten) {
      checkpoints.delete();
    }
  }

  private static String leaving(RunState state) {
    return switch (state) {
      case WAITING, INTERRUPTED -> "Interrupted; it resumes from here.";
      case RUNNING -> "Began to train.";
      case PAUSED -> "Paused.";
      case FINISHED -> "Finished.";
      case STOPPED -> "Stopped on request.";
      case DIVERGED -> "Diverged.";
      case FAILED -> "Failed.";
    };
  }

  private void writeProgress(double done) {
    double seconds = seconds();
    later(connection ->
        Query.update(
            connection, "UPDATE run SET done = ?, seconds = ? WHERE id = ?", done, seconds, run));
  }

  private Instant now() {
    return told == null ? Instant.now() : told.at();
  }

  private Provenance environment() {
    return told == null ? Provenance.here() : told.environment();
  }

  private double seconds() {
    return told == null
        ? checkpoints.secondsBefore() + (System.nanoTime() - begun) / 1e9
        : told.seconds();
  }

  private RunResult soFar() {
    return new RunResult(
        spec,
        taskNames,
        "",
        new Scores(initial, epochs, batches),
        RunResult.Ending.STOPPED,
        0,
        new double[0]);
  }

  private void log(String kind, String text) {
    Instant now = now();
    later(connection -> {
      LogTable.add(connection, run, now, kind, text);
      return true;
    });
  }

  /** Keeps an error to be told; one that was just told is not told again. */
  void reportError(String error) {
    if (!error.equals(lastError)) {
      lastError = error;
      errors.add(error);
      log("complaint", error);
    }
  }

  private void later(Database.Work<?> work) {
    pending.add(work);
  }

  private void tryFlush() {
    tryFlush(Database.Durability.FULL);
  }

  private void tryFlush(Database.Durability durability) {
    try {
      // What was read from a node's files can be read again.
      flush(told == null ? durability : Database.Durability.NORMAL);
    } catch (Problem problem) {
      lastFlush = System.nanoTime();
      reportError(problem.getMessage());
    }
  }

  private void flush(Database.Durability durability) {
    List<Database.Work<?>> batch = List.copyOf(pending);
    database.write(
        durability,
        connection -> {
          for (Database.Work<?> work : batch) {
            work.on(connection);
          }
          return true;
        });
    pending.clear();
    lastFlush = System.nanoTime();
    lastError = "";
  }

  private void makeFolder() {
    // An archive that was deleted is not created again, with only a run's folder in it.
    database.requireThere();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder, e);
    }
  }
}
