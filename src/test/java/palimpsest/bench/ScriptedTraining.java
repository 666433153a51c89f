package palimpsest.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
import palimpsest.experiment.RunResult.Ending;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.MatrixEntries;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomUse;
import palimpsest.learning.TrainerState;
import palimpsest.network.ParameterLayout;
import palimpsest.network.ParameterLayout.Tensor;
import palimpsest.problem.Problem;

/**
 * Stands in for training: reports made-up epochs, one for each that the test allows, stops and
 * pauses when asked, keeps a checkpoint after each epoch and resumes from the last one.
 */
public final class ScriptedTraining implements RunExecutor {

  static final List<String> TASKS = List.of("Digits", "Letters", "Kana");

  /** The network of the notebook. */
  static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("conv1", "weight", List.of(5, 1, 5, 5), 0),
              new Tensor("conv1", "bias", List.of(5), 125),
              new Tensor("conv2", "weight", List.of(5, 5, 5, 5), 130),
              new Tensor("conv2", "bias", List.of(5), 755),
              new Tensor("fc1", "weight", List.of(20, 80), 760),
              new Tensor("fc1", "bias", List.of(20), 2360),
              new Tensor("fc2", "weight", List.of(30, 20), 2380)));

  private static final int BATCHES = 235;

  public final List<ExperimentSpec> started = new CopyOnWriteArrayList<>();
  public final List<Integer> resumedAt = new CopyOnWriteArrayList<>();
  public final List<RunControl> controls = new CopyOnWriteArrayList<>();
  private final Semaphore allowed = new Semaphore(0);
  private final AtomicReference<String> failure = new AtomicReference<>("");
  private volatile int batchesTold = BATCHES;
  private volatile boolean diverging;
  private volatile List<String> names = TASKS;

  /** Lets so many more epochs be trained. */
  public void allowEpochs(int count) {
    allowed.release(count);
  }

  /** Makes the next run fail at its beginning. */
  public void failWith(String reason) {
    failure.set(reason);
  }

  /** Makes the run under way diverge after its next epoch. */
  public void diverge() {
    diverging = true;
  }

  /** Calls the tasks so, instead of {@link #TASKS}. */
  public void callTasks(String... taskNames) {
    names = List.of(taskNames);
  }

  /** Reports so many batches an epoch only. */
  public void tellBatches(int count) {
    batchesTold = count;
  }

  @Override
  public RunResult run(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    started.add(spec);
    controls.add(control);
    String reason = failure.getAndSet("");
    if (!reason.isEmpty()) {
      throw new Problem(reason);
    }
    List<TaskScore> initial = TASKS.stream().map(task -> new TaskScore(3.42, 0.033)).toList();
    listener.accept(
        new RunEvent.Started(spec, names, LAYOUT, "CPU, 2 threads", 2, MadeUpRuns.DATA, initial));
    List<EpochScores> epochs = new ArrayList<>();
    checkpoints
        .last(MadeUpRuns.ANY_CHECKPOINT)
        .ifPresent(last -> {
          epochs.addAll(last.epochs());
          resumedAt.add(epochs.size());
          listener.accept(new RunEvent.Resumed(last.position(), last.scores()));
        });
    int total = TASKS.size() * spec.epochs();
    boolean diverged = false;
    while (!diverged && epochs.size() < total && waitForEpoch(control)) {
      train(spec, epochs, listener);
      checkpoints.keep(checkpoint(spec, initial, epochs));
      diverged = diverging;
    }
    if (diverged) {
      diverging = false;
      listener.accept(new RunEvent.LogMessage("The run diverged: the loss is not finite."));
    }
    RunResult result =
        new RunResult(
            spec,
            names,
            "CPU, 2 threads",
            new Scores(initial, epochs),
            ending(diverged, epochs.size() == total, control),
            72,
            new double[LAYOUT.size()]);
    listener.accept(new RunEvent.Ended(result));
    return result;
  }

  private static Ending ending(boolean diverged, boolean complete, RunControl control) {
    if (diverged) {
      return Ending.DIVERGED;
    }
    return complete ? Ending.COMPLETE : control.isStopping() ? Ending.STOPPED : Ending.PAUSED;
  }

  private void train(ExperimentSpec spec, List<EpochScores> epochs, Consumer<RunEvent> listener) {
    int total = TASKS.size() * spec.epochs();
    int task = epochs.size() / spec.epochs();
    int epoch = epochs.size() % spec.epochs();
    for (int batch = BATCHES - batchesTold + 1; batch <= BATCHES; batch++) {
      double done = (epochs.size() + (double) batch / BATCHES) / total;
      listener.accept(
          new RunEvent.Progress(
              task,
              TASKS.size(),
              epoch,
              spec.epochs(),
              batch,
              BATCHES,
              done,
              3410,
              120 * (1 - done),
              1));
    }
    EpochScores scores = scores(spec, task, epoch);
    epochs.add(scores);
    listener.accept(new RunEvent.EpochEnded(scores));
    if (epoch == spec.epochs() - 1 && spec.observeFisher()) {
      listener.accept(new RunEvent.FisherMeasured(matrix(spec, task)));
    }
  }

  private static Checkpoint checkpoint(
      ExperimentSpec spec, List<TaskScore> initial, List<EpochScores> epochs) {
    Map<RandomUse, Long> streams = new EnumMap<>(RandomUse.class);
    streams.put(RandomUse.ORDER, spec.seed());
    return new Checkpoint(
        new Checkpoint.Position(epochs.size() / spec.epochs(), epochs.size() % spec.epochs(), 0),
        EvaluationSums.NONE,
        EvaluationSums.NONE,
        0,
        4.8 * epochs.size(),
        new Scores(initial, epochs),
        new TrainerState(new double[LAYOUT.size()], streams, new LinkedHashMap<>()));
  }

  private boolean waitForEpoch(RunControl control) {
    try {
      while (!control.isStopping() && !control.isPausing()) {
        if (allowed.tryAcquire(5, TimeUnit.MILLISECONDS)) {
          return !control.isStopping() && !control.isPausing();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  static EpochScores scores(ExperimentSpec spec, int task, int epoch) {
    double kept =
        switch (spec.strategy().key()) {
          case "fine-tuning" -> 0.04;
          case "ewc" -> 0.45;
          case "replay" -> 0.72;
          case "natural-replay" -> 0.9;
          default -> throw new IllegalArgumentException(spec.strategy().key());
        };
    double passed = (epoch + 1.0) / spec.epochs();
    List<TaskScore> tests = new ArrayList<>();
    for (int j = 0; j < TASKS.size(); j++) {
      double best = 0.97 - 0.05 * j;
      double reached = best * (1 - 0.75 * Math.exp(-(epoch + 1) * 0.9));
      double fading = Math.pow(kept, task - j - 1) * (1 - (1 - kept) * (1 - Math.exp(-3 * passed)));
      double accuracy = j > task ? 0.01 : j == task ? reached : best * fading;
      tests.add(new TaskScore(-1.1 * Math.log(Math.max(0.015, accuracy)), accuracy));
    }
    return new EpochScores(task, epoch, 0.8, 0.7, Double.NaN, tests, 4.8);
  }

  /** A matrix with bright blocks on the diagonal and waves beside them, sized like the network. */
  static FisherSnapshot matrix(ExperimentSpec spec, int task) {
    int size = LAYOUT.size();
    double[] strength = new double[size];
    for (var layer : LAYOUT.layers()) {
      for (int i = 0; i < layer.size(); i++) {
        int unit = layer.offset() + i;
        strength[unit] =
            (0.35 + 0.65 * Math.abs(Math.sin(unit * 0.37 + task)))
                * Math.abs(Math.cos(unit * 0.011 * (task + 1)))
                * (layer.name().startsWith("conv") ? 0.34 : 0.17);
      }
    }
    float[] values = new float[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double near = Math.exp(-Math.abs(row - column) / 240.0);
        double wave = Math.cos((row - column) * 0.13) * near;
        values[row * size + column] = (float) (strength[row] * strength[column] * wave);
      }
    }
    return new FisherSnapshot(
        spec.representation(),
        task,
        "after task %d, all its images".formatted(task + 1),
        4096,
        false,
        LAYOUT,
        new MatrixEntries.Full(size, values));
  }
}
