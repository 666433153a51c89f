package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.Checkpoint.Position;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.TrainerState;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.learning.state.SavedState;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;

/** A run that is interrupted and resumed comes to the same bits as one that never was. */
@Execution(ExecutionMode.CONCURRENT)
class ResumeTest {

  private static final Path NOWHERE = Path.of("no-such-folder");

  /** Runs that were never interrupted, by their specification. */
  private static final Map<ExperimentSpec, RunResult> WHOLE = new ConcurrentHashMap<>();

  /**
   * Every strategy; two of them, which keep matrices and inverses, with every representation, and
   * each of the others with another one that it can use.
   */
  static Stream<ExperimentSpec> specs() {
    List<SpecDraft> strategies = new ArrayList<>();
    int next = 0;
    for (Strategy strategy : Strategies.ALL.components()) {
      List<SpecDraft> possible = withEveryRepresentation(strategy);
      if (strategy.equals(Strategies.EWC) || strategy.equals(Strategies.NATURAL_REPLAY)) {
        strategies.addAll(possible);
      } else {
        strategies.add(possible.get(next++ % possible.size()));
      }
    }
    Stream<SpecDraft> others =
        Stream.of(
            small()
                .with(Strategies.ALL.choice(), "ewc")
                .with(FisherSettings.REPRESENTATION, "ek-fac")
                .with(CommonSettings.PRECISION, Precision.FLOAT64.key()),
            small()
                .with(Strategies.ALL.choice(), "replay")
                .with(BufferSettings.INSERT_EVERY_STEP, "true"));
    Stream<SpecDraft> optimizers =
        Stream.of(
            small()
                .with(SgdType.MOMENTUM, "0.9")
                .with(SgdType.NESTEROV, "true")
                .with(StepSettings.WEIGHT_DECAY, "0.01")
                .with(TaskLength.RESET_OPTIMIZER, "false"),
            small()
                .with(Strategies.ALL.choice(), "replay")
                .with(Optimizers.ALL.choice(), "adam")
                .with(StepSettings.SCHEDULE, "cosine")
                .with(StepSettings.CLIPPING, "norm")
                .with(EvaluationSettings.WHEN, "every-batches")
                .with(EvaluationSettings.BATCHES, "2")
                .with(TaskLength.ITERATIONS, "7")
                .with(TaskLength.DROP_LAST, "true"),
            small()
                .with(Strategies.ALL.choice(), "ewc")
                .with(Optimizers.ALL.choice(), "adamw")
                .with(TaskLength.ITERATIONS, "6")
                .with(TaskLength.RESET_OPTIMIZER, "false"));
    Stream<SpecDraft> scenarios = scenarios().stream().map(small()::with);
    return Stream.of(strategies.stream(), others, optimizers, scenarios)
        .flatMap(s -> s)
        .map(SpecDraft::toSpec);
  }

  private static List<SpecDraft> withEveryRepresentation(Strategy strategy) {
    return Stream.of(Representation.values())
        .map(representation ->
            small()
                .with(Strategies.ALL.choice(), strategy.key())
                .with(FisherSettings.REPRESENTATION, representation.key()))
        .filter(draft -> draft.errors().isEmpty())
        .toList();
  }

