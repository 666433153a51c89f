package palimpsest.experiment;

import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.data.DataRecord;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.TaskPlan;
import palimpsest.learning.TrainerState;

/**
 * The sizes of a run, against which every number of a checkpoint is held before it is believed.
 *
 * @param plans epochs and batches of each task, in the order of learning
 * @param mostReplayed remembered images that join a batch at most
 * @param states makes sure that a state can be one of the run, while it learns the task at a
 *     position
 * @param evaluated makes sure that a score can be one of the task at a position
 * @param reading tells what the run reads
 */
record RunFit(
    List<TaskPlan> plans,
    int mostReplayed,
    ObjIntConsumer<TrainerState> states,
    ObjIntConsumer<TaskScore> evaluated,
    Supplier<DataRecord> reading)
    implements CheckpointFit {

  /** Copies the list. */
  RunFit {
    plans = List.copyOf(plans);
  }

  @Override
  public DataRecord data() {
    return reading.get();
  }

  @Override
  public void require(Checkpoint checkpoint) {
    requirePosition(checkpoint.position());
    requireTallies(checkpoint);
    requireScores(checkpoint);
    states.accept(checkpoint.trainer(), checkpoint.position().task());
  }

  private int tasks() {
    return plans.size();
  }

  private void requirePosition(Checkpoint.Position position) {
    require(
        position.task() >= 0 && position.task() < tasks(),
        "it stands at task %d of %d",
        position.task() + 1L,
        tasks());
    TaskPlan plan = plans.get(position.task());
    require(
        position.epoch() >= 0 && position.epoch() <= plan.epochs(),
        "it stands at epoch %d of %d",
        position.epoch() + 1L,
        plan.epochs());
    int batches = plan.batches(position.epoch());
    require(
        position.batch() >= 0 && position.batch() <= batches,
        "it stands behind batch %d of %d",
        position.batch(),
        batches);
  }

  private void requireTallies(Checkpoint checkpoint) {
    Checkpoint.Position position = checkpoint.position();
    long trained = plans.get(position.task()).images(position.batch());
    require(
        checkpoint.current().images() == trained,
        "it counts %,d images of this epoch, but stands behind %,d",
        checkpoint.current().images(),
        trained);
    require(
        checkpoint.replayed().images() >= 0
            && checkpoint.replayed().images() <= (long) position.batch() * mostReplayed,
        "it counts %,d replayed images besides %,d others",
        checkpoint.replayed().images(),
        trained);
    requireSums(checkpoint.current());
    requireSums(checkpoint.replayed());
    requireSeconds(checkpoint.epochSeconds());
    requireSeconds(checkpoint.seconds());
  }

  private static void requireSums(EvaluationSums counted) {
    require(
        Double.isFinite(counted.loss())
            && counted.correct() >= 0
            && counted.correct() <= counted.images(),
        "it counts %s correct among %,d images, and a loss of %s",
        counted.correct(),
        counted.images(),
        counted.loss());
  }

  private static void requireSeconds(double seconds) {
    require(Double.isFinite(seconds) && seconds >= 0, "it has taken %s seconds", seconds);
  }

  private void requireScores(Checkpoint checkpoint) {
    requireScores(checkpoint.initial());
    List<EpochScores> epochs = checkpoint.epochs();
    long due =
        plans.stream().limit(checkpoint.position().task()).mapToLong(TaskPlan::epochs).sum()
            + checkpoint.position().epoch();
    require(epochs.size() == due, "it holds the scores of %,d epochs, not %,d", epochs.size(), due);
    int task = 0;
    int epoch = 0;
    for (int i = 0; i < epochs.size(); i++) {
      EpochScores scores = epochs.get(i);
      if (epoch == plans.get(task).epochs()) {
        task++;
        epoch = 0;
      }
      require(
          scores.task() == task && scores.epoch() == epoch++,
          "its epochs are out of order at number %,d",
          i + 1);
      requireShares(scores.trainingAccuracy(), scores.replayedAccuracy());
      requireSeconds(scores.seconds());
      requireScores(scores.tests());
    }
    requireWithin(checkpoint);
  }

  private void requireWithin(Checkpoint checkpoint) {
    Checkpoint.Position here = checkpoint.position();
    @Nullable BatchScores last = null;
    for (BatchScores scores : checkpoint.batches()) {
      require(
          scores.task() >= 0 && scores.task() <= here.task() && scores.epoch() >= 0,
          "it was evaluated while task %d was learned",
          scores.task() + 1L);
      int batches = plans.get(scores.task()).batches(scores.epoch());
      boolean past =
          scores.task() < here.task()
              || scores.epoch() < here.epoch()
              || (scores.epoch() == here.epoch() && scores.batch() <= here.batch());
      require(
          past && scores.batches() == batches,
          "it was evaluated after batch %d of %d, which it has not come to",
          scores.batch(),
          scores.batches());
      require(
          last == null || Scores.IN_TIME.compare(last, scores) < 0,
          "its evaluations within epochs are out of order");
      last = scores;
      requireScores(scores.tests());
    }
  }

  private void requireScores(List<TaskScore> scores) {
    require(scores.size() == tasks(), "it holds scores of %d tasks", scores.size());
    for (int task = 0; task < scores.size(); task++) {
      TaskScore score = scores.get(task);
      requireShares(score.accuracy(), score.otherAccuracy());
      evaluated.accept(score, task);
    }
  }

  private static void requireShares(double... shares) {
    for (double share : shares) {
      require(Double.isNaN(share) || (share >= 0 && share <= 1), "an accuracy in it is %s", share);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  private static void require(boolean right, String sentence, Object... arguments) {
    if (!right) {
      throw new IllegalArgumentException(sentence.formatted(arguments));
    }
  }
}
