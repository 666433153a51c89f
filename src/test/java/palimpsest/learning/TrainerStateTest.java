package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.learning.state.SavedState;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.FineTuning;
import palimpsest.strategy.Replay;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Every number of a state is checked by the part that it belongs to, before any is loaded. */
class TrainerStateTest {

  private static final SettingValues VALUES =
      SettingValues.INITIAL
          .with(BufferSettings.SIZE, 5)
          .with(TaskLength.BATCH_SIZE, 16)
          .with(SgdType.MOMENTUM, 0.9)
          .with(FisherSettings.REPRESENTATION, Representation.DIAGONAL);

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT32);

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aStateOfTheRunIsTakenAndIsThereAgain() {
    for (Strategy strategy : List.of(new FineTuning(), new Replay(), new Ewc())) {
      TrainerState state = trained(strategy);
      try (Trainer fresh = Noise.trainer(workspace, strategy, VALUES)) {
        fresh.check(state, 1);
        fresh.restore(state, 1);
        TrainerState again = copied(fresh.state(false));
        assertThat(again.weights()).isEqualTo(state.weights());
        assertThat(again.streams()).isEqualTo(state.streams());
        assertThat(again.parts().keySet()).isEqualTo(state.parts().keySet());
        again.parts().forEach((name, part) -> assertSame(part, part(state, name)));
      }
    }
  }

  @Test
  void weightsAndStreamsMustBeThoseOfTheNetwork() {
    TrainerState good = trained(new FineTuning());
    refuses(
        new FineTuning(),
        new TrainerState(new double[4], good.streams(), good.parts()),
        "it holds 4 weights, but the network has ");
    double[] weights = good.weights().clone();
    weights[7] = Double.NaN;
    refuses(
        new FineTuning(),
        new TrainerState(weights, good.streams(), good.parts()),
        "some of its weights are not numbers");
    Map<RandomUse, Long> few = new EnumMap<>(good.streams());
    few.remove(RandomUse.RECALL);
    refuses(
        new FineTuning(),
        new TrainerState(good.weights(), few, good.parts()),
        "it lacks the random streams [RECALL]");
  }

  @Test
  void everyPartMustFindItsStateAndNoOtherMayBeThere() {
    TrainerState replay = trained(new Replay());
    refuses(new FineTuning(), replay, "it holds the state of [reservoir]");
    refuses(new Ewc(), trained(new FineTuning()), "it lacks the state of ewc");
    TrainerState fineTuning = trained(new FineTuning());
    SequencedMap<String, SavedState> blank = new LinkedHashMap<>(fineTuning.parts());
    blank.put("reservoir", numbers(Map.of("images", new long[0], "offered", new long[1])));
    try (Trainer fresh = Noise.trainer(workspace, new FineTuning(), VALUES)) {
      assertThatNoException()
          .as("older formats have states of parts that a run has not")
          .isThrownBy(() ->
              fresh.check(new TrainerState(fineTuning.weights(), fineTuning.streams(), blank), 1));
    }
  }

  @Test
  void theBufferMustHoldImagesThatWereSeen() {
    TrainerState good = trained(new Replay());
    long[] images = {0, 1, 2, 127, 63};
    refuses(new Replay(), buffer(good, images, 4), "remembers 5 images of 4 that were offered");
    refuses(
        new Replay(),
        buffer(good, LongStream.range(0, 6).toArray(), 70),
        "remembers 6 images of 70");
    refuses(new Replay(), buffer(good, images, -1), "was offered -1 images");
    refuses(
        new Replay(),
        buffer(good, new long[] {0, 1, 2, 128, 63}, 70),
        "remembers image 128 of the 128 seen so far");
    refuses(new Replay(), buffer(good, new long[] {0, 1, 2, -1, 63}, 70), "remembers image -1");
    refuses(
        new Replay(),
        with(good, "reservoir", numbers(Map.of("images", images))),
        "its reservoir has no numbers \"offered\"");
    refuses(
        new Replay(),
        with(good, "reservoir", numbers(Map.of("images", images, "offered", new long[] {70, 1}))),
        "its reservoir was offered images of 2 groups, not 1");
    refuses(
        new Replay(),
        with(
            good,
            "reservoir",
            numbers(Map.of("images", images, "offered", new long[] {70}, "more", new long[0]))),
        "its reservoir has more than it should: [more]");
  }

  @Test
  void ewcHasATermOfItsShapesForEachLearnedTask() {
    TrainerState good = trained(new Ewc());
    SavedState term = part(good, "ewc").terms().values().iterator().next().get();
    refuses(new Ewc(), ewc(good), "its ewc has 0 terms, not 1");
    refuses(new Ewc(), ewc(good, term, term), "its ewc has 2 terms, not 1");
    refuses(
        new Ewc(),
        ewc(good, changed(term, "anchor", new float[4], 4)),
        "its ewc's term 0 has an array \"anchor\" of the shape [4], but it must be [");
    PlainArray first = Objects.requireNonNull(term.arrays().get("fisher0"));
    float[] values = ((PlainArray.Floats) first).values().clone();
    refuses(
        new Ewc(),
        ewc(good, changed(term, "fisher0", values, values.length)),
        "\"fisher0\" of the shape [" + values.length + "]");
    values[3] = Float.NaN;
    refuses(
        new Ewc(),
        ewc(good, changed(term, "fisher0", values, first.shape())),
        "\"fisher0\" in which a value is not a number");
    refuses(
        new Ewc(),
        ewc(good, changed(term, "fisher9", values, values.length)),
        "its ewc's term 0 has more than it should: [fisher9]");
    refuses(
        new Ewc(),
        ewc(
            good,
            new SavedState(
                new LinkedHashMap<>(Map.of("number", new long[] {1})),
                term.arrays(),
                new LinkedHashMap<>())),
        "its ewc's term 0 is term 1");
  }

  @Test
  void theOptimizersAveragesMustBeItsOwn() {
    TrainerState good = trained(new FineTuning());
    SavedState optimizer = part(good, "optimizer");
    assertThat(optimizer.numbers().get("steps")).containsExactly(4);
    assertThat(optimizer.arrays()).containsOnlyKeys("momentum");
    refuses(
        new FineTuning(),
        with(good, "optimizer", numbers(Map.of("steps", new long[] {4}))),
        "its optimizer has no array \"momentum\"");
    refuses(
        new FineTuning(),
        with(
            good,
            "optimizer",
            new SavedState(
                new LinkedHashMap<>(Map.of("steps", new long[] {-4})),
                optimizer.arrays(),
                new LinkedHashMap<>())),
        "its optimizer has made -4 steps");
  }

  /** Refused, and nothing of it loaded. */
  private void refuses(Strategy strategy, TrainerState state, String reason) {
    try (Trainer fresh = Noise.trainer(workspace, strategy, VALUES)) {
      TrainerState before = copied(fresh.state(false));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> fresh.check(state, 1))
          .withMessageContaining(reason);
      TrainerState after = copied(fresh.state(false));
      assertThat(after.weights()).isEqualTo(before.weights());
      assertThat(after.streams()).isEqualTo(before.streams());
      after.parts().forEach((name, part) -> assertSame(part, part(before, name)));
    }
  }

  /** The state behind one epoch of the first task and its end. */
  private TrainerState trained(Strategy strategy) {
    try (Trainer trainer = Noise.trainer(workspace, strategy, VALUES)) {
      trainer.beginTask(0);
      trainer.shuffledBatches(0, 0).forEach(batch -> trainer.train(batch, true, 0));
      trainer.endTask(0, false).run();
      return copied(trainer.state(false));
    }
  }

  /** A state of which the terms do not need the trainer any more. */
  private static TrainerState copied(TrainerState state) {
    SequencedMap<String, SavedState> parts = new LinkedHashMap<>();
    state
        .parts()
        .forEach((name, part) -> {
          SequencedMap<String, Supplier<SavedState>> terms = new LinkedHashMap<>();
          part.terms()
              .forEach((number, term) -> {
                SavedState copy = term.get();
                terms.put(number, () -> copy);
              });
          parts.put(name, new SavedState(part.numbers(), part.arrays(), terms));
        });
    return new TrainerState(state.weights(), state.streams(), parts);
  }

  private static void assertSame(SavedState actual, SavedState expected) {
    assertThat(actual.numbers()).usingRecursiveComparison().isEqualTo(expected.numbers());
    assertThat(actual.arrays()).usingRecursiveComparison().isEqualTo(expected.arrays());
    assertThat(actual.terms().keySet()).isEqualTo(expected.terms().keySet());
    actual
        .terms()
        .forEach((name, term) ->
            assertSame(term.get(), Objects.requireNonNull(expected.terms().get(name)).get()));
  }

  private static SavedState part(TrainerState state, String name) {
    return Objects.requireNonNull(state.parts().get(name));
  }

  private static TrainerState with(TrainerState good, String name, SavedState part) {
    SequencedMap<String, SavedState> parts = new LinkedHashMap<>(good.parts());
    parts.put(name, part);
    return new TrainerState(good.weights(), good.streams(), parts);
  }

  private static TrainerState buffer(TrainerState good, long[] images, long offered) {
    return with(
        good, "reservoir", numbers(Map.of("images", images, "offered", new long[] {offered})));
  }

  private static TrainerState ewc(TrainerState good, SavedState... terms) {
    SequencedMap<String, Supplier<SavedState>> all = new LinkedHashMap<>();
    IntStream.range(0, terms.length).forEach(i -> all.put(Integer.toString(i), () -> terms[i]));
    return with(good, "ewc", new SavedState(new LinkedHashMap<>(), new LinkedHashMap<>(), all));
  }

  private static SavedState changed(SavedState term, String name, float[] values, long... shape) {
    SequencedMap<String, PlainArray> arrays = new LinkedHashMap<>(term.arrays());
    arrays.put(name, new PlainArray.Floats(shape, values));
    return new SavedState(term.numbers(), arrays, new LinkedHashMap<>());
  }

  private static SavedState numbers(Map<String, long[]> numbers) {
    return new SavedState(
        new LinkedHashMap<>(numbers), new LinkedHashMap<>(), new LinkedHashMap<>());
  }
}