  /** Scenarios with each rule, of few tasks. */
  static List<Map<String, String>> scenarios() {
    return List.of(
        Map.of(
            "scenario", "split",
            "tasks", "0,1,2",
            "incremental", "task",
            "active-classes", "task",
            "strategy", "replay",
            "evaluate", "every-batches",
            "evaluate-batches", "3"),
        Map.of(
            "scenario", "split",
            "classes", "10",
            "class-order", "random",
            "active-classes", "seen",
            "tested-classes", "seen",
            "blur", "0.3",
            "strategy", "natural-replay",
            "representation", "k-fac"),
        Map.of(
            "scenario", "permuted",
            "images", "glyph-digits",
            "task-count", "3",
            "standardised", "true",
            "strategy", "ewc",
            "representation", "diagonal"),
        Map.of(
            "scenario", "rotated",
            "images", "glyph-digits",
            "task-count", "3",
            "incremental", "class",
            "active-classes", "seen",
            "strategy", "replay"),
        Map.of(
            "scenario", "joined",
            "incremental", "domain",
            "blur", "0.2",
            "strategy", "natural-replay",
            "representation", "diagonal"));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void pausedAtAnyBatchAndGoneOnWithItComesToTheSameBits(ExperimentSpec spec) {
    RunResult whole = whole(spec);
    Random random = new Random(spec.method().hashCode());
    Kept kept = new Kept();
    RunResult pieced = null;
    int pauses = 0;
    while (pieced == null || pieced.ending() == Ending.PAUSED) {
      RunControl control = new RunControl();
      int batches = 1 + random.nextInt(9);
      List<RunEvent> events = new ArrayList<>();
      pieced =
          Experiment.run(
              spec,
              NOWHERE,
              control,
              kept,
              event -> {
                events.add(event);
                if (count(events, RunEvent.Progress.class) == batches) {
                  control.pause();
                }
              });
      if (pieced.ending() == Ending.PAUSED) {
        pauses++;
      }
      assertThat(count(events, RunEvent.Progress.class)).isLessThanOrEqualTo(batches);
    }
    assertThat(pauses).isGreaterThan(2);
    assertSame(pieced, whole);
  }

  /** Every fifth specification: processes of all are killed in {@code KillTest}. */
  static Stream<ExperimentSpec> everyFifthSpec() {
    List<ExperimentSpec> all = specs().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 5 == 0).mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("everyFifthSpec")
  void killedAtAnyBatchItGoesOnFromTheLastCheckpointToTheSameBits(ExperimentSpec spec) {
    RunResult whole = whole(spec);
    Random random = new Random(spec.method().hashCode() + 1L);
    Kept kept = new Kept();
    kept.everyBatches = 3;
    RunResult pieced = null;
    while (pieced == null) {
      int events = 4 + random.nextInt(12);
      int[] heard = {0};
      try {
        pieced =
            Experiment.run(
                spec,
                NOWHERE,
                new RunControl(),
                kept,
                event -> {
                  if (++heard[0] == events) {
                    throw new Killed();
                  }
                });
      } catch (Killed killed) {
        // As if the process had gone: what was kept is all there is.
      }
    }
    assertSame(pieced, whole);
  }

  @Test
  void aPlaceIsToldAsPeopleCount() {
    assertThat(new Checkpoint.Position(0, 0, 0).words(RunLength.of(2, 3)))
        .isEqualTo("task 1, epoch 1, batch 1");
    assertThat(new Checkpoint.Position(1, 2, 1233).words(RunLength.of(2, 3)))
        .isEqualTo("task 2, epoch 3, batch 1,234");
    assertThat(new Checkpoint.Position(1, 3, 0).words(RunLength.of(2, 3)))
        .isEqualTo("the end of task 2");
  }

  @Test
  void aPauseWhileATasksMatrixIsMeasuredMeasuresItAgain() {
    ExperimentSpec spec =
        small()
            .with(Strategies.ALL.choice(), "ewc")
            .with(FisherSettings.REPRESENTATION, "dense")
            .toSpec();
    RunResult whole =
        Experiment.run(spec, NOWHERE, new RunControl(), Checkpoints.NONE, event -> {});
    Kept kept = new Kept();
    RunControl control = new RunControl();
    RunResult first =
        Experiment.run(
            spec,
            NOWHERE,
            control,
            kept,
            event -> {
              if (event instanceof RunEvent.LogMessage) {
                control.pause();
              }
            });
    assertThat(first.ending()).isEqualTo(Ending.PAUSED);
    assertThat(Objects.requireNonNull(kept.last).position())
        .isEqualTo(new Position(0, spec.epochs(), 0));
    List<RunEvent> events = new ArrayList<>();
    RunResult second = Experiment.run(spec, NOWHERE, new RunControl(), kept, events::add);
    assertSame(second, whole);
    assertThat(events.get(1))
        .isEqualTo(new RunEvent.Resumed(new Position(0, spec.epochs(), 0), first.scores()));
    assertThat(count(events, RunEvent.FisherMeasured.class)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"owm", "ncl"})
  void aMatrixOfACheckpointThatCannotBeFactorisedIsAProblem(String strategy) {
    ExperimentSpec spec =
        small()
            .with(Strategies.ALL.choice(), strategy)
            .with(FisherSettings.REPRESENTATION, "k-fac")
            .toSpec();
    Kept kept = new Kept();
    RunControl control = new RunControl();
    Experiment.run(
        spec,
        NOWHERE,
        control,
        kept,
        event -> {
          if (event instanceof RunEvent.Progress progress && progress.task() == 1) {
            control.pause();
          }
        });
    Checkpoint whole = Objects.requireNonNull(kept.last);
    SavedState held = Objects.requireNonNull(whole.trainer().parts().get(strategy));
    held.arrays().values().forEach(ResumeTest::negate);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Experiment.run(spec, NOWHERE, new RunControl(), kept, event -> {}))
        .withMessageContaining("not positive definite");
  }

