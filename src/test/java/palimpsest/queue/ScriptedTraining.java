package palimpsest.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomUse;
import palimpsest.learning.TrainerState;
import palimpsest.network.ParameterLayout;

/**
 * Training in no time: it counts batches instead of learning, keeps checkpoints as an experiment
 * does, and takes a step only when it is allowed to.
 */
public final class ScriptedTraining implements RunExecutor {

  /** Batches of an epoch. */
  public static final int BATCHES = 4;

  /** The parameters that it pretends to have. */
  public static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("fc1", "weight", List.of(2, 1), 0),
              new ParameterLayout.Tensor("fc1", "bias", List.of(2), 2)));

  private final Semaphore steps;

  /** What it was asked to train, in order. */
  public final List<ExperimentSpec> trained = new ArrayList<>();

  private ScriptedTraining(int steps) {
    this.steps = new Semaphore(steps);
  }

  /** One that never waits. */
  public static ScriptedTraining free() {
    return new ScriptedTraining(Integer.MAX_VALUE);
  }

  /** One that waits before every batch until it is allowed to continue. */
  public static ScriptedTraining stepping() {
    return new ScriptedTraining(0);
  }

  /** Allows so many more batches. */
  public void allow(int batches) {
    steps.release(batches);
  }

  @Override
  public RunResult run(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    synchronized (trained) {
      trained.add(spec);
    }
    List<TaskScore> initial = MadeUpRuns.scores(0.1, 0.05, 0.15);
    RunResult empty = MadeUpRuns.result(spec);
    Optional<Checkpoint> last = checkpoints.last(MadeUpRuns.ANY_CHECKPOINT);
    listener.accept(
        new RunEvent.Started(
            spec, empty.taskNames(), LAYOUT, "CPU, 2 threads", 2, MadeUpRuns.DATA, initial));
    List<EpochScores> epochs = new ArrayList<>();
    int done = 0;
    if (last.isPresent()) {
      Checkpoint from = last.get();
      epochs.addAll(from.epochs());
      done = from.epochs().size() * BATCHES + from.position().batch();
      listener.accept(new RunEvent.Resumed(from.position(), from.scores()));
    }
    int all = spec.epochs() * spec.tasks().size() * BATCHES;
    RunResult.Ending ending = RunResult.Ending.COMPLETE;
    while (done < all && ending == RunResult.Ending.COMPLETE) {
      awaitStep(control);
      if (control.isStopping()) {
        ending = RunResult.Ending.STOPPED;
      } else if (control.isPausing()) {
        checkpoints.keep(checkpoint(spec, done, initial, epochs));
        ending = RunResult.Ending.PAUSED;
      } else {
        done = batch(spec, done, all, epochs, listener);
        if (checkpoints.due() || done % BATCHES == 0) {
          checkpoints.keep(checkpoint(spec, done, initial, epochs));
        }
      }
    }
    RunResult result =
        new RunResult(
            spec,
            empty.taskNames(),
            "CPU, 2 threads",
            new Scores(initial, epochs),
            ending,
            0.5 * done,
            weights(done));
    listener.accept(new RunEvent.Ended(result));
    return result;
  }

  /** Waits until a batch is allowed, or the run is to stop. */
  private void awaitStep(RunControl control) {
    try {
      boolean allowed = false;
      while (!allowed && !control.isPausing() && !control.isStopping()) {
        allowed = steps.tryAcquire(1, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int batch(
      ExperimentSpec spec,
      int done,
      int all,
      List<EpochScores> epochs,
      Consumer<RunEvent> listener) {
    int epoch = done / BATCHES;
    int task = epoch / spec.epochs();
    listener.accept(
        new RunEvent.Progress(
            task,
            spec.tasks().size(),
            epoch % spec.epochs(),
            spec.epochs(),
            done % BATCHES + 1,
            BATCHES,
            (done + 1.0) / all,
            1000,
            Double.NaN,
            1.0 / (done + 1)));
    if ((done + 1) % BATCHES == 0) {
      EpochScores scores =
          new EpochScores(
              task,
              epoch % spec.epochs(),
              1.0 / (epoch + 3),
              0.5,
              Double.NaN,
              MadeUpRuns.scores(1.0 / (epoch + 1), 0.2, 1.0 / 3),
              0.25);
      epochs.add(scores);
      listener.accept(new RunEvent.EpochEnded(scores));
      if (spec.observeFisher() && (epoch + 1) % spec.epochs() == 0) {
        listener.accept(
            new RunEvent.FisherMeasured(
                new FisherSnapshot(
                    Representation.DIAGONAL,
                    task,
                    "after task " + (task + 1),
                    10,
                    false,
                    LAYOUT,
                    new MatrixEntries.Diagonal(new float[] {1, 2, 3, 4 + task}))));
      }
    }
    return done + 1;
  }

  private static double[] weights(int done) {
    return new double[] {done, 0.5f, -1, (float) (1.0 / 3)};
  }

  private static Checkpoint checkpoint(
      ExperimentSpec spec, int done, List<TaskScore> initial, List<EpochScores> epochs) {
    int epoch = done / BATCHES;
    Map<RandomUse, Long> streams = new EnumMap<>(RandomUse.class);
    streams.put(RandomUse.ORDER, Long.MIN_VALUE + done);
    return new Checkpoint(
        new Checkpoint.Position(epoch / spec.epochs(), epoch % spec.epochs(), done % BATCHES),
        EvaluationSums.NONE,
        EvaluationSums.NONE,
        0,
        0.5 * done,
        new Scores(initial, epochs),
        new TrainerState(weights(done), streams, new LinkedHashMap<>()));
  }
}
