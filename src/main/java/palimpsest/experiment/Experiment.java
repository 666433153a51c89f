package palimpsest.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.data.Catalogue;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.fisher.MatrixEntries;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.Tally;
import palimpsest.learning.Trainer;
import palimpsest.learning.TrainingSettings;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.problem.Problem;
import palimpsest.tensor.Memory;
import palimpsest.tensor.NotPositiveDefinite;
import palimpsest.tensor.Workspace;

/** One whole run, from images to results, on the calling thread. */
public final class Experiment {

  /** Training images of a task on which a matrix is measured that only the eye wants. */
  private static final int OBSERVED_IMAGES = 1000;

  private final ExperimentSpec spec;
  private final RunControl control;
  private final Consumer<RunEvent> listener;
  private final Scenario scenario;
  private final String device;
  private final Trainer trainer;
  private final List<EpochScores> epochs = new ArrayList<>();
  private final Pace pace;

  private Experiment(
      ExperimentSpec spec,
      RunControl control,
      Consumer<RunEvent> listener,
      Scenario scenario,
      Workspace workspace) {
    this.spec = spec;
    this.control = control;
    this.listener = listener;
    this.scenario = scenario;
    device = workspace.description();
    Architecture architecture =
        Architecture.baseNet(spec.channels(), spec.hiddenUnits(), scenario.outputs());
    Network network = new Network(workspace, architecture);
    if (spec.strategy().usesFisher() || spec.observeFisher()) {
      spec.representation().requireMemory(network);
    }
    trainer = new Trainer(workspace, network, scenario, settings(spec), new Watcher());
    pace = new Pace(spec, scenario);
  }

  /**
   * Runs a specification.
   *
   * @param spec what to run
   * @param data the folder that holds image sets in torchvision's layout
   * @param control how others may pause and stop it
   * @param checkpoints where it goes on from, and where it leaves its state
   * @param listener told of every event, on the calling thread; the last is {@link RunEvent.Ended}
   * @return everything that was measured
   * @throws Problem if the images are missing or the run does not fit this machine
   */
  public static RunResult run(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    Scenario scenario =
        Catalogue.scenario(spec.images(), data, spec.tasks(), spec.trainLimit(), spec.testLimit());
    try (Workspace workspace = Workspace.open(spec.device(), spec.precision())) {
      Experiment experiment = new Experiment(spec, control, listener, scenario, workspace);
      try (Trainer _ = experiment.trainer) {
        return experiment.run();
      }
    } catch (RuntimeException e) {
      if (Memory.isExhausted(e)) {
        throw new Problem(
            "There is not enough memory for this run: a smaller batch, network or representation"
                + " needs less.",
            e);
      }
      throw e;
    }
  }

  private RunResult run() {
    long start = System.nanoTime();
    List<String> taskNames = scenario.tasks().stream().map(Task::name).toList();
    List<TaskScore> initial = evaluate();
    listener.accept(new RunEvent.Started(spec, taskNames, trainer.layout(), device, initial));
    Ending ending = trainTasks();
    RunResult result =
        new RunResult(
            spec,
            taskNames,
            device,
            initial,
            epochs,
            ending,
            (System.nanoTime() - start) / 1e9,
            trainer.weights());
    listener.accept(new RunEvent.Ended(result));
    return result;
  }

  private Ending trainTasks() {
    int tasks = scenario.tasks().size();
    for (int task = 0; task < tasks; task++) {
      for (int epoch = 0; epoch < spec.epochs(); epoch++) {
        Ending ending = trainEpoch(task, epoch);
        if (ending != Ending.COMPLETE) {
          return ending;
        }
      }
      try {
        finishTask(task, task == tasks - 1);
      } catch (NotPositiveDefinite indefinite) {
        return diverged("the end of task " + (task + 1), "the Fisher matrix is not finite");
      }
    }
    return Ending.COMPLETE;
  }