  private static void negate(PlainArray array) {
    switch (array) {
      case PlainArray.Floats(long[] _, float[] values) -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = -1 - Math.abs(values[i]);
        }
      }
      case PlainArray.Doubles(long[] _, double[] values) ->
          Arrays.setAll(values, i -> -1 - Math.abs(values[i]));
    }
  }

  @Test
  void stopIsHeardWhileATasksMatrixIsMeasured() {
    RunControl control = new RunControl();
    List<RunEvent> events = new ArrayList<>();
    RunResult result =
        Experiment.run(
            small().with(Strategies.ALL.choice(), "ewc").toSpec(),
            NOWHERE,
            control,
            Checkpoints.NONE,
            event -> {
              events.add(event);
              if (event instanceof RunEvent.LogMessage) {
                control.stop();
              }
            });
    assertThat(result.ending()).isEqualTo(Ending.STOPPED);
    assertThat(events.getLast()).isEqualTo(new RunEvent.Ended(result));
    assertThat(count(events, RunEvent.FisherMeasured.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gdumb", "joint", "cumulative"})
  void aTurnThatIsPausedBeforeItsFirstBatchBeginsAsItDid(String strategy) {
    ExperimentSpec spec =
        small()
            .with(Strategies.ALL.choice(), strategy)
            .with(CommonSettings.OBSERVE_FISHER, "false")
            .toSpec();
    RunResult whole = whole(spec);
    Kept kept = new Kept();
    RunResult pieced = null;
    int pauses = 0;
    while (pieced == null || pieced.ending() == Ending.PAUSED) {
      RunControl control = new RunControl();
      boolean first = pauses++ == 0;
      pieced =
          Experiment.run(
              spec,
              NOWHERE,
              control,
              kept,
              event -> {
                if (event instanceof RunEvent.EpochEnded
                    || (first && event instanceof RunEvent.Started)) {
                  control.pause();
                }
              });
    }
    assertThat(pauses).isGreaterThan(6);
    assertSame(pieced, whole);
  }

  @Test
  void jointTrainingOfOneTaskIsFineTuning() {
    SpecDraft one = small().with("tasks", "1");
    assertThat(whole(one.with(Strategies.ALL.choice(), "joint").toSpec()).weights())
        .isEqualTo(whole(one.toSpec()).weights());
  }

  @Test
  void theTimeOfAllStretchesAddsUpAndProgressGoesOn() {
    ExperimentSpec spec = small().with(Strategies.ALL.choice(), "replay").toSpec();
    Kept kept = new Kept();
    RunControl control = new RunControl();
    List<Double> done = new ArrayList<>();
    RunResult first =
        Experiment.run(
            spec,
            NOWHERE,
            control,
            kept,
            event -> {
              if (event instanceof RunEvent.Progress progress) {
                done.add(progress.done());
                if (done.size() == 7) {
                  control.pause();
                }
              }
            });
    RunResult second =
        Experiment.run(
            spec,
            NOWHERE,
            new RunControl(),
            kept,
            event -> {
              if (event instanceof RunEvent.Progress progress) {
                done.add(progress.done());
                assertThat(progress.secondsLeft()).isNotNegative();
              }
            });
    assertThat(done).isSorted().doesNotHaveDuplicates().endsWith(1.0);
    assertThat(second.seconds()).isGreaterThan(first.seconds());
  }

  private static RunResult whole(ExperimentSpec spec) {
    return WHOLE.computeIfAbsent(
        spec, one -> Experiment.run(one, NOWHERE, new RunControl(), new Kept(), event -> {}));
  }

  private static void assertSame(RunResult pieced, RunResult whole) {
    assertThat(pieced.ending()).isEqualTo(whole.ending());
    assertThat(Arrays.equals(pieced.weights(), whole.weights())).as("the same weights").isTrue();
    assertThat(pieced.initial()).isEqualTo(whole.initial());
    assertThat(pieced.batches()).isEqualTo(whole.batches());
    assertThat(measured(pieced)).isEqualTo(measured(whole));
  }

  /** All that was measured but the time. */
  private static List<EpochScores> measured(RunResult result) {
    return result.epochs().stream()
        .map(scores ->
            new EpochScores(
                scores.task(),
                scores.epoch(),
                scores.trainingLoss(),
                scores.trainingAccuracy(),
                scores.replayedAccuracy(),
                scores.tests(),
                0))
        .toList();
  }

  private static long count(List<RunEvent> events, Class<? extends RunEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  private static SpecDraft small() {
    return SmallRuns.draft()
        .with(StepSettings.LEARNING_RATE, "0.02")
        .with(NaturalReplay.DAMPING, "0.5")
        .with(Ewc.IMPORTANCE, "1")
        .with(BaseNet.CHANNELS, "2")
        .with(BaseNet.HIDDEN_UNITS, "6");
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Keeps the last checkpoint in plain memory, everything copied out of the run. */
  private static final class Kept implements Checkpoints {

    private @Nullable Checkpoint last;
    private int everyBatches = Integer.MAX_VALUE;
    private int asked;

    @Override
    public Optional<Checkpoint> last(CheckpointFit fit) {
      if (last != null) {
        fit.require(last);
      }
      return Optional.ofNullable(last);
    }

    @Override
    public boolean due() {
      return ++asked % everyBatches == 0;
    }

    @Override
    public boolean dueAfterEpoch() {
      return true;
    }

    @Override
    public void keep(Checkpoint checkpoint) {
      TrainerState state = checkpoint.trainer();
      SequencedMap<String, SavedState> parts = new LinkedHashMap<>();
      state.parts().forEach((name, part) -> parts.put(name, copied(part)));
      last =
          new Checkpoint(
              checkpoint.position(),
              checkpoint.current(),
              checkpoint.replayed(),
              checkpoint.epochSeconds(),
              checkpoint.seconds(),
              checkpoint.scores(),
              new TrainerState(state.weights(), state.streams(), parts));
    }

    private static SavedState copied(SavedState state) {
      SequencedMap<String, Supplier<SavedState>> terms = new LinkedHashMap<>();
      state
          .terms()
          .forEach((name, term) -> {
            SavedState copy = term.get();
            terms.put(name, () -> copy);
          });
      return new SavedState(state.numbers(), state.arrays(), terms);
    }
  }
}
