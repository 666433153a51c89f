package palimpsest.experiment;

import java.util.List;
import palimpsest.data.DataRecord;
import palimpsest.network.ParameterLayout;

/** The events of a run, in the order in which they occur. Plain and immutable. */
public sealed interface RunEvent {

  /**
   * The run has begun and its images are at hand.
   *
   * @param spec the specification
   * @param taskNames names of the tasks in the order of learning
   * @param layout the network's parameters in flat order
   * @param device the device, as a person would name it: CPU, 2 threads
   * @param threads threads that compute on the CPU; 0 on other devices
   * @param data the data read
   * @param initial scores of the untrained network, one per task
   */
  record Started(
      ExperimentSpec spec,
      List<String> taskNames,
      ParameterLayout layout,
      String device,
      int threads,
      DataRecord data,
      List<TaskScore> initial)
      implements RunEvent {}

  /**
   * The run resumed from a checkpoint; it comes right after {@link Started}. What was told after
   * that checkpoint, before the interruption, is told again.
   *
   * @param position the position to resume from
   * @param scores the scores measured up to there
   */
  record Resumed(Checkpoint.Position position, Scores scores) implements RunEvent, Measured {}

  /**
   * A batch was trained.
   *
   * @param task position of the task, from 0
   * @param tasks number of tasks
   * @param epoch epoch of the task, from 0
   * @param epochs epochs of each task
   * @param batch batches trained in this epoch, from 1
   * @param batches batches in this epoch
   * @param done share of the whole run's training done, from 0 to 1
   * @param imagesPerSecond current and replayed images trained a second, lately
   * @param secondsLeft estimate of the time until the end of the run; NaN while unknown
   * @param loss mean cross-entropy of this batch's images before the step
   */
  record Progress(
      int task,
      int tasks,
      int epoch,
      int epochs,
      int batch,
      int batches,
      double done,
      double imagesPerSecond,
      double secondsLeft,
      double loss)
      implements RunEvent {}

  /** The network was evaluated within an epoch. */
  record Evaluated(BatchScores scores) implements RunEvent {}

  /** An epoch was trained, and the network evaluated where that is due. */
  record EpochEnded(EpochScores scores) implements RunEvent {}

  /** A Fisher matrix was measured. */
  record FisherMeasured(FisherSnapshot matrix) implements RunEvent {}

  /** Something worth a line in the log, such as what is being measured now. */
  record LogMessage(String text) implements RunEvent {}

  /** The run has ended, by itself or because someone asked it to stop. */
  record Ended(RunResult result) implements RunEvent {}

  /**
   * The run failed.
   *
   * @param reason one or two sentences for a person
   */
  record Failed(String reason) implements RunEvent {}
}
