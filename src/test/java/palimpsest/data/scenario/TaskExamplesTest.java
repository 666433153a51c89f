package palimpsest.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.DataRecord;
import palimpsest.data.Glyphs;
import palimpsest.data.ImageLevels;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSource;
import palimpsest.data.Limits;
import palimpsest.data.PixelMap;
import palimpsest.data.Scenario;
import palimpsest.data.SourceSet;
import palimpsest.data.Subset;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.setting.SettingValues;

class TaskExamplesTest {

  private static final Path NOWHERE = Path.of("nowhere");

  @TempDir Path folder;

  private static TaskExamples examples(
      ScenarioType type, SettingValues values, List<Integer> chosen, int limit, SourceSet... sets) {
    List<SourceSet> all = List.of(sets);
    ScenarioCut cut = type.cut(values, all.stream().map(SetShape::of).toList(), Random::new);
    List<Integer> tasks =
        chosen.isEmpty() ? IntStream.range(0, cut.tasks().size()).boxed().toList() : chosen;
    Scenario scenario =
        ScenarioReader.read(
            "test",
            all,
            type,
            values,
            tasks,
            NOWHERE,
            new Limits(limit, 100, Subset.STRATIFIED, Random::new),
            false,
            Random::new);
    return TaskExamples.of(
        scenario, tasks.stream().map(number -> cut.tasks().get(number)).toList(), all);
  }

  @Test
  void classesOfASplitAreNamedAndCounted() {
    TaskExamples split =
        examples(new SplitClasses(), SettingValues.INITIAL, List.of(3, 1), 0, Glyphs.GARMENTS);
    assertThat(split.tasks())
        .extracting(TaskExamples.Classes::name)
        .containsExactly("garment 6, garment 7", "garment 2, garment 3");
    assertThat(split.tasks().getFirst().groups())
        .extracting(TaskExamples.Group::name)
        .containsExactly("garment 6", "garment 7");
    assertThat(split.tasks().getFirst().groups())
        .extracting(TaskExamples.Group::size)
        .as("each class has 300 of 3,000 training images; limits leave 100 test images a task")
        .containsExactly(new TaskSize(300, 50), new TaskSize(300, 50));
    assertThat(split.tasks().getFirst().size()).isEqualTo(new TaskSize(600, 100));
  }

  @Test
  void limitsCountAsTheyDoInARun() {
    TaskExamples limited =
        examples(new SplitClasses(), SettingValues.INITIAL, List.of(), 40, Glyphs.DIGITS);
    assertThat(limited.tasks())
        .hasSize(5)
        .allSatisfy(task -> {
          assertThat(task.size().training()).isEqualTo(40);
          assertThat(task.groups().stream().mapToInt(group -> group.size().training()).sum())
              .isEqualTo(40);
        });
  }

