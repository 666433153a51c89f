package palimpsest.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Runner;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.MatrixEntries;
import palimpsest.network.ParameterLayout;
import palimpsest.network.ParameterLayout.Tensor;

/**
 * Stands in for training: tells of made-up epochs on a thread of its own, an epoch for each that
 * the test allows, and stops when asked.
 */
final class ScriptedRunner implements Runner, AutoCloseable {

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

  final List<ExperimentSpec> started = new CopyOnWriteArrayList<>();
  final List<RunControl> controls = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Boolean> allowed = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private volatile String failure = "";
  private final Thread thread;

  ScriptedRunner() {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("training")
            .start(() -> {
              try {
                while (true) {
                  jobs.take().run();
                }
              } catch (InterruptedException e) {
                // The test is over.
              }
            });
  }

  /** Lets so many more epochs be trained. */
  void allowEpochs(int count) {
    for (int i = 0; i < count; i++) {
      allowed.add(true);
    }
  }

  /** Makes the next run fail at its beginning. */
  void failWith(String reason) {
    failure = reason;
  }

  @Override
  public void start(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {
    started.add(spec);
    controls.add(control);
    jobs.add(() -> train(spec, control, listener));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void train(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {
    if (!failure.isEmpty()) {
      listener.accept(new RunEvent.Failed(failure));
      failure = "";
      return;
    }
    List<TaskScore> initial = TASKS.stream().map(task -> new TaskScore(3.42, 0.033)).toList();
    listener.accept(new RunEvent.Started(spec, TASKS, LAYOUT, "CPU, 2 threads", initial));
    List<EpochScores> epochs = new ArrayList<>();
    int total = TASKS.size() * spec.epochs();
    for (int at = 0; at < total && waitForEpoch(control); at++) {
      int task = at / spec.epochs();
      for (int batch = 1; batch <= 235; batch++) {
        double done = (at + batch / 235.0) / total;
        listener.accept(
            new RunEvent.Progress(
                task,
                TASKS.size(),
                at % spec.epochs(),
                spec.epochs(),
                batch,
                235,
                done,
                3410,
                120 * (1 - done),
                1));
      }
      EpochScores scores = scores(spec, task, at % spec.epochs());
      epochs.add(scores);
      listener.accept(new RunEvent.EpochEnded(scores));
      if (at % spec.epochs() == spec.epochs() - 1 && spec.observeFisher()) {
        listener.accept(new RunEvent.FisherMeasured(matrix(spec, task)));
      }
    }
    listener.accept(
        new RunEvent.Ended(
            new RunResult(
                spec,
                TASKS,
                "CPU, 2 threads",
                initial,
                epochs,
                epochs.size() == total ? RunResult.Ending.COMPLETE : RunResult.Ending.STOPPED,
                72,
                new double[2980])));
  }

  private boolean waitForEpoch(RunControl control) {
    try {
      while (!control.isStopping()) {
        if (allowed.poll(5, java.util.concurrent.TimeUnit.MILLISECONDS) != null) {
          return !control.isStopping();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  static EpochScores scores(ExperimentSpec spec, int task, int epoch) {
    double kept =
        switch (spec.strategy()) {
          case FINE_TUNING -> 0.04;
          case EWC -> 0.45;
          case REPLAY -> 0.72;
          case NATURAL_REPLAY -> 0.9;
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
