package palimpsest.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.ActiveClasses;
import palimpsest.data.ImageSlice;
import palimpsest.data.Limits;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.Subset;
import palimpsest.data.Task;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.problem.Problem;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;

/** What each scenario makes of the built-in images. */
public class ScenariosTest {

  private static final int SIZE = 28 * 28;

  /** The components that are tested here. */
  public static Stream<Component> components() {
    return Scenarios.ALL.components().stream().map(type -> type);
  }

  private static Scenario read(String images, ScenarioType type, SettingValues values) {
    return read(images, type, values, 0);
  }

  private static Scenario read(String images, ScenarioType type, SettingValues values, int limit) {
    Catalogue.Collection collection = Catalogue.collection(images);
    ScenarioCut cut =
        type.cut(values, collection.sets().stream().map(SetShape::of).toList(), Random::new);
    return ScenarioReader.read(
        collection.label(),
        collection.sets(),
        type,
        values,
        IntStream.range(0, cut.tasks().size()).boxed().toList(),
        Path.of("nowhere"),
        new Limits(limit, 100, Subset.STRATIFIED, Random::new),
        false,
        Random::new);
  }

  private static Set<Integer> labels(Task task) {
    Set<Integer> labels = new HashSet<>();
    Arrays.stream(task.training().labels()).forEach(labels::add);
    return labels;
  }

  @Test
  void classesAreDealtOutInOrderAndEveryImageComesOnce() {
    Scenario split = read("glyph-digits", new SplitClasses(), SettingValues.INITIAL);
    assertThat(split.tasks())
        .extracting(Task::name)
        .containsExactly("0, 1", "2, 3", "4, 5", "6, 7", "8, 9");
    assertThat(split.outputs()).isEqualTo(10);
    for (int task = 0; task < 5; task++) {
      assertThat(labels(split.tasks().get(task))).containsExactly(2 * task, 2 * task + 1);
      assertThat(split.tasks().get(task).classes()).containsExactly(2 * task, 2 * task + 1);
    }
    assertThat(split.tasks().stream().mapToInt(task -> task.training().size()).sum())
        .isEqualTo(3000);
    ImageSlice second = split.tasks().get(1).training().slices().getFirst();
    for (int i = 0; i < second.size(); i++) {
      assertThat(second.images().labels()[second.positions()[i]]).isEqualTo(second.labels()[i]);
    }
    assertThat(split.tasks().get(4).training().slices().getFirst().images())
        .as("the images are kept once")
        .isSameAs(second.images());
  }

  @Test
  void tasksOfUnequalSizeAreNamedAndTheLastMayBeSmaller() {
    assertThat(cut(List.of(4)).tasks())
        .extracting(TaskCut::name)
        .containsExactly("0, 1, 2, 3", "4, 5, 6, 7", "8, 9");
    assertThat(cut(List.of(7, 3)).tasks())
        .extracting(TaskCut::name)
        .containsExactly("0, 1 … 6", "7, 8, 9");
    for (List<Integer> wrong : List.of(List.of(7, 2), List.of(7, 4), List.of(5, 4, 2))) {
      assertThatThrownBy(() -> cut(wrong))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("numbers that add up to 10");
    }
  }

  private static ScenarioCut cut(List<Integer> classes) {
    return new SplitClasses()
        .cut(
            SettingValues.INITIAL.with(SplitClasses.CLASSES, classes),
            List.of(SetShape.of(Catalogue.collection("mnist").sets().getFirst())),
            Random::new);
  }

  @Test
  void classesOfSeveralSetsAreDealtOutTogetherAndADrawnOrderBelongsToTheSeed() {
    Scenario split =
        read(
            "glyphs",
            new SplitClasses(),
            SettingValues.INITIAL.with(SplitClasses.CLASSES, List.of(8)));
    assertThat(split.outputs()).isEqualTo(30);
    assertThat(split.tasks())
        .extracting(task -> task.training().slices().size())
        .containsExactly(1, 2, 2, 1);
    SettingValues drawn = SettingValues.INITIAL.with(SplitClasses.ORDER, SplitClasses.Order.RANDOM);
    List<SetShape> sets = List.of(SetShape.of(Catalogue.collection("mnist").sets().getFirst()));
    List<String> one = names(new SplitClasses().cut(drawn, sets, part -> new Random(1)));
    assertThat(names(new SplitClasses().cut(drawn, sets, part -> new Random(1)))).isEqualTo(one);
    assertThat(names(new SplitClasses().cut(drawn, sets, part -> new Random(2)))).isNotEqualTo(one);
  }

  private static List<String> names(ScenarioCut cut) {
    return cut.tasks().stream().map(TaskCut::name).toList();
  }

