package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.Checkpoint.Place;
import palimpsest.learning.PenaltyTerm;
import palimpsest.learning.RandomStream.Purpose;
import palimpsest.learning.Tally;
import palimpsest.learning.TrainerState;
import palimpsest.tensor.PlainArray;

/** Every number of a checkpoint is held against the run before it is believed. */
class RunFitTest {

  private static final int EPOCHS = 2;
  private static final int BATCH = 16;
  private static final int IMAGES = 40;

  private final RunFit replay = fit("replay");
  private final RunFit ewc = fit("ewc");

  private static RunFit fit(String strategy) {
    return new RunFit(
        SpecDraft.initial()
            .with(SpecField.STRATEGY, strategy)
            .with(SpecField.EPOCHS, Integer.toString(EPOCHS))
            .with(SpecField.BATCH_SIZE, Integer.toString(BATCH))
            .with(SpecField.BUFFER_SIZE, "3")
            .toSpec(),
        3,
        List.of(IMAGES, IMAGES),
        List.of(List.of(2, 1)),
        () -> MadeUpRuns.DATA);
  }

  @Test
  void aCheckpointOfTheRunFitsWhereverItStands() {
    for (int task = 0; task < 2; task++) {
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        for (int batch = 0; batch <= (epoch == EPOCHS ? 0 : 3); batch++) {
          Place place = new Place(task, epoch, batch);
          assertThatNoException().as("%s", place).isThrownBy(() -> replay.require(at(place)));
        }
      }
    }
  }

  @Test
  void aPlaceThatTheRunDoesNotHaveIsRefused() {
    for (Place place :
        List.of(
            new Place(2, 0, 0),
            new Place(0, 5, 2_000_000),
            new Place(0, 3, 0),
            new Place(0, 0, 4),
            new Place(0, 2, 1),
            new Place(-1, 0, 0),
            new Place(0, -1, 0),
            new Place(Integer.MAX_VALUE, 0, 0))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as("%s", place)
          .isThrownBy(() -> replay.require(with(place)))
          .withMessageContaining("it stands");
    }
  }

  @Test
  void whatTheEpochBroughtSoFarMustFitItsBatches() {
    refuses(tallies(new Tally(31, 1, 3), Tally.NONE, 1), "it counts 31 images of this epoch");
    refuses(tallies(new Tally(32, 1, 33), Tally.NONE, 1), "it counts 33.0 hits among 32 images");
    refuses(tallies(new Tally(32, Double.NaN, 3), Tally.NONE, 1), "a loss of NaN");
    refuses(tallies(new Tally(32, 1, 3), new Tally(33, 1, 3), 1), "it counts 33 replayed images");
    refuses(tallies(new Tally(32, 1, 3), Tally.NONE, -1), "it has taken -1.0 seconds");
    refuses(tallies(new Tally(32, 1, 3), Tally.NONE, Double.NaN), "it has taken NaN seconds");
  }

  @Test
  void theScoresMustBeThoseOfTheEpochsBehindIt() {
    Checkpoint good = at(new Place(1, 1, 0));
    refuses(scores(good, good.initial(), good.epochs().subList(0, 2)), "the scores of 2 epochs");
    List<EpochScores> swapped = new ArrayList<>(good.epochs());
    swapped.set(0, good.epochs().get(1));
    refuses(scores(good, good.initial(), swapped), "its epochs are out of order at number 1");
    refuses(scores(good, MadeUpRuns.scores(0.5), good.epochs()), "it holds scores of 1 tasks");
    refuses(scores(good, MadeUpRuns.scores(0.5, 1.5), good.epochs()), "an accuracy in it is 1.5");
  }

  @Test
  void theStateMustBeOneOfItsNetworkAndBuffer() {
    double[] weights = {0.5, -1, Double.POSITIVE_INFINITY};
    refuses(state(new double[4], new int[] {1, 2, 3}, 7), "it holds 4 weights");
    refuses(state(new double[] {1, 2, Double.NaN}, new int[] {1, 2, 3}, 7), "are not numbers");
    refuses(state(weights, new int[] {1, 2}, 7), "it remembers 2 images of 7");
    refuses(state(weights, new int[] {1, 2, 3, 4}, 7), "it remembers 4 images of 7");
    refuses(state(weights, new int[] {1, 2, IMAGES}, 7), "it remembers image 40 of the 40 seen");
    refuses(state(weights, new int[] {1, 2, -1}, 7), "it remembers image -1");
    refuses(state(weights, new int[0], -1), "its buffer was offered -1 images");
    Map<Purpose, Long> few = streams();
    few.remove(Purpose.RECALL);
    refuses(
        state(new TrainerState(weights, new int[] {1, 2, 3}, 7, few, List.of())),
        "it lacks the random streams [RECALL]");
    refuses(
        state(new TrainerState(weights, new int[] {1, 2, 3}, 7, streams(), terms(1))),
        "it has 1 terms, not 0");
  }

  @Test
  void aStrategyWithoutBufferRemembersNothingAndEwcHasATermForEachTaskBehindIt() {
    TrainerState state = new TrainerState(new double[3], new int[0], 0, streams(), terms(1));
    Checkpoint good = at(new Place(1, 0, 0));
    assertThatNoException().isThrownBy(() -> ewc.require(state(good, state)));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ewc.require(good))
        .withMessageContaining("its buffer was offered 7 images");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() ->
            ewc.require(
                state(good, new TrainerState(new double[3], new int[0], 0, streams(), terms(0)))))
        .withMessageContaining("it has 0 terms, not 1");
  }

  @Test
  void aTermMustHaveTheShapesOfItsRepresentation() {
    assertThatNoException().isThrownBy(() -> ewc.require(term(3, 2, 1)));
    for (PenaltyTerm wrong : List.of(term(4, 2, 1), term(3, 1, 2), term(3, 2), term(3, 1))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> ewc.require(wrong));
    }
  }

  private void refuses(Checkpoint checkpoint, String reason) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> replay.require(checkpoint))
        .withMessageContaining(reason);
  }

  private static Map<Purpose, Long> streams() {
    Map<Purpose, Long> streams = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      if (purpose.goesOn()) {
        streams.put(purpose, 7L);
      }
    }
    return streams;
  }

  private static List<Supplier<PenaltyTerm>> terms(int count) {
    return java.util.stream.Stream.<Supplier<PenaltyTerm>>generate(() -> () -> term(3, 2, 1))
        .limit(count)
        .toList();
  }

  private static PenaltyTerm term(int weights, long... shape) {
    int length = 1;
    for (long side : shape) {
      length *= (int) side;
    }
    return new PenaltyTerm(
        new double[weights], List.of(new PlainArray.Doubles(shape, new double[length])));
  }

  private static Checkpoint with(Place place) {
    return at(new Place(0, 0, 0), place);
  }

  private static Checkpoint at(Place place) {
    return at(place, place);
  }

  /** The state of a run at one place, passed off as that of another. */
  private static Checkpoint at(Place place, Place told) {
    long trained = Math.min(place.batch() * BATCH, IMAGES);
    List<EpochScores> epochs = new ArrayList<>();
    for (int i = 0; i < place.task() * EPOCHS + place.epoch(); i++) {
      epochs.add(
          new EpochScores(
              i / EPOCHS, i % EPOCHS, 1, 0.5, Double.NaN, MadeUpRuns.scores(0.5, 0.1), 2));
    }
    return new Checkpoint(
        told,
        new Tally(trained, 1, 0),
        new Tally(0, 0, 0),
        1,
        2,
        new Scores(MadeUpRuns.scores(0.1, 0.2), epochs),
        new TrainerState(
            new double[] {0.5, -1, Double.POSITIVE_INFINITY},
            new int[] {3, 1, 2},
            7,
            streams(),
            List.of()));
  }

  private static Checkpoint tallies(Tally current, Tally replayed, double seconds) {
    Checkpoint good = at(new Place(0, 0, 2));
    return new Checkpoint(
        good.place(), current, replayed, seconds, good.seconds(), good.scores(), good.trainer());
  }

  private static Checkpoint scores(
      Checkpoint good, List<TaskScore> initial, List<EpochScores> epochs) {
    return new Checkpoint(
        good.place(),
        good.current(),
        good.replayed(),
        good.epochSeconds(),
        good.seconds(),
        new Scores(initial, epochs),
        good.trainer());
  }

  private static Checkpoint state(double[] weights, int[] remembered, long offered) {
    return state(new TrainerState(weights, remembered, offered, streams(), List.of()));
  }

  private static Checkpoint state(TrainerState state) {
    return state(at(new Place(0, 0, 2)), state);
  }

  private static Checkpoint state(Checkpoint good, TrainerState state) {
    assertThat(good.epochs()).isNotNull();
    return new Checkpoint(
        good.place(),
        good.current(),
        good.replayed(),
        good.epochSeconds(),
        good.seconds(),
        good.scores(),
        state);
  }
}
