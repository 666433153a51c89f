package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.ImageSlice;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.data.TaskSize;
import palimpsest.problem.Problem;

/** A validation part: training images that are not learned stand in for the test images. */
class ValidationTest {

  /** Sets that are each a task, and one that tasks share. */
  private static final List<String> BOTH = List.of("joined", "split");

  private static SpecDraft draft(String scenario) {
    return SpecDraft.initial()
        .with("images", scenario.equals("split") ? "glyph-digits" : "glyphs")
        .with("scenario", scenario)
        .with("seed", "3");
  }

  private static Scenario read(SpecDraft draft) {
    return RunImages.read(draft.toSpec(), Path.of("nowhere"));
  }

  /** Each image as text, sorted. */
  private static List<String> images(TaskImages images) {
    List<String> all = new ArrayList<>();
    for (ImageSlice slice : images.slices()) {
      byte[] pixels = slice.images().pixels();
      int size = slice.images().imageSize();
      for (int i = 0; i < slice.size(); i++) {
        int from = slice.positions()[i] * size;
        all.add(
            slice.labels()[i]
                + HexFormat.of().formatHex(Arrays.copyOfRange(pixels, from, from + size)));
      }
    }
    return all.stream().sorted().toList();
  }

  private static List<String> both(Task task) {
    List<String> all = new ArrayList<>(images(task.training()));
    all.addAll(images(task.test()));
    return all.stream().sorted().toList();
  }

  @Test
  void trainingImagesAreLearnedOrTestedOnAndNoTestImageIsSeen() {
    for (String scenario : BOTH) {
      Scenario plain = read(draft(scenario));
      Scenario validated = read(draft(scenario).with("validation", "0.25"));
      for (int task = 0; task < plain.tasks().size(); task++) {
        Task all = plain.tasks().get(task);
        Task parts = validated.tasks().get(task);
        assertThat(both(parts)).isEqualTo(images(all.training()));
        assertThat(parts.test().size()).isEqualTo(all.training().size() / 4);
        for (int label : all.classes()) {
          long learned = count(parts.training(), label);
          assertThat(count(parts.test(), label))
              .as("of class %d", label)
              .isBetween((learned - 4) / 3, (learned + 4) / 3);
        }
      }
    }
  }

  private static long count(TaskImages images, int label) {
    return Arrays.stream(images.labels()).filter(one -> one == label).count();
  }

  @Test
  void limitsLeaveTheValidationPartAsItIsAndAnotherSeedDrawsAnother() {
    for (String scenario : BOTH) {
      SpecDraft draft = draft(scenario).with("validation", "0.2");
      Task whole = read(draft).tasks().getFirst();
      Task limited = read(draft.with("train-limit", "60")).tasks().getFirst();
      assertThat(images(limited.test())).isEqualTo(images(whole.test()));
      assertThat(images(whole.training())).containsAll(images(limited.training()));
      assertThat(limited.training().size()).isEqualTo(60);
      Task few = read(draft.with("test-limit", "20")).tasks().getFirst();
      assertThat(few.test().size()).isEqualTo(20);
      assertThat(images(whole.test())).containsAll(images(few.test()));
      assertThat(images(read(draft.with("seed", "4")).tasks().getFirst().test()))
          .isNotEqualTo(images(whole.test()));
    }
  }

  @Test
  void theLengthOfARunIsForetold() {
    for (String scenario : BOTH) {
      SpecDraft draft = draft(scenario).with("validation", "0.3").with("test-limit", "50");
      ExperimentSpec spec = draft.toSpec();
      List<TaskSize> foretold = RunLength.used(spec, spec.outline().sizes());
      assertThat(read(draft).tasks())
          .extracting(task -> new TaskSize(task.training().size(), task.test().size()))
          .isEqualTo(foretold);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1", "0.95", "NaN", "ten"})
  void whatIsNoShareIsRefused(String share) {
    assertThatThrownBy(() -> draft("joined").with("validation", share).toSpec())
        .isInstanceOf(Problem.class)
        .hasMessageContaining("validation");
  }

  @Test
  void aShareOfVeryFewImagesMayBeNone() {
    int all = read(draft("joined")).tasks().getFirst().training().size();
    Task task = read(draft("joined").with("validation", "" + 0.9 / all)).tasks().getFirst();
    assertThat(task.test().size()).isZero();
    assertThat(task.training().size()).isEqualTo(all);
    assertThat(IntStream.of(task.training().labels()).distinct().count()).isEqualTo(10);
  }
}
