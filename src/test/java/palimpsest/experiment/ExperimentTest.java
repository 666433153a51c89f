package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.RealImages;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

@Execution(ExecutionMode.CONCURRENT)
class ExperimentTest {

  private static final Path NOWHERE = Path.of("no-such-folder");

  /** Two of them: others are trained twice in {@link ResumeTest}. */
  static List<Strategy> strategies() {
    return List.of(Strategies.FINE_TUNING, Strategies.NATURAL_REPLAY);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void theSameConfigurationGivesTheSameWeightsToTheBit(Strategy strategy) {
    ExperimentSpec spec = SmallRuns.draft().with(Strategies.ALL.choice(), strategy.key()).toSpec();
    RunResult one = run(spec, new ArrayList<>());
    RunResult two = run(spec, new ArrayList<>());
    assertThat(one.weights()).isEqualTo(two.weights());
    assertThat(scores(one)).isEqualTo(scores(two));
    RunResult other =
        run(SpecDraft.of(spec).with(CommonSettings.SEED, "7").toSpec(), new ArrayList<>());
    assertThat(other.weights()).isNotEqualTo(one.weights());
  }

  @Test
  void strategiesWithOneSeedStartAlikeAndSeeTheSameOrder() {
    RunResult plain = run(SmallRuns.draft().toSpec(), new ArrayList<>());
    RunResult replay = run(with(Strategies.REPLAY).toSpec(), new ArrayList<>());
    assertThat(plain.initial()).isEqualTo(replay.initial());
    // Importance 0 makes EWC plain training, bit for bit, if the order is the same.
    RunResult ewc = run(with(Strategies.EWC).with(Ewc.IMPORTANCE, "0").toSpec(), new ArrayList<>());
    assertThat(ewc.weights()).isEqualTo(plain.weights());
  }

  @Test
  void eventsComeInOrder() {
    List<RunEvent> events = new ArrayList<>();
    RunResult result = run(with(Strategies.EWC).toSpec(), events);
    assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
    assertThat(events.getLast()).isEqualTo(new RunEvent.Ended(result));
    List<EpochScores> epochs =
        events.stream()
            .filter(RunEvent.EpochEnded.class::isInstance)
            .map(event -> ((RunEvent.EpochEnded) event).scores())
            .toList();
    assertThat(epochs).hasSize(6).isEqualTo(result.epochs());
    List<Double> done =
        events.stream()
            .filter(RunEvent.Progress.class::isInstance)
            .map(event -> ((RunEvent.Progress) event).done())
            .toList();
    assertThat(done).isSorted().hasSize(3 * 2 * 4).endsWith(1.0);
    List<FisherSnapshot> matrices =
        events.stream()
            .filter(RunEvent.FisherMeasured.class::isInstance)
            .map(event -> ((RunEvent.FisherMeasured) event).matrix())
            .toList();
    assertThat(matrices).extracting(FisherSnapshot::task).containsExactly(0, 1, 2);
    assertThat(matrices.getFirst().entries().size()).isEqualTo(result.weights().length);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void everyFewBatchesTheNetworkIsEvaluatedWithoutChangingWhatItLearns() {
    List<RunEvent> events = new ArrayList<>();
    RunResult plain = run(SmallRuns.draft().toSpec(), new ArrayList<>());
    // Four batches an epoch, two epochs a task.
    RunResult often =
        run(
            SmallRuns.draft()
                .with(EvaluationSettings.WHEN, "every-batches")
                .with(EvaluationSettings.BATCHES, "3")
                .toSpec(),
            events);
    assertThat(often.weights()).isEqualTo(plain.weights());
    assertThat(often.batches())
        .extracting(BatchScores::task, BatchScores::epoch, BatchScores::batch, BatchScores::batches)
        .containsExactly(
            tuple(0, 0, 3, 4),
            tuple(0, 1, 2, 4),
            tuple(1, 0, 3, 4),
            tuple(1, 1, 2, 4),
            tuple(2, 0, 3, 4),
            tuple(2, 1, 2, 4));
    assertThat(often.batches()).allMatch(scores -> scores.evaluated().size() == 3);
    assertThat(
            events.stream()
                .filter(RunEvent.Evaluated.class::isInstance)
                .map(event -> ((RunEvent.Evaluated) event).scores()))
        .isEqualTo(often.batches());
    assertThat(often.epochs())
        .extracting(scores -> scores.evaluated().size())
        .containsExactly(0, 3, 0, 3, 0, 3);
    assertThat(often.epochs().get(5).tests()).isEqualTo(plain.epochs().get(5).tests());
    assertThat(often.scores().inOrder())
        .extracting(TestScores::epochsDone)
        .startsWith(0.75, 1.0, 1.5, 2.0, 0.75);
  }

  @Test
  void aRunStopsWithinOneBatchAndKeepsWhatItMeasured() {
    RunControl control = new RunControl();
    List<RunEvent> events = new ArrayList<>();
    RunResult result =
        Experiment.run(
            SmallRuns.draft().toSpec(),
            NOWHERE,
            control,
            Checkpoints.NONE,
            event -> {
              events.add(event);
              if (event instanceof RunEvent.Progress progress
                  && progress.epoch() == 1
                  && progress.batch() == 2) {
                control.stop();
              }
            });
    assertThat(result.ending()).isEqualTo(Ending.STOPPED);
    assertThat(result.epochs()).hasSize(1);
    assertThat(events.getLast()).isInstanceOf(RunEvent.Ended.class);
    assertThat(events.get(events.size() - 2)).isInstanceOf(RunEvent.Progress.class);
  }

  @Test
  void aRunThatDivergesSaysSoAndKeepsWhatItMeasured() {
    List<RunEvent> events = new ArrayList<>();
    RunResult result =
        run(
            with(Strategies.EWC)
                .with(Ewc.IMPORTANCE, "1000000")
                .with(StepSettings.LEARNING_RATE, "0.05")
                .with(TaskLength.EPOCHS, "10")
                .toSpec(),
            events);
    assertThat(result.ending()).isEqualTo(Ending.DIVERGED);
    assertThat(result.epochs()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(events)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    RunEvent.LogMessage.class,
                    remark -> assertThat(remark.text()).contains("diverged")));
  }

  @Test
  void aMatrixOnRequestComesWithTheNextBatchOfNaturalReplay() {
    RunControl control = new RunControl();
    List<FisherSnapshot> matrices = new ArrayList<>();
    Experiment.run(
        with(Strategies.NATURAL_REPLAY).with(CommonSettings.OBSERVE_FISHER, "false").toSpec(),
        NOWHERE,
        control,
        Checkpoints.NONE,
        event -> {
          if (event instanceof RunEvent.Progress progress
              && progress.task() == 1
              && progress.epoch() == 0
              && progress.batch() == 1) {
            control.requestMatrix();
          } else if (event instanceof RunEvent.FisherMeasured measured) {
            matrices.add(measured.matrix());
          }
        });
    assertThat(matrices).hasSize(1);
    assertThat(matrices.getFirst().task()).isEqualTo(1);
  }

  @Test
  void aMatrixTooLargeForMemorySaysHowMuchItWouldNeed() {
    ExperimentSpec spec =
        SmallRuns.draft()
            .with(BaseNet.HIDDEN_UNITS, "10000")
            .with(BaseNet.CHANNELS, "512")
            .with(FisherSettings.REPRESENTATION, Representation.DENSE.key())
            .toSpec();
    assertThatThrownBy(() -> run(spec, new ArrayList<>()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Dense")
        .hasMessageContaining("GiB")
        .hasMessageContaining("this machine has");
  }

  @Test
  void missingImagesAreAProblemBeforeTraining() {
    ExperimentSpec spec = SmallRuns.draft().with(DataSettings.IMAGES, "fellowship").toSpec();
    assertThatThrownBy(() -> run(spec, new ArrayList<>()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(NOWHERE.toString());
  }

  @Test
  void anUnknownDeviceIsAProblemThatListsTheKnownOnes() {
    ExperimentSpec spec = SmallRuns.draft().with(CommonSettings.DEVICE, "cuda:63").toSpec();
    assertThatThrownBy(() -> run(spec, new ArrayList<>()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cuda:63")
        .hasMessageContaining("cpu");
  }

  @Test
  void realImagesAreLearned() {
    Path data = RealImages.folder("realImagesAreLearned");
    ExperimentSpec spec =
        with(Strategies.NATURAL_REPLAY)
            .with(DataSettings.IMAGES, "fellowship")
            .with(DataSettings.TRAIN_LIMIT, "600")
            .with(DataSettings.TEST_LIMIT, "300")
            .with(StepSettings.LEARNING_RATE, "0.01")
            .with(ScenarioSettings.JOINED_TASKS, "0,2")
            .toSpec();
    RunResult result = Experiment.run(spec, data, new RunControl(), Checkpoints.NONE, event -> {});
    assertThat(result.taskNames()).containsExactly("MNIST", "Kuzushiji-MNIST");
    assertThat(result.epochs().get(1).tests().getFirst().accuracy()).isGreaterThan(0.3);
  }

  private static SpecDraft with(Strategy strategy) {
    return SmallRuns.draft().with(Strategies.ALL.choice(), strategy.key());
  }

  private static RunResult run(ExperimentSpec spec, List<RunEvent> events) {
    return Experiment.run(spec, NOWHERE, new RunControl(), Checkpoints.NONE, events::add);
  }

  private static List<List<TaskScore>> scores(RunResult result) {
    return result.epochs().stream().map(EpochScores::tests).toList();
  }
}
