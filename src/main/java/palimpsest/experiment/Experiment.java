package palimpsest.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskSize;
import palimpsest.experiment.Checkpoint.Position;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.learning.CurrentAndReplayed;
import palimpsest.learning.MeasurementCancelled;
import palimpsest.learning.TaskPlan;
import palimpsest.learning.Trainer;
import palimpsest.network.Network;
import palimpsest.problem.Problem;
import palimpsest.tensor.Engine;
import palimpsest.tensor.Memory;
import palimpsest.tensor.NotPositiveDefinite;
import palimpsest.tensor.Workspace;

/**
 * One whole run, from images to results, on the calling thread. It keeps checkpoints, and a run
 * that resumes from one comes to the same bits as if it had never been interrupted.
 */
public final class Experiment implements AutoCloseable {

  private static final Position BEGINNING = new Position(0, 0, 0);

  /**
   * Memory is handed back after an epoch, but not more often than this: a page that was given back
   * costs a fault when it is needed again.
   */
  private static final double TIDYING_SECONDS = 60;

  private final ExperimentSpec spec;
  private final RunControl control;
  private final Checkpoints checkpoints;
  private final Consumer<RunEvent> listener;
  private final List<String> taskNames;
  private final Workspace workspace;
  private final String device;
  private final Trainer trainer;
  private final CheckpointFit fit;
  private final List<TaskPlan> plans;
  private final FisherReporter matrices;
  private final Evaluator evaluator;
  private final CheckpointedState memory;
  private final ProgressEstimator progress;
  private long tidied = System.nanoTime();

  private Experiment(
      ExperimentSpec spec,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener,
      Scenario scenario,
      Workspace workspace) {
    this.spec = spec;
    this.control = control;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.workspace = workspace;
    taskNames = scenario.tasks().stream().map(Task::name).toList();
    device = workspace.description();
    Network network = new Network(workspace, spec.architecture(), spec.arithmetic());
    matrices = new FisherReporter(spec, control, network.layout(), listener);
    trainer =
        new Trainer(
            network,
            scenario,
            RunLength.plan(spec),
            spec.optimizer(),
            context -> spec.strategy().create(spec.values(), context),
            matrices);
    plans = IntStream.range(0, taskNames.size()).mapToObj(trainer::plan).toList();
    evaluator = new Evaluator(trainer.evaluation(), spec.values(), spec.seed());
    fit =
        new RunFit(
            plans,
            spec.strategy().mostReplayed(spec.values(), spec.batchSize()),
            trainer::check,
            evaluator::check,
            scenario.data());
    memory = new CheckpointedState(trainer, checkpoints);
    progress = new ProgressEstimator(plans);
  }

  /**
   * Runs a specification.
   *
   * @param spec the specification
   * @param data the folder that holds image sets in torchvision's layout
   * @param control the means of pausing and stopping it
   * @param checkpoints the state to resume from, and the store for its state
   * @param listener notified of every event, on the calling thread; the last is {@link
   *     RunEvent.Ended}
   * @return everything that was measured
   * @throws Problem if the images are missing or the run does not fit this machine
   */
  public static RunResult run(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    try {
      return openAndRun(spec, data, control, checkpoints, listener);
    } finally {
      // The images and matrices of one run after the other would pile up.
      Memory.giveBack();
    }
  }

  private static RunResult openAndRun(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    try (Experiment experiment = prepared(spec, data, control, checkpoints, listener)) {
      return experiment.run();
    } catch (RuntimeException e) {
      if (Memory.isExhausted(e)) {
        throw new Problem(
            "There is not enough memory on the device %s for this run: a smaller batch, network or"
                    .formatted(spec.device())
                + " representation needs less. What the last checkpoint holds is kept.",
            e);
      }
      throw e;
    }
  }

  /** Of the images, only what is on the device stays: the arrays that were read are let go here. */
  private static Experiment prepared(
      ExperimentSpec asked,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    asked.requireKnown();
    asked.requireFit();
    ExperimentSpec spec = asked.decided();
    if (Engine.hasOwnMemory(spec.device())) {
      // Only the engine knows how much memory a GPU has.
      Engine.describe();
    }
    MemoryGate.here().pass(spec, control, listener);
    Scenario scenario = RunImages.read(spec, data);
    Workspace workspace = Workspace.open(spec.device(), spec.precision(), spec.shares());
    try {
      return new Experiment(spec, control, checkpoints, listener, scenario, workspace);
    } catch (RuntimeException | Error e) {
      workspace.close();
      throw e;
    }
  }

