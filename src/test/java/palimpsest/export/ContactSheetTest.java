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
  void aTaskIsFoundByItsNameHoweverItIsWritten() {
    assertThat(Catalogue.images("glyph-digits", folder, true).name())
        .isEqualTo("Glyph digits, test");
    assertThatThrownBy(() -> Catalogue.images("cifar", folder, true))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("cifar", "MNIST", "Glyph digits");
  }
}