  @Test
  void thePictureOfAClassIsOneOfThatClass() {
    TaskExamples split =
        examples(new SplitClasses(), SettingValues.INITIAL, List.of(2), 0, Glyphs.DIGITS);
    ImageSet all = Glyphs.DIGITS.training(Glyphs.TRAINING);
    for (int group = 0; group < 2; group++) {
      Set<String> own = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        if (all.labels()[i] == 4 + group) {
          own.add(Arrays.toString(ImageLevels.of(all.values()).of(all, i, PixelMap.IDENTITY)));
        }
      }
      assertThat(split.images(0, group, false, 0, 300))
          .hasSize(300)
          .extracting(Arrays::toString)
          .doesNotHaveDuplicates()
          .allMatch(own::contains);
    }
  }

  @Test
  void tasksOfPermutedPixelsShowTheSameImagesInDifferentOrders() {
    TaskExamples permuted =
        examples(
            new PermutedPixels(),
            SettingValues.INITIAL.with(ScenarioSettings.COUNT, 3),
            List.of(),
            0,
            Glyphs.DIGITS);
    int[] first = permuted.images(0, 4, false, 0, 1).getFirst();
    int[] second = permuted.images(1, 4, false, 0, 1).getFirst();
    assertThat(first).isNotEqualTo(second);
    assertThat(Arrays.stream(first).sorted().toArray())
        .isEqualTo(Arrays.stream(second).sorted().toArray());
    assertThat(permuted.tasks()).allSatisfy(task -> assertThat(task.groups()).hasSize(10));
  }

  @Test
  void otherExamplesFollowUntilTheFirstComesAgain() {
    TaskExamples split =
        examples(new SplitClasses(), SettingValues.INITIAL, List.of(0), 10, Glyphs.DIGITS);
    assertThat(split.tasks().getFirst().groups().getFirst().size().training()).isEqualTo(5);
    List<int[]> all = split.images(0, 0, false, 0, 99);
    assertThat(all).as("no more than there are").hasSize(5);
    List<int[]> next = split.images(0, 0, false, 3, 3);
    assertThat(next.get(0)).isEqualTo(all.get(3));
    assertThat(next.get(1)).isEqualTo(all.get(4));
    assertThat(next.get(2)).isEqualTo(all.get(0));
    assertThat(split.images(0, 0, false, 8, 3).getFirst()).isEqualTo(all.get(3));
  }

  @Test
  void testImagesAreOthersThanTrainingImages() {
    TaskExamples split =
        examples(new SplitClasses(), SettingValues.INITIAL, List.of(0), 0, Glyphs.DIGITS);
    List<String> training =
        split.images(0, 0, false, 0, 300).stream().map(Arrays::toString).toList();
    assertThat(split.images(0, 0, true, 0, 50))
        .hasSize(50)
        .extracting(Arrays::toString)
        .doesNotContainAnyElementsOf(training);
  }

  @Test
  void imagesThatABlurredBoundaryBringsAreCountedApart() {
    TaskExamples blurred =
        examples(
            new SplitClasses(),
            SettingValues.INITIAL.with(ScenarioSettings.BLUR, 0.2),
            List.of(),
            0,
            Glyphs.DIGITS);
    TaskExamples.Classes second = blurred.tasks().get(1);
    assertThat(second.groups())
        .extracting(TaskExamples.Group::isForeign)
        .containsExactly(false, false, true, true);
    assertThat(second.groups().get(2).name()).isEqualTo("0, 1");
    assertThat(second.groups().get(2).size())
        .as("a fifth of the first task's 600, which has one neighbour")
        .isEqualTo(new TaskSize(120, 0));
    assertThat(second.groups().stream().mapToInt(group -> group.size().training()).sum())
        .isEqualTo(second.size().training());
    assertThat(blurred.images(1, 2, false, 0, 4)).hasSize(4);
    assertThat(blurred.images(1, 2, true, 0, 4)).as("tests stay sharp").isEmpty();
  }

  @Test
  void aClassWithoutImagesIsThereAndShowsNone() {
    Path file =
        OwnFiles.npz(folder.resolve("own.npz"), new int[] {0, 0, 1, 1, 7}, new int[] {0, 7});
    OwnSet set = OwnSets.read("own", file, "", ReadOptions.NONE).set();
    TaskExamples own = TaskExamples.of(set, NOWHERE);
    assertThat(own.tasks().getFirst().groups())
        .extracting(TaskExamples.Group::name)
        .containsExactly("0", "1", "7");
    assertThat(own.tasks().getFirst().groups())
        .extracting(TaskExamples.Group::size)
        .containsExactly(new TaskSize(2, 1), new TaskSize(2, 0), new TaskSize(1, 1));
    assertThat(own.images(0, 1, true, 0, 3)).isEmpty();
    assertThat(own.images(0, 1, false, 0, 3)).hasSize(2);
  }

  @Test
  void aSetIsRecordedAsARunRecordsIt() {
    DataRecord record = TaskExamples.of(Glyphs.SIGNS, NOWHERE).data();
    assertThat(record.sources())
        .extracting(ImageSource::sha256)
        .containsExactly(
            Glyphs.SIGNS.training(Glyphs.TRAINING).sha256(),
            Glyphs.SIGNS.test(Glyphs.TEST).sha256());
  }
}
