package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import palimpsest.data.TaskSize;

/** The images that a scenario keeps in memory, known before any is read. */
class ScenarioOutlineTest {

  private static final TaskSize WHOLE = new TaskSize(60_000, 10_000);
  private static final TaskSize LIMITED = new TaskSize(100, 50);

  private static List<TaskSize> kept(Map<String, String> texts) {
    return SpecDraft.initial().with(texts).toSpec().outline().kept(100, 50, 0);
  }

  @Test
  void ofASetThatIsATaskOnlyWhatLimitsLeaveIsKept() {
    assertThat(kept(Map.of("images", "fellowship", "tasks", "0,2")))
        .containsExactly(LIMITED, LIMITED);
    assertThat(kept(Map.of("images", "mnist", "scenario", "permuted", "task-count", "1")))
        .containsExactly(LIMITED);
  }

  @Test
  void aSetThatTasksShareOrUseInPartIsKeptOnceAndWhole() {
    assertThat(kept(Map.of("images", "mnist", "scenario", "permuted"))).containsExactly(WHOLE);
    assertThat(kept(Map.of("images", "mnist", "scenario", "split"))).containsExactly(WHOLE);
    assertThat(kept(Map.of("images", "mnist", "scenario", "split", "tasks", "0")))
        .as("two of ten classes")
        .containsExactly(WHOLE);
  }

  @Test
  void mapsMasksAndPlacesOfManyTasksTakeMemoryBesideTheImages() {
    Map<String, String> texts =
        Map.of("images", "mnist", "scenario", "rotated", "task-count", "1000");
    ExperimentSpec many = SpecDraft.initial().with(texts).toSpec();
    ExperimentSpec few = SpecDraft.initial().with(texts).with("task-count", "2").toSpec();
    double more =
        MemoryEstimate.of(many, 2, 4e9).device() - MemoryEstimate.of(few, 2, 4e9).device();
    // Four positions and weights of a pixel, for training and tests; labels as often as learned.
    double maps = 2.0 * 998 * 784 * 4 * (Long.BYTES + Float.BYTES);
    double labels = 998.0 * 70_000 * Long.BYTES;
    assertThat(more).isBetween(maps + labels, 1.1 * (maps + labels));
  }
}
