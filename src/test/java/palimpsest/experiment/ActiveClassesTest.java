package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.fisher.MatrixEntries;
import palimpsest.network.ParameterLayout;

/** Classes that do not compete have no part in a run: not in its steps, matrices or losses. */
@Execution(ExecutionMode.CONCURRENT)
class ActiveClassesTest {

  /** Classes of each task. */
  private static final int CLASSES = 2;

  private record Run(RunResult result, ParameterLayout layout, List<FisherSnapshot> matrices) {

    /** The positions of the parameters of some outputs. */
    int[] ofOutputs(IntPredicate outputs) {
      String head = layout.tensors().getLast().layer();
      return layout.tensors().stream()
          .filter(tensor -> tensor.layer().equals(head))
          .flatMapToInt(tensor -> {
            int each = tensor.size() / tensor.shape().getFirst();
            return IntStream.range(0, tensor.size())
                .filter(i -> outputs.test(i / each))
                .map(i -> tensor.offset() + i);
          })
          .toArray();
    }

    double[] weights(IntPredicate outputs) {
      return Arrays.stream(ofOutputs(outputs)).mapToDouble(i -> result.weights()[i]).toArray();
    }
  }

  private static Run run(Map<String, String> texts) {
    List<FisherSnapshot> matrices = new ArrayList<>();
    List<ParameterLayout> layouts = new ArrayList<>();
    RunResult result =
        Experiment.run(
            SmallRuns.draft()
                .with(Map.of("images", "glyph-digits", "scenario", "split", "damping", "0.5"))
                .with(texts)
                .toSpec(),
            Path.of("no-such-folder"),
            new RunControl(),
            Checkpoints.NONE,
            event -> {
              switch (event) {
                case RunEvent.Started started -> layouts.add(started.layout());
                case RunEvent.FisherMeasured(FisherSnapshot matrix) -> matrices.add(matrix);
                default -> {}
              }
            });
    assertThat(result.ending()).isEqualTo(RunResult.Ending.COMPLETE);
    return new Run(result, layouts.getFirst(), matrices);
  }

  @ParameterizedTest
  @CsvSource({
    "task, fine-tuning",
    "task, replay",
    "task, natural-replay",
    "task, ewc",
    "seen, natural-replay",
    "seen, ewc"
  })
  void outputsOfOtherClassesKeepTheirFirstWeights(String active, String strategy) {
    Map<String, String> texts =
        Map.of("active-classes", active, "strategy", strategy, "tasks", "0,1", "epochs", "1");
    Run once = run(texts);
    Run longer =
        run(Map.of("active-classes", active, "strategy", strategy, "tasks", "0,1", "epochs", "2"));
    int seen = 2 * CLASSES;
    assertThat(longer.weights(output -> output >= seen))
        .isEqualTo(once.weights(output -> output >= seen));
    for (int k = 0; k < seen; k++) {
      int output = k;
      assertThat(longer.weights(other -> other == output))
          .as("output %d", output)
          .isNotEqualTo(once.weights(other -> other == output));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "natural-replay"})
  void replayedImagesCompeteAmongTheClassesOfTheirOwnTask(String strategy) {
    Map<String, String> texts =
        Map.of("active-classes", "task", "strategy", strategy, "tasks", "0,1");
    Run first = run(Map.of("active-classes", "task", "strategy", strategy, "tasks", "0"));
    assertThat(run(texts).weights(output -> output < CLASSES))
        .as("classes of the first task are learned on while the second is learned")
        .isNotEqualTo(first.weights(output -> output < CLASSES));
    Run forgotten =
        run(Map.of("active-classes", "task", "strategy", "fine-tuning", "tasks", "0,1"));
    Run alone = run(Map.of("active-classes", "task", "strategy", "fine-tuning", "tasks", "0"));
    assertThat(forgotten.weights(output -> output < CLASSES))
        .as("and not without replay")
        .isEqualTo(alone.weights(output -> output < CLASSES));
  }

  @ParameterizedTest
  @CsvSource({"task, fine-tuning", "seen, fine-tuning", "task, ewc", "seen, ewc"})
  void theMatrixShownKnowsOnlyTheClassesThatCompete(String active, String strategy) {
    Run run =
        run(
            Map.of(
                "active-classes",
                active,
                "strategy",
                strategy,
                "tasks",
                "0,1",
                "observe-fisher",
                "true",
                "representation",
                "diagonal"));
    assertThat(run.matrices()).hasSize(2);
    int from = active.equals("task") ? CLASSES : 0;
    IntPredicate competes = output -> output >= from && output < 2 * CLASSES;
    MatrixEntries second = run.matrices().get(1).entries();
    assertThat(Arrays.stream(run.ofOutputs(competes.negate())).mapToDouble(i -> second.at(i, i)))
        .containsOnly(0.0);
    assertThat(Arrays.stream(run.ofOutputs(competes)).mapToDouble(i -> second.at(i, i)).sum())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seen", "task", "all"})
  void imagesFromBehindABlurredBoundaryAreLearnedLikeOthers(String active) {
    Run run = run(Map.of("active-classes", active, "blur", "0.5", "tasks", "0,1,2"));
    // A label that does not compete would have the loss of a logit of −10³⁰.
    assertThat(run.result().epochs()).allMatch(scores -> scores.trainingLoss() < 10);
  }
}