  @Override
  public void close() {
    trainer.close();
    workspace.close();
  }

  private RunResult run() {
    Optional<Checkpoint> from = checkpoints.last(fit);
    from.ifPresentOrElse(this::goBackTo, () -> memory.began(evaluator.untrained()));
    listener.accept(
        new RunEvent.Started(
            spec,
            taskNames,
            trainer.layout(),
            device,
            workspace.threads(),
            fit.data(),
            memory.scores().initial()));
    from.ifPresent(checkpoint ->
        listener.accept(new RunEvent.Resumed(checkpoint.position(), checkpoint.scores())));
    tellUntested(fit.data().tasks());
    Ending ending = trainTasks(from);
    RunResult result =
        new RunResult(
            spec,
            taskNames,
            device,
            memory.scores(),
            ending,
            memory.seconds(),
            trainer.weights(),
            fit.data());
    listener.accept(new RunEvent.Ended(result));
    return result;
  }

  /**
   * Goes back to a checkpoint, of whose matrices only now is known whether they can be factorised.
   */
  private void goBackTo(Checkpoint checkpoint) {
    try {
      memory.goBackTo(checkpoint);
    } catch (NotPositiveDefinite indefinite) {
      throw new Problem(
          "The checkpoint of this run is damaged: a matrix in it is not positive definite. Queue"
              + " the run's settings again to train it from the start.",
          indefinite);
    }
  }

  private Ending trainTasks(Optional<Checkpoint> from) {
    Position start = from.map(Checkpoint::position).orElse(BEGINNING);
    progress.startsAt(start);
    PartialEpoch begun = from.map(PartialEpoch::of).orElse(PartialEpoch.NONE);
    for (int task = start.task(); task < taskNames.size(); task++) {
      matrices.learning(task);
      if (begun.position().isBeginning()) {
        trainer.beginTask(task);
      }
      for (int epoch = begun.position().epoch(); epoch < plans.get(task).epochs(); epoch++) {
        Ending ending = trainEpoch(task, epoch, begun);
        if (ending != Ending.COMPLETE) {
          return ending;
        }
        begun = PartialEpoch.NONE;
      }
      begun = PartialEpoch.NONE;
      Ending ending = finishTask(task);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
    }
    return Ending.COMPLETE;
  }

  /**
   * An epoch that a checkpoint was taken in.
   *
   * @param position the position to resume from
   * @param counted losses and accuracy of it so far
   * @param seconds wall time of it so far
   */
  private record PartialEpoch(Position position, CurrentAndReplayed counted, double seconds) {

    private static final PartialEpoch NONE =
        new PartialEpoch(BEGINNING, CurrentAndReplayed.NONE, 0);

    private static PartialEpoch of(Checkpoint checkpoint) {
      return new PartialEpoch(
          checkpoint.position(),
          new CurrentAndReplayed(checkpoint.current(), checkpoint.replayed()),
          checkpoint.epochSeconds());
    }
  }

  private Ending trainEpoch(int task, int epoch, PartialEpoch begun) {
    long start = System.nanoTime();
    CurrentAndReplayed total = begun.counted();
    List<int[]> batches = trainer.shuffledBatches(task, epoch);
    progress.resume();
    for (int batch = begun.position().batch(); batch < batches.size(); batch++) {
      Position here = new Position(task, epoch, batch);
      CurrentAndReplayed soFar = total;
      if (control.interruptionRequested()) {
        double seconds = begun.seconds() + secondsSince(start);
        return leave(() -> memory.keep(here, soFar, seconds));
      }
      CurrentAndReplayed counted;
      try {
        counted =
            trainer.train(batches.get(batch), epoch == 0, plans.get(task).passed(epoch, batch));
      } catch (NotPositiveDefinite indefinite) {
        return diverged(name(here), "the damped Fisher matrix is not positive definite");
      }
      double loss = counted.all().meanLoss();
      if (!Double.isFinite(loss)) {
        return diverged(name(here), "the loss is " + loss);
      }
      total = total.plus(counted);
      listener.accept(progress.progress(task, epoch, batch + 1, counted.all()));
      Optional<Double> lost = evaluateWithin(task, epoch, batch + 1, batches.size());
      if (lost.isPresent()) {
        return diverged(name(here), "the test loss is " + lost.get());
      }
      memory.keepWhenDue(
          new Position(task, epoch, batch + 1), total, begun.seconds() + secondsSince(start));
    }
    return finishEpoch(task, epoch, total, () -> begun.seconds() + secondsSince(start));
  }