  private Ending trainEpoch(int task, int epoch) {
    long start = System.nanoTime();
    Trainer.BatchTally total = Trainer.BatchTally.NONE;
    List<int[]> batches = trainer.shuffledBatches(task);
    pace.resume();
    for (int batch = 0; batch < batches.size(); batch++) {
      if (control.isStopping()) {
        return Ending.STOPPED;
      }
      String place = "task %d, epoch %d, batch %d".formatted(task + 1, epoch + 1, batch + 1);
      Trainer.BatchTally tally;
      try {
        tally = trainer.train(batches.get(batch), epoch == 0);
      } catch (NotPositiveDefinite indefinite) {
        return diverged(place, "the damped Fisher matrix is not positive definite");
      }
      double loss = tally.all().meanLoss();
      if (!Double.isFinite(loss)) {
        return diverged(place, "the loss is " + loss);
      }
      total = total.plus(tally);
      listener.accept(pace.progress(task, epoch, batch + 1, batches.size(), tally.all()));
    }
    EpochScores scores =
        new EpochScores(
            task,
            epoch,
            total.all().meanLoss(),
            total.current().accuracy(),
            total.replayed().accuracy(),
            evaluate(),
            (System.nanoTime() - start) / 1e9);
    if (!Double.isFinite(scores.meanLoss())) {
      return diverged(
          "the end of task %d, epoch %d".formatted(task + 1, epoch + 1),
          "the test loss is " + scores.meanLoss());
    }
    epochs.add(scores);
    listener.accept(new RunEvent.EpochEnded(scores));
    return Ending.COMPLETE;
  }

  private Ending diverged(String place, String sign) {
    remark(
        "The run diverged at %s: %s. A smaller learning rate, or a larger damping, may help."
            .formatted(place, sign));
    return Ending.DIVERGED;
  }

  private List<TaskScore> evaluate() {
    List<TaskScore> scores = new ArrayList<>();
    for (int task = 0; task < scenario.tasks().size(); task++) {
      Tally tally = trainer.evaluate(task);
      scores.add(new TaskScore(tally.meanLoss(), tally.accuracy()));
    }
    return scores;
  }

  private void finishTask(int task, boolean last) {
    int all = trainer.trainingImages(task);
    String moment = "after task " + (task + 1);
    if (trainer.consolidates() && !last) {
      remark("Measuring %s over %,d images.".formatted(spec.representation().label(), all));
      Supplier<MatrixEntries> entries = trainer.consolidate(task);
      if (spec.observeFisher()) {
        show(entries, task, moment, all, false);
      }
    } else if (spec.observeFisher()) {
      int some = Math.min(OBSERVED_IMAGES, all);
      show(() -> trainer.observe(task, some), task, moment, some, false);
    }
  }

  /** Shows a matrix, or says why it cannot be shown; training goes on either way. */
  private void show(
      Supplier<MatrixEntries> entries, int task, String moment, int images, boolean passing) {
    try {
      listener.accept(
          new RunEvent.FisherMeasured(
              new FisherSnapshot(
                  spec.representation(),
                  task,
                  moment,
                  images,
                  passing,
                  trainer.layout(),
                  entries.get())));
    } catch (Problem problem) {
      remark(problem.getMessage());
    }
  }

  private void remark(String text) {
    listener.accept(new RunEvent.Remark(text));
  }

  private static TrainingSettings settings(ExperimentSpec spec) {
    return new TrainingSettings(
        spec.strategy(),
        spec.representation(),
        spec.importance(),
        spec.bufferSize(),
        spec.damping(),
        spec.batchSize(),
        spec.learningRate(),
        spec.seed(),
        spec.offerEveryStep());
  }

  /** Hands on the matrices of natural replay, when someone asked for one. */
  private final class Watcher implements FisherObserver {

    @Override
    public boolean wantsBatchMatrix() {
      return control.takeMatrixRequest();
    }

    @Override
    public void batchMeasured(Supplier<MatrixEntries> entries, int images) {
      int task = epochs.isEmpty() ? 0 : (epochs.size() / spec.epochs());
      show(entries, task, "while learning task " + (task + 1), images, true);
    }
  }
}
