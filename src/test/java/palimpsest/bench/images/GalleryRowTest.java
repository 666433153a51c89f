package palimpsest.bench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.SetShape;
import palimpsest.data.scenario.TaskExamples;

/** The layout of images, and their drawing. */
class GalleryRowTest {

  private static final TaskSize SOME = new TaskSize(9, 9);

  private static TileLook look(int channels, int height, int width) {
    return TileLook.of(new SetShape("set", channels, height, width, List.of(), SOME));
  }

  private static TaskExamples.Classes task(int classes) {
    return new TaskExamples.Classes(
        "task",
        IntStream.range(0, classes)
            .mapToObj(label -> new TaskExamples.Group("" + label, 0, label, SOME))
            .toList(),
        SOME);
  }

  @ParameterizedTest
  @CsvSource({
    "28, 28, 56, 56",
    "32, 32, 64, 64",
    "8, 8, 64, 64",
    "64, 64, 64, 64",
    "65, 65, 64, 64",
    "512, 256, 64, 32",
    "1, 2, 32, 64",
    "2, 9000, 1, 64"
  })
  void smallImagesGrowByAWholeNumberAndLargeOnesShrink(
      int height, int width, int shownHeight, int shownWidth) {
    TileLook look = look(3, height, width);
    assertThat(look.shownHeight()).isEqualTo(shownHeight);
    assertThat(look.shownWidth()).isEqualTo(shownWidth);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 200, 440, 690, 1200, 4000})
  void everyClassComesOnceAndNoRowIsWiderThanThePage(double width) {
    for (TileLook look : List.of(look(1, 28, 28), look(3, 32, 32), look(1, 1, 8))) {
      for (int classes : new int[] {1, 2, 10, 100}) {
        List<GalleryRow> rows =
            GalleryRow.of(List.of(task(classes), task(classes)), look, true, width);
        int next = 0;
        int task = -1;
        for (GalleryRow row : rows) {
          switch (row) {
            case GalleryRow.Heading(int of) -> {
              assertThat(of).isEqualTo(++task);
              next = 0;
            }
            case GalleryRow.Shelf(int of, int from, int to, int count) -> {
              assertThat(of).isEqualTo(task);
              assertThat(from).isEqualTo(next);
              next = to;
              double wide =
                  (to - from) * (look.stripWidth(count) + GalleryRow.BETWEEN) - GalleryRow.BETWEEN;
              assertThat(to - from == 1 || wide <= width).isTrue();
              assertThat(count).isBetween(1, GalleryRow.MOST);
            }
          }
        }
        assertThat(task).isEqualTo(1);
        assertThat(next).isEqualTo(classes);
      }
    }
  }

  @Test
  void fewClassesShowManyImages() {
    TileLook look = look(1, 28, 28);
    assertThat(GalleryRow.of(List.of(task(1)), look, false, 700))
        .containsExactly(new GalleryRow.Shelf(0, 0, 1, 10));
    assertThat(GalleryRow.of(List.of(task(2)), look, false, 700))
        .containsExactly(new GalleryRow.Shelf(0, 0, 2, 5));
    assertThat(GalleryRow.of(List.of(task(10)), look, false, 700))
        .containsExactly(
            new GalleryRow.Shelf(0, 0, 3, 3),
            new GalleryRow.Shelf(0, 3, 6, 3),
            new GalleryRow.Shelf(0, 6, 9, 3),
            new GalleryRow.Shelf(0, 9, 10, 3));
  }

  @Test
  void pixelsAreRepeatedAndImagesAreApart() {
    TileLook look = look(1, 2, 1);
    Strip strip = Strip.of(List.of(new int[] {10, 200}, new int[] {0, 255}), look);
    assertThat(strip.height()).isEqualTo(64);
    assertThat(strip.width()).isEqualTo(2 * 32 + TileLook.GAP);
    assertThat(strip.pixels()[0]).isEqualTo(0xFF0A0A0A);
    assertThat(strip.pixels()[31 * strip.width() + 31]).isEqualTo(0xFF0A0A0A);
    assertThat(strip.pixels()[32 * strip.width()]).isEqualTo(0xFFC8C8C8);
    assertThat(strip.pixels()[33]).as("between them").isZero();
    assertThat(strip.pixels()[32 + TileLook.GAP]).isEqualTo(0xFF000000);
  }

  @Test
  void coloursAreRedGreenAndBlueAndLargeImagesAreAveraged() {
    int[] image = new int[3 * 128 * 128];
    for (int i = 0; i < 128 * 128; i++) {
      image[i] = i % 2 * 200; // red: columns of 0 and 200
      image[128 * 128 + i] = 255;
    }
    Strip strip = Strip.of(List.of(image), look(3, 128, 128));
    assertThat(strip.width()).isEqualTo(64);
    assertThat(strip.pixels()).containsOnly(0xFF64FF00);
  }

  @Test
  void vectorsAreBandsBelowOneAnother() {
    TileLook look = look(1, 1, 2);
    Strip strip = Strip.of(List.of(new int[] {0, 255}, new int[] {255, 0}), look);
    assertThat(strip.width()).isEqualTo(look.shownWidth());
    assertThat(strip.height()).isEqualTo(2 * look.shownHeight() + TileLook.GAP);
    assertThat(strip.pixels()[0]).isEqualTo(0xFF000000);
    assertThat(strip.pixels()[look.shownWidth() - 1]).isEqualTo(0xFFFFFFFF);
    assertThat(strip.pixels()[strip.pixels().length - 1]).isEqualTo(0xFF000000);
  }
}
