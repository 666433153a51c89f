package palimpsest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageValues;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.problem.Problem;

class ContactSheetTest {

  @TempDir Path folder;

  /** One image of class 1, with a single white pixel in row 5 and column 20. */
  @Test
  void animageStandsUprightInTheRowOfItsClass() throws IOException {
    byte[] pixels = new byte[28 * 28];
    pixels[5 * 28 + 20] = (byte) 255;
    Path file = folder.resolve("new/sheet.png");
    ContactSheet.write(new ImageSet("One", 28, 28, pixels, new int[] {1}), 3, file);
    BufferedImage sheet = ImageIO.read(file.toFile());
    int left = 56;
    int top = 28 + 60;
    assertThat(sheet.getRaster().getSample(left + 2 * 20, top + 2 * 5, 0)).isEqualTo(255);
    assertThat(sheet.getRaster().getSample(left + 2 * 5, top + 2 * 20, 0)).isZero();
  }

  @Test
  void coloursAndNumbersOfAnyRangeAreDrawn() throws IOException {
    float[] values = new float[3 * 4];
    values[4 + 2] = 1000;
    values[0] = -1000;
    ImageSet images = new ImageSet("One", 3, 2, 2, new ImageValues.Floats(values), new int[] {0});
    Path file = folder.resolve("sheet.png");
    ContactSheet.write(images, 1, file);
    BufferedImage sheet = ImageIO.read(file.toFile());
    assertThat(sheet.getRGB(56, 28) & 0xffffff).isEqualTo(0x008080);
    assertThat(sheet.getRGB(56, 28 + 28) & 0xffffff).isEqualTo(0x80ff80);
    ImageSet vector = new ImageSet("Two", 1, 1, 12, new ImageValues.Floats(values), new int[] {0});
    assertThatThrownBy(() -> ContactSheet.write(vector, 1, file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("vectors of 12 numbers");
  }

  @Test
  void aTaskIsFoundByItsNameHoweverItIsWritten() {
    assertThat(Catalogue.images("glyph-digits", folder, true).name())
        .isEqualTo("Glyph digits, test");
    assertThatThrownBy(() -> Catalogue.images("cifar", folder, true))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("cifar", "MNIST", "Glyph digits");
  }
}
