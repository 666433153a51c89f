package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.ImageValues;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.TaskImages;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Images come out of the store as their tasks see them, whichever set and slice they are from. */
class ImageStoreTest {

  private static final int SIDE = 3;
  private static final int SIZE = SIDE * SIDE;

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64, 1);
  private final ImageSet first = bytes(1, 5);
  private final ImageSet second = bytes(2, 4);
  private final PixelMap order = PixelMap.permutation(SIZE, new Random(3));
  private final PixelMap turn = PixelMap.rotation(1, SIDE, SIDE, 30);

  private static ImageSet bytes(int seed, int images) {
    Random random = new Random(seed);
    byte[] pixels = new byte[images * SIZE];
    random.nextBytes(pixels);
    return new ImageSet("noise", SIDE, SIDE, pixels, new int[images]);
  }

  private static ImageSlice slice(ImageSet set, PixelMap map, int home, int... positions) {
    int[] labels = Arrays.stream(positions).map(position -> 10 * home + position).toArray();
    return new ImageSlice(set, positions, labels, map, home);
  }

  /** Two tasks; slices that are empty lie before, between and behind others. */
  private List<TaskImages> tasks() {
    return List.of(
        new TaskImages(
            List.of(
                slice(first, PixelMap.IDENTITY, 0),
                slice(first, PixelMap.IDENTITY, 0, 4, 0),
                slice(second, order, 1),
                slice(second, order, 1, 3))),
        new TaskImages(List.of(slice(first, turn, 1, 2, 4), slice(second, PixelMap.IDENTITY, 0))));
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  private static double[] seen(ImageSlice slice, int position) {
    return slice
        .map()
        .apply(
            IntStream.range(0, SIZE)
                .mapToDouble(i -> value(slice.images(), position * SIZE + i))
                .toArray());
  }

  private static double value(ImageSet set, int at) {
    return switch (set.values()) {
      case ImageValues.Bytes(byte[] bytes) -> Byte.toUnsignedInt(bytes[at]) / 255.0;
      case ImageValues.Floats(float[] floats) -> floats[at];
    };
  }

  private void assertHolds(List<TaskImages> tasks, PixelScaling scaling) {
    double mean = scaling.isUnit() ? 0 : scaling.means().getFirst();
    double deviation = scaling.isUnit() ? 1 : scaling.deviations().getFirst();
    try (ImageStore store = new ImageStore(workspace, tasks, scaling, tasks.size() % 2 == 0);
        Scope _ = new Scope()) {
      List<ImageSlice> slices = tasks.stream().flatMap(task -> task.slices().stream()).toList();
      int number = 0;
      for (ImageSlice slice : slices) {
        for (int i = 0; i < slice.size(); i++) {
          LabelledImages one =
              store.select(homes -> workspace.indices(homes), number, store.size() - 1);
          double[] expected = seen(slice, slice.positions()[i]);
          double[] found = Workspace.doubles(one.at(0));
          for (int pixel = 0; pixel < SIZE; pixel++) {
            assertThat(found[pixel])
                .as("image %d, pixel %d", number, pixel)
                .isCloseTo((expected[pixel] - mean) / deviation, within(1e-6));
          }
          assertThat(Workspace.doubles(one.labels(0, 1))).containsExactly(slice.labels()[i]);
          assertThat(Workspace.doubles(Objects.requireNonNull(one.logitMask(0))))
              .as("the task that image %d belongs to", number)
              .containsExactly(slice.home());
          number++;
        }
      }
      assertThat(number).isEqualTo(store.size());
    }
  }

  @Test
  void imagesOfSeveralSlicesAndOfEmptyOnesAreTheirSetsAsMapped() {
    assertHolds(tasks(), PixelScaling.UNIT);
  }

  @Test
  void whatLiesOutsideARotatedImageIsBlackBeforeItIsStandardised() {
    assertHolds(tasks(), new PixelScaling(List.of(0.4), List.of(0.25)));
  }

  @Test
  void setsOfNumbersStandBesideSetsOfBytes() {
    float[] numbers = new float[2 * SIZE];
    Random random = new Random(5);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    ImageSet others =
        new ImageSet("numbers", 1, SIDE, SIDE, new ImageValues.Floats(numbers), new int[2]);
    TaskImages ofBytes = new TaskImages(List.of(slice(first, PixelMap.IDENTITY, 0, 1, 3)));
    TaskImages ofNumbers = new TaskImages(List.of(slice(others, order, 1, 1, 0)));
    assertHolds(List.of(ofBytes, ofNumbers), PixelScaling.UNIT);
    assertHolds(List.of(ofNumbers, ofBytes), PixelScaling.UNIT);
  }

  @Test
  void tasksKnowTheirImagesAndNothingIsLeftBehind() {
    int before = workspace.liveArrays();
    try (ImageStore once = new ImageStore(workspace, tasks(), PixelScaling.UNIT, false)) {
      assertThat(once.sizeOf(0)).isEqualTo(3);
      assertThat(once.numbersOf(1)).containsExactly(3, 4);
      assertThat(once.labelsOf(1)).containsExactly(12, 14);
      assertThat(workspace.liveArrays()).isGreaterThan(before);
    }
    assertThat(workspace.liveArrays()).isEqualTo(before);
  }
}
