package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import palimpsest.data.DataRecord;
import palimpsest.learning.PenaltyTerm;
import palimpsest.learning.RandomStream.Purpose;
import palimpsest.learning.Tally;
import palimpsest.learning.TrainerState;
import palimpsest.tensor.PlainArray;

/**
 * The sizes of a run, against which every number of a checkpoint is held before it is believed.
 *
 * @param spec the run's specification
 * @param parameters parameters of its network, P
 * @param trainingImages training images of each task, in the order of learning
 * @param termShapes shapes of the arrays of one task's Fisher matrix
 * @param reading tells what the run reads
 */
record RunFit(
    ExperimentSpec spec,
    int parameters,
    List<Integer> trainingImages,
    List<List<Integer>> termShapes,
    Supplier<DataRecord> reading)
    implements CheckpointFit {

  /** Copies the lists. */
  RunFit {
    trainingImages = List.copyOf(trainingImages);
    termShapes = List.copyOf(termShapes);
  }

  @Override
  public DataRecord data() {
    return reading.get();
  }

  @Override
  public void require(Checkpoint checkpoint) {
    requirePlace(checkpoint.place());
    requireTallies(checkpoint);
    requireScores(checkpoint);
    requireState(checkpoint.trainer(), checkpoint.place().task());
  }

  @Override
  public void require(PenaltyTerm term) {
    require(
        term.anchor().length == parameters,
        "it holds %,d weights, but the network has %,d",
        term.anchor().length,
        parameters);
    List<List<Integer>> shapes = term.fisher().stream().map(RunFit::shape).toList();
    require(
        shapes.equals(termShapes),
        "its matrix is made of arrays of the shapes %s, but must be of %s",
        shapes,
        termShapes);
    requireNumbers(term.anchor());
    require(
        term.fisher().stream().noneMatch(PlainArray::holdsNaN),
        "some of its numbers are not numbers");
  }

  private static List<Integer> shape(PlainArray array) {
    return Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
  }

  private int tasks() {
    return trainingImages.size();
  }

  private void requirePlace(Checkpoint.Place place) {
    require(
        place.task() >= 0 && place.task() < tasks(),
        "it stands at task %d of %d",
        place.task() + 1L,
        tasks());
    require(
        place.epoch() >= 0 && place.epoch() <= spec.epochs(),
        "it stands at epoch %d of %d",
        place.epoch() + 1L,
        spec.epochs());
    int batches =
        place.epoch() == spec.epochs()
            ? 0
            : Math.ceilDiv(trainingImages.get(place.task()), spec.batchSize());
    require(
        place.batch() >= 0 && place.batch() <= batches,
        "it stands behind batch %d of %d",
        place.batch(),
        batches);
  }

  private void requireTallies(Checkpoint checkpoint) {
    Checkpoint.Place place = checkpoint.place();
    long trained =
        Math.min((long) place.batch() * spec.batchSize(), trainingImages.get(place.task()));
    require(
        checkpoint.current().images() == trained,
        "it counts %,d images of this epoch, but stands behind %,d",
        checkpoint.current().images(),
        trained);
    require(
        checkpoint.replayed().images() >= 0 && checkpoint.replayed().images() <= trained,
        "it counts %,d replayed images besides %,d others",
        checkpoint.replayed().images(),
        trained);
    requireSums(checkpoint.current());
    requireSums(checkpoint.replayed());
    requireSeconds(checkpoint.epochSeconds());
    requireSeconds(checkpoint.seconds());
  }

  private static void requireSums(Tally tally) {
    require(
        Double.isFinite(tally.loss()) && tally.hits() >= 0 && tally.hits() <= tally.images(),
        "it counts %s hits among %,d images, and a loss of %s",
        tally.hits(),
        tally.images(),
        tally.loss());
  }

  private static void requireSeconds(double seconds) {
    require(Double.isFinite(seconds) && seconds >= 0, "it has taken %s seconds", seconds);
  }

  private void requireScores(Checkpoint checkpoint) {
    requireScores(checkpoint.initial());
    List<EpochScores> epochs = checkpoint.epochs();
    long due = (long) checkpoint.place().task() * spec.epochs() + checkpoint.place().epoch();
    require(epochs.size() == due, "it holds the scores of %,d epochs, not %,d", epochs.size(), due);
    for (int i = 0; i < epochs.size(); i++) {
      EpochScores scores = epochs.get(i);
      require(
          scores.task() == i / spec.epochs() && scores.epoch() == i % spec.epochs(),
          "its epochs are out of order at number %,d",
          i + 1);
      requireShares(scores.trainingAccuracy(), scores.replayedAccuracy());
      requireSeconds(scores.seconds());
      requireScores(scores.tests());
    }
  }

  private void requireScores(List<TaskScore> scores) {
    require(scores.size() == tasks(), "it holds scores of %d tasks", scores.size());
    scores.forEach(score -> requireShares(score.accuracy()));
  }

  private static void requireShares(double... shares) {
    for (double share : shares) {
      require(Double.isNaN(share) || (share >= 0 && share <= 1), "an accuracy in it is %s", share);
    }
  }

  private void requireState(TrainerState state, int task) {
    require(
        state.weights().length == parameters,
        "it holds %,d weights, but the network has %,d",
        state.weights().length,
        parameters);
    requireNumbers(state.weights());
    requireBuffer(state, task);
    List<Purpose> lacking = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      if (purpose.goesOn() && !state.streams().containsKey(purpose)) {
        lacking.add(purpose);
      }
    }
    require(lacking.isEmpty(), "it lacks the random streams %s", lacking);
    int terms = spec.strategy().penalises() ? task : 0;
    require(state.terms().size() == terms, "it has %d terms, not %d", state.terms().size(), terms);
  }

  private void requireBuffer(TrainerState state, int task) {
    long capacity = spec.strategy().rehearses() ? spec.bufferSize() : 0;
    require(
        state.offered() >= 0 && (capacity > 0 || state.offered() == 0),
        "its buffer was offered %,d images",
        state.offered());
    require(
        state.remembered().length == Math.min(capacity, state.offered()),
        "it remembers %,d images of %,d that were offered to a buffer of %,d",
        state.remembered().length,
        state.offered(),
        capacity);
    long seen = trainingImages.stream().limit(task + 1L).mapToLong(Integer::longValue).sum();
    for (int image : state.remembered()) {
      require(
          image >= 0 && image < seen, "it remembers image %d of the %,d seen so far", image, seen);
    }
  }

  private static void requireNumbers(double[] values) {
    require(
        DoubleStream.of(values).noneMatch(Double::isNaN), "some of its numbers are not numbers");
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  private static void require(boolean right, String sentence, Object... arguments) {
    if (!right) {
      throw new IllegalArgumentException(sentence.formatted(arguments));
    }
  }
}