  /**
   * Evaluates the network within an epoch, if that is due.
   *
   * @param batch batches of the epoch trained
   * @return a test loss that is no longer finite, if there is one
   */
  private Optional<Double> evaluateWithin(int task, int epoch, int batch, int batches) {
    if (batch == batches || !evaluator.isDue(plans.get(task).batchesBehind(epoch, batch))) {
      return Optional.empty();
    }
    BatchScores scores = new BatchScores(task, epoch, batch, batches, evaluator.within(task));
    Optional<Double> lost = scores.lostLoss();
    if (lost.isEmpty()) {
      memory.measured(scores);
      listener.accept(new RunEvent.Evaluated(scores));
    }
    return lost;
  }

  private Ending finishEpoch(
      int task, int epoch, CurrentAndReplayed total, DoubleSupplier seconds) {
    TaskPlan plan = plans.get(task);
    List<TaskScore> tests =
        evaluator.after(
            task, epoch == plan.epochs() - 1, plan.batchesBehind(epoch, plan.batches(epoch)));
    EpochScores scores =
        new EpochScores(
            task,
            epoch,
            total.all().meanLoss(),
            total.current().accuracy(),
            total.replayed().accuracy(),
            tests,
            seconds.getAsDouble());
    Optional<Double> lost = scores.lostLoss();
    if (lost.isPresent()) {
      return diverged(
          "the end of task %d, epoch %d".formatted(task + 1, epoch + 1),
          "the test loss is " + lost.get());
    }
    memory.measured(scores);
    listener.accept(new RunEvent.EpochEnded(scores));
    memory.keepWhenDue(new Position(task, epoch + 1, 0));
    if (secondsSince(tidied) > TIDYING_SECONDS) {
      tidy();
    }
    return Ending.COMPLETE;
  }

  private void tidy() {
    Memory.tidy();
    tidied = System.nanoTime();
  }

  private Ending finishTask(int task) {
    boolean last = task == taskNames.size() - 1;
    try {
      Runnable changes = trainer.endTask(task, last);
      matrices.taskLearned(trainer);
      changes.run();
    } catch (MeasurementCancelled cancelled) {
      return leave(() -> memory.keep(new Position(task, plans.get(task).epochs(), 0)));
    } catch (NotPositiveDefinite indefinite) {
      return diverged("the end of task " + (task + 1), "the Fisher matrix is not finite");
    }
    if (!last) {
      memory.keep(new Position(task + 1, 0, 0));
      tidy();
    }
    return Ending.COMPLETE;
  }

  /** Leaves the state behind also when the run was stopped: it may be resumed later. */
  private Ending leave(Runnable keeping) {
    keeping.run();
    return control.isStopping() ? Ending.STOPPED : Ending.PAUSED;
  }

  private void tellUntested(List<TaskSize> sizes) {
    List<String> untested =
        IntStream.range(0, sizes.size())
            .filter(task -> sizes.get(task).test() == 0)
            .mapToObj(task -> "\"%s\"".formatted(taskNames.get(task)))
            .toList();
    if (!untested.isEmpty()) {
      listener.accept(
          new RunEvent.LogMessage(
              "There are no test images of %s: %s no accuracy, and there is no mean over all tasks."
                  .formatted(
                      (untested.size() == 1 ? "the task " : "the tasks ")
                          + String.join(", ", untested),
                      untested.size() == 1 ? "it has" : "they have")));
    }
  }

  private Ending diverged(String position, String sign) {
    listener.accept(
        new RunEvent.LogMessage(
            "The run diverged at %s: %s. A smaller learning rate%s may help."
                .formatted(position, sign, spec.strategy().advice())));
    return Ending.DIVERGED;
  }

  private static String name(Position position) {
    return "task %d, epoch %d, batch %d"
        .formatted(position.task() + 1, position.epoch() + 1, position.batch() + 1);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
