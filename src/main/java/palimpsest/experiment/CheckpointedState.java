package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import palimpsest.experiment.Checkpoint.Position;
import palimpsest.learning.CurrentAndReplayed;
import palimpsest.learning.Trainer;
import palimpsest.learning.TrainerState;

/** The state of a run in progress, kept in full by every checkpoint. */
final class CheckpointedState {

  private final Trainer trainer;
  private final Checkpoints checkpoints;
  private final long start = System.nanoTime();
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<BatchScores> batches = new ArrayList<>();
  private List<TaskScore> initial = List.of();
  private double earlierSeconds;

  CheckpointedState(Trainer trainer, Checkpoints checkpoints) {
    this.trainer = trainer;
    this.checkpoints = checkpoints;
  }

  /** Remembers what was remembered at a checkpoint. */
  void goBackTo(Checkpoint checkpoint) {
    trainer.restore(checkpoint.trainer(), checkpoint.position().task());
    initial = checkpoint.initial();
    epochs.addAll(checkpoint.epochs());
    batches.addAll(checkpoint.batches());
    earlierSeconds = checkpoint.seconds();
  }

  /** Remembers the scores of the untrained network. */
  void began(List<TaskScore> scores) {
    initial = List.copyOf(scores);
  }

  /** Remembers an epoch. */
  void measured(EpochScores scores) {
    epochs.add(scores);
  }

  /** Remembers an evaluation within an epoch. */
  void measured(BatchScores scores) {
    batches.add(scores);
  }

  Scores scores() {
    return new Scores(initial, epochs, batches);
  }

  /** Wall time spent on the run, in all its stretches. */
  double seconds() {
    return earlierSeconds + (System.nanoTime() - start) / 1e9;
  }

  /** Keeps everything between two epochs, before the order of the next is drawn. */
  void keep(Position position) {
    keep(position, CurrentAndReplayed.NONE, 0, false);
  }

  /** Keeps everything between two epochs if it is worth while. */
  void keepWhenDue(Position position) {
    if (checkpoints.dueAfterEpoch()) {
      keep(position);
    }
  }

  /** Keeps everything within an epoch if it is time to. */
  void keepWhenDue(Position position, CurrentAndReplayed counted, double epochSeconds) {
    if (checkpoints.due()) {
      keep(position, counted, epochSeconds);
    }
  }

  /**
   * Keeps everything within an epoch, whose order has been drawn.
   *
   * @param position the position to resume from
   * @param counted losses and accuracy of the epoch so far
   * @param epochSeconds wall time of the epoch so far
   */
  void keep(Position position, CurrentAndReplayed counted, double epochSeconds) {
    keep(position, counted, epochSeconds, true);
  }

  private void keep(
      Position position, CurrentAndReplayed counted, double epochSeconds, boolean amidEpoch) {
    TrainerState state = trainer.state(amidEpoch);
    if (DoubleStream.of(state.weights()).anyMatch(Double::isNaN)) {
      // The next batch finds that the run has diverged; until then an earlier state is the better.
      return;
    }
    checkpoints.keep(
        new Checkpoint(
            position,
            counted.current(),
            counted.replayed(),
            epochSeconds,
            seconds(),
            scores(),
            state));
  }
}