  @Test
  void domainsShareTheirLabelsAndTasksTellWhichClassesCompete() {
    SettingValues domain =
        SettingValues.INITIAL.with(ScenarioSettings.INCREMENTAL, Incremental.DOMAIN);
    Scenario split = read("glyph-digits", new SplitClasses(), domain);
    assertThat(split.outputs()).isEqualTo(2);
    assertThat(split.tasks()).allMatch(task -> labels(task).equals(Set.of(0, 1)));
    assertThat(split.active())
        .isEqualTo(new Scenario.Active(ActiveClasses.ALL, ActiveClasses.ALL, false));
    Scenario told =
        read(
            "glyph-digits",
            new SplitClasses(),
            SettingValues.INITIAL
                .with(ScenarioSettings.INCREMENTAL, Incremental.TASK)
                .with(ScenarioSettings.ACTIVE, ActiveClasses.SEEN));
    assertThat(told.active())
        .isEqualTo(new Scenario.Active(ActiveClasses.SEEN, ActiveClasses.TASK, true));
  }

  @Test
  void permutedTasksShareTheirImagesAndEachHasItsOwnOrder() {
    Scenario permuted =
        read(
            "glyph-digits",
            new PermutedPixels(),
            SettingValues.INITIAL
                .with(ScenarioSettings.COUNT, 4)
                .with(PermutedPixels.FIRST_PLAIN, true));
    assertThat(permuted.outputs()).isEqualTo(10);
    assertThat(permuted.tasks())
        .extracting(Task::name)
        .containsExactly("Unpermuted", "Permutation 1", "Permutation 2", "Permutation 3");
    List<PixelMap> maps = new ArrayList<>();
    for (Task task : permuted.tasks()) {
      ImageSlice slice = task.training().slices().getFirst();
      maps.add(slice.map());
      assertThat(slice.images())
          .isSameAs(permuted.tasks().getFirst().training().slices().getFirst().images());
      assertThat(task.test().slices().getFirst().map().sources())
          .as("the same order in tests")
          .isEqualTo(slice.map().sources());
    }
    assertThat(maps.getFirst().isIdentity()).isTrue();
    assertThat(maps.subList(1, 4))
        .extracting(map -> Arrays.toString(map.sources()[0]))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.length() > SIZE);
    for (PixelMap map : maps.subList(1, 4)) {
      assertThat(Arrays.stream(map.sources()[0]).sorted().toArray())
          .isEqualTo(IntStream.range(0, SIZE).toArray());
    }
  }

  @Test
  void aLimitOnAnyTasksImagesIsKept() {
    Scenario permuted = read("glyph-digits", new PermutedPixels(), SettingValues.INITIAL, 50);
    assertThat(permuted.tasks()).allMatch(task -> task.training().size() == 50);
    assertThat(read("glyph-digits", new SplitClasses(), SettingValues.INITIAL, 50).tasks())
        .allMatch(task -> task.training().size() == 50 && task.test().size() == 100);
  }

  @Test
  void aQuarterTurnMovesEachPixelAndAWholeTurnNone() {
    double[] image = new Random(3).doubles(9).toArray();
    double[] turned = PixelMap.rotation(1, 3, 3, 90).apply(image);
    // Counter-clockwise: the last column becomes the first row.
    int[] from = {2, 5, 8, 1, 4, 7, 0, 3, 6};
    for (int i = 0; i < 9; i++) {
      assertThat(turned[i]).isCloseTo(image[from[i]], within(1e-6));
    }
    assertThat(PixelMap.rotation(1, 3, 3, 360).isIdentity()).isTrue();
    double[] tilted = PixelMap.rotation(2, 5, 5, 30).apply(new double[50]);
    assertThat(tilted).containsOnly(0);
  }

  @Test
  void translatedImagesAreMovedByAsManyPixelsAsTheTaskSays() {
    SettingValues values =
        SettingValues.INITIAL.with(ScenarioSettings.COUNT, 6).with(TranslatedImages.FARTHEST, 40);
    List<SetShape> sets = List.of(SetShape.of(Catalogue.collection("cifar-10").sets().getFirst()));
    int side = 32;
    double[] image = new Random(4).doubles(3L * side * side).toArray();
    ScenarioCut cut = new TranslatedImages().cut(values, sets, Random::new);
    assertThat(names(cut)).startsWith("+0, +0").doesNotHaveDuplicates();
    for (TaskCut task : cut.tasks()) {
      String[] words = task.name().split(", ", -1);
      int right = Integer.parseInt(words[0]);
      int down = Integer.parseInt(words[1]);
      double[] moved = task.parts().getFirst().map().get().apply(image);
      for (int i = 0; i < image.length; i++) {
        int row = i / side % side - down;
        int column = i % side - right;
        boolean inside = row >= 0 && row < side && column >= 0 && column < side;
        assertThat(moved[i])
            .isEqualTo(inside ? image[i / (side * side) * side * side + row * side + column] : 0);
      }
    }
  }

  @Test
  void anglesAreEvenOrDrawn() {
    SettingValues values =
        SettingValues.INITIAL.with(ScenarioSettings.COUNT, 4).with(RotatedImages.LARGEST, 180.0);
    List<SetShape> sets = List.of(SetShape.of(Catalogue.collection("mnist").sets().getFirst()));
    assertThat(names(new RotatedImages().cut(values, sets, Random::new)))
        .containsExactly("0°", "45°", "90°", "135°");
    assertThat(
            names(
                new RotatedImages()
                    .cut(
                        values.with(RotatedImages.ANGLES, RotatedImages.Angles.RANDOM),
                        sets,
                        part -> new Random(7919L * part))))
        .doesNotHaveDuplicates()
        .allMatch(name -> Double.parseDouble(name.replace("°", "")) < 180);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void blurredBoundariesMoveImagesToNeighboursAndLoseNone(double share) {
    SettingValues values = SettingValues.INITIAL.with(ScenarioSettings.BLUR, share);
    Scenario blurred = read("glyph-digits", new SplitClasses(), values);
    Scenario sharp = read("glyph-digits", new SplitClasses(), SettingValues.INITIAL);
    assertThat(blurred.tasks().stream().mapToInt(task -> task.training().size()).sum())
        .isEqualTo(3000);
    for (int task = 0; task < 5; task++) {
      int own = 0;
      for (ImageSlice slice : blurred.tasks().get(task).training().slices()) {
        assertThat(Math.abs(slice.home() - task)).isLessThanOrEqualTo(1);
        assertThat(Arrays.stream(slice.labels())).allMatch(label -> label / 2 == slice.home());
        own += slice.home() == task ? slice.size() : 0;
      }
      assertThat(own).isEqualTo(600 - (int) Math.round(share * 600));
      assertThat(blurred.tasks().get(task).test().labels())
          .as("tests stay sharp")
          .isEqualTo(sharp.tasks().get(task).test().labels());
    }
  }

  @Test
  void blurredTasksAreAsLargeAsForetoldAndNoneIsEmpty() {
    SettingValues values = SettingValues.INITIAL.with(ScenarioSettings.BLUR, 0.9);
    for (int limit : new int[] {1, 2, 7}) {
      List<TaskSize> sizes =
          read("glyph-digits", new SplitClasses(), values, limit).tasks().stream()
              .map(task -> new TaskSize(task.training().size(), task.test().size()))
              .toList();
      assertThat(sizes).as("limit %d", limit).allMatch(size -> size.training() > 0);
      assertThat(BlurredBoundaries.sizes(Collections.nCopies(5, new TaskSize(limit, 100)), 0.9))
          .isEqualTo(sizes);
    }
  }

  @Test
  void pixelsAreStandardisedAsTheFirstTaskSeesThem() {
    Task turned =
        read(
                "glyph-digits",
                new RotatedImages(),
                SettingValues.INITIAL
                    .with(ScenarioSettings.COUNT, 2)
                    .with(RotatedImages.LARGEST, 90.0),
                30)
            .tasks()
            .getLast();
    ImageSlice slice = turned.training().slices().getFirst();
    double[] pixels =
        Arrays.stream(slice.positions())
            .boxed()
            .flatMapToDouble(position -> {
              double[] image = new double[SIZE];
              for (int i = 0; i < SIZE; i++) {
                image[i] = Byte.toUnsignedInt(slice.images().pixels()[position * SIZE + i]) / 255.0;
              }
              return Arrays.stream(slice.map().apply(image));
            })
            .toArray();
    double mean = Arrays.stream(pixels).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(pixels).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
    PixelScaling scaling = Standardising.of(turned.training().slices());
    assertThat(scaling.means().getFirst()).isCloseTo(mean, within(1e-9));
    assertThat(scaling.deviations().getFirst()).isCloseTo(deviation, within(1e-9));
  }

  @Test
  void oneClassInAllIsRefused() {
    SettingValues values =
        SettingValues.INITIAL
            .with(SplitClasses.CLASSES, List.of(1))
            .with(ScenarioSettings.INCREMENTAL, Incremental.DOMAIN);
    assertThatThrownBy(() -> read("glyph-digits", new SplitClasses(), values))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("classes is \"1\", but must be 2 or more for one task at least");
  }
}
