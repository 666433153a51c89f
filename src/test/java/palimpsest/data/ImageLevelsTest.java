package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageLevelsTest {

  private static final ImageValues BYTES =
      new ImageValues.Bytes(new byte[] {0, 1, 127, (byte) 128, (byte) 254, (byte) 255});

  @Test
  void bytesAreDrawnAsTheyAre() {
    ImageSet set = new ImageSet("bytes", 1, 2, 3, BYTES, new int[] {0});
    assertThat(ImageLevels.of(BYTES).of(set, 0, PixelMap.IDENTITY))
        .containsExactly(0, 1, 127, 128, 254, 255);
  }

  @Test
  void otherNumbersAreDrawnFromTheLeastToTheMost() {
    ImageValues floats = new ImageValues.Floats(new float[] {-2, 0, 2, 6});
    ImageSet set = new ImageSet("floats", 1, 1, 2, floats, new int[] {0, 1});
    ImageLevels levels = ImageLevels.of(floats);
    assertThat(levels.of(set, 0, PixelMap.IDENTITY)).containsExactly(0, 64);
    assertThat(levels.of(set, 1, PixelMap.IDENTITY)).containsExactly(128, 255);
  }

  @Test
  void imagesThatAreAllAlikeAreBlack() {
    ImageValues floats = new ImageValues.Floats(new float[] {3, 3});
    ImageSet set = new ImageSet("same", 1, 1, 2, floats, new int[] {0});
    assertThat(ImageLevels.of(floats).of(set, 0, PixelMap.IDENTITY)).containsOnly(0);
  }

  @Test
  void aPermutationMovesLevelsAndKeepsThem() {
    ImageSet set = new ImageSet("bytes", 1, 2, 3, BYTES, new int[] {0});
    PixelMap map = PixelMap.permutation(6, new Random(3));
    int[] seen = ImageLevels.of(BYTES).of(set, 0, map);
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 127, 128, 254, 255);
    assertThat(IntStream.of(seen).boxed().toList()).isNotEqualTo(List.of(0, 1, 127, 128, 254, 255));
  }

  @Test
  void standardisedGreyLooksTheSameAndStandardisedColoursKeepTheirRelation() {
    ImageSet grey = new ImageSet("grey", 1, 2, 3, BYTES, new int[] {0});
    PixelScaling one = new PixelScaling(List.of(0.3), List.of(0.2));
    assertThat(ImageLevels.of(BYTES, one).of(grey, 0, PixelMap.IDENTITY))
        .containsExactly(0, 1, 127, 128, 254, 255);
    ImageSet colour = new ImageSet("colour", 3, 1, 2, BYTES, new int[] {0});
    // From (0 - 0.5)/0.25 = -2 to (1 - 0.5)/0.25 = 2; the second channel spans -0.5 to 0.5 of it.
    PixelScaling three = new PixelScaling(List.of(0.5, 0.5, 0.5), List.of(0.25, 1.0, 0.25));
    int[] levels = ImageLevels.of(BYTES, three).of(colour, 0, PixelMap.IDENTITY);
    assertThat(levels[0]).isZero();
    assertThat(levels[5]).isEqualTo(255);
    assertThat(levels[2]).as("127/255 in the second channel").isBetween(126, 128);
    assertThat(levels[3]).isBetween(127, 129);
    PixelScaling bright = new PixelScaling(List.of(0.0, 0.5, 0.5), List.of(1.0, 1.0, 1.0));
    int[] tinted = ImageLevels.of(BYTES, bright).of(colour, 0, PixelMap.IDENTITY);
    assertThat(tinted[0]).as("black where the mean is small").isEqualTo(85);
  }
}
