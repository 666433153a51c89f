package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated
class GlyphsTest {

  private static byte[] first(ImageSet set, int count) {
    return Arrays.copyOf(set.pixels(), count * Idx.SIDE * Idx.SIDE);
  }

  /** A change here changes what every earlier result with this image set was measured on. */
  @ParameterizedTest
  @CsvSource({
    "DIGITS, 751ab33bd063732bd98cdc02b7f5b21bec3fe8e288af6f4a801f89e05ad0f438",
    "GARMENTS, 3d75c1d73da30b4fa69add6cd5598647162356878e8f8b3af14c33b7d1a0d991",
    "SIGNS, 278a77a0b89470dbeec7b89dc34362dd68961aa144f57cbdcb3146e44e86f6dc",
  })
  void theImagesAreTheSameToTheBitOnEveryMachine(Glyphs family, String sum) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (ImageSet set :
        new ImageSet[] {family.training(Glyphs.TRAINING), family.test(Glyphs.TEST)}) {
      digest.update(set.pixels());
      for (int label : set.labels()) {
        digest.update((byte) label);
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sum);
  }

  @Test
  void theImagesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    byte[] usual = Glyphs.DIGITS.training(50).pixels();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(Glyphs.DIGITS.training(50).pixels()).isEqualTo(usual);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFirstImagesAreTheSameHoweverManyAreDrawn(Glyphs family) {
    ImageSet few = family.training(37);
    ImageSet many = family.training(200);
    assertThat(few.pixels()).isEqualTo(first(many, 37));
    assertThat(few.labels()).isEqualTo(Arrays.copyOf(many.labels(), 37));
  }

  @ParameterizedTest
  @EnumSource
  void eachTenImagesShowEachClassOnceInNoFixedOrder(Glyphs family) {
    int[] labels = family.test(100).labels();
    for (int ten = 0; ten < 100; ten += 10) {
      assertThat(Arrays.copyOfRange(labels, ten, ten + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Arrays.copyOf(labels, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
  }

  @ParameterizedTest
  @EnumSource
  void noImageIsDrawnTwice(Glyphs family) {
    ImageSet training = family.training(Glyphs.TRAINING);
    ImageSet test = family.test(Glyphs.TEST);
    long distinct =
        Stream.of(training, test)
            .flatMap(set ->
                IntStream.range(0, set.size())
                    .mapToObj(i ->
                        ByteBuffer.wrap(Arrays.copyOfRange(set.pixels(), i * 784, (i + 1) * 784))))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(Glyphs.TRAINING + Glyphs.TEST);
  }

  /** Were the nearest class mean always right, any network would be at once. */
  @ParameterizedTest
  @EnumSource
  void theClassesDifferButNotPlainly(Glyphs family) {
    ImageSet training = family.training(Glyphs.TRAINING);
    ImageSet test = family.test(Glyphs.TEST);
    double[][] means = new double[10][784];
    for (int i = 0; i < training.size(); i++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        means[training.labels()[i]][pixel] +=
            Byte.toUnsignedInt(training.pixels()[i * 784 + pixel]) / (training.size() / 10.0);
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int label = 0; label < 10; label++) {
        double distance = 0;
        for (int pixel = 0; pixel < 784; pixel++) {
          double difference =
              Byte.toUnsignedInt(test.pixels()[i * 784 + pixel]) - means[label][pixel];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = label;
        }
      }
      if (nearest == test.labels()[i]) {
        right++;
      }
    }
    assertThat((double) right / test.size()).isBetween(0.4, 0.9);
  }

  @ParameterizedTest
  @EnumSource
  void glyphsAreLightOnDarkAndLieWithinTheImage(Glyphs family) {
    ImageSet set = family.training(300);
    double edge = 0;
    double middle = 0;
    for (int i = 0; i < set.size(); i++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        int row = pixel / 28;
        int column = pixel % 28;
        double value = Byte.toUnsignedInt(set.pixels()[i * 784 + pixel]);
        if (row == 0 || row == 27 || column == 0 || column == 27) {
          edge += value / (300 * 108);
        } else if (row >= 8 && row < 20 && column >= 8 && column < 20) {
          middle += value / (300 * 144);
        }
      }
    }
    assertThat(edge).isLessThan(20);
    assertThat(middle).isGreaterThan(50);
  }
}
