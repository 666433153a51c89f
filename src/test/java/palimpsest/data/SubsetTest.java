package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the images that a limit leaves. */
class SubsetTest {

  /** Sorted by class: 40 of class 0, then 40 of class 1 and so on. */
  private static final int[] SORTED = IntStream.range(0, 400).map(image -> image / 40).toArray();

  @Test
  void aDrawTakesEveryClassInProportionWhereverItsImagesLie() {
    int[] chosen = Subset.STRATIFIED.choose(SORTED, 40, new Random(1));
    assertThat(chosen).hasSize(40).isSorted().doesNotHaveDuplicates();
    for (int label = 0; label < 10; label++) {
      int wanted = label;
      assertThat(Arrays.stream(chosen).filter(image -> SORTED[image] == wanted).count())
          .isEqualTo(4);
    }
    int[] uneven =
        IntStream.range(0, 100).map(image -> image < 75 ? 3 : image < 95 ? 1 : 0).toArray();
    int[] some = Subset.STRATIFIED.choose(uneven, 20, new Random(1));
    assertThat(Arrays.stream(some).filter(image -> uneven[image] == 3).count()).isEqualTo(15);
    assertThat(Arrays.stream(some).filter(image -> uneven[image] == 1).count()).isEqualTo(4);
    assertThat(Arrays.stream(some).filter(image -> uneven[image] == 0).count()).isEqualTo(1);
  }

  @Test
  void aSmallerDrawOfOneStreamLiesWithinALargerOneAndAnotherStreamDrawsOtherImages() {
    Set<Integer> before = Set.of();
    for (int count = 1; count <= 400; count++) {
      Set<Integer> chosen =
          Arrays.stream(Subset.STRATIFIED.choose(SORTED, count, new Random(5)))
              .boxed()
              .collect(Collectors.toSet());
      assertThat(chosen).hasSize(count).containsAll(before);
      before = chosen;
    }
    assertThat(Subset.STRATIFIED.choose(SORTED, 40, new Random(6)))
        .isNotEqualTo(Subset.STRATIFIED.choose(SORTED, 40, new Random(5)));
  }

  @Test
  void everyImageOfAClassIsDrawnAsOftenAsAnyOther() {
    int[] drawn = new int[20];
    int[] labels = IntStream.range(0, 20).map(image -> image % 2).toArray();
    for (int seed = 0; seed < 20_000; seed++) {
      for (int image : Subset.STRATIFIED.choose(labels, 5, new Random(seed))) {
        drawn[image]++;
      }
    }
    // 5 of 20 in 20,000 draws: 5,000 each, with a standard deviation of 61.
    for (int count : drawn) {
      assertThat(count).isBetween(4_700, 5_300);
    }
  }

  @Test
  void theFirstAreTheFirstAndNoLimitLeavesAll() {
    assertThat(Subset.FIRST.choose(SORTED, 3, new Random(1))).containsExactly(0, 1, 2);
    for (Subset subset : Subset.values()) {
      assertThat(subset.choose(SORTED, 400, new Random(1)))
          .containsExactly(IntStream.range(0, 400).toArray());
      assertThat(subset.choose(SORTED, Integer.MAX_VALUE, new Random(1))).hasSize(400);
    }
  }

  @Test
  void theDigestsOfTheGlyphsAreThoseOfTheirImages() {
    for (Glyphs family : Glyphs.values()) {
      assertThat(family.sources())
          .extracting(ImageSource::sha256)
          .containsExactly(
              family.training(Glyphs.TRAINING).sha256(), family.test(Glyphs.TEST).sha256());
      int[] labels = family.trainingLabels();
      assertThat(labels).isEqualTo(family.training(Glyphs.TRAINING).labels());
      ImageSet some = family.training(new int[] {7, 2999}, 10);
      assertThat(some.labels()).containsExactly(10 + labels[7], 10 + labels[2999]);
      assertThat(some.pixels())
          .isEqualTo(family.training(Glyphs.TRAINING).at(new int[] {7, 2999}, 0).pixels());
    }
  }
}
