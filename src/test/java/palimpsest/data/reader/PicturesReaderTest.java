package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures as image sets. */
class PicturesReaderTest {

  @TempDir Path folder;

  private void picture(String name, int type, int width, int height, int value) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, value + x);
        } else {
          image.setRGB(x, y, value << 16 | (value + x) << 8 | (value + y));
        }
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.endsWith("png") ? "png" : "jpeg";
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  @Test
  void foldersAreClassesInTheOrderOfTheirNumbers() throws IOException {
    for (int i = 0; i < 6; i++) {
      picture("10/a%d.png".formatted(i), BufferedImage.TYPE_BYTE_GRAY, 4, 3, 10 * i);
      picture("9/b%d.png".formatted(i), BufferedImage.TYPE_BYTE_GRAY, 4, 3, 7);
    }
    Files.writeString(folder.resolve("9/Thumbs.db"), "no picture");
    Files.createDirectories(folder.resolve(".hidden"));
    ReadSet read = Reading.of(folder);
    assertThat(read.classNames()).containsExactly("9", "10");
    assertThat(read.split()).isTrue();
    assertThat(ReadSet.counts(read.training(), 2)).containsExactly(5, 5);
    assertThat(ReadSet.counts(read.test(), 2)).containsExactly(1, 1);
    assertThat(read.training().channels()).isEqualTo(1);
    assertThat(read.training().height()).isEqualTo(3);
    assertThat(read.training().width()).isEqualTo(4);
    int nine = read.training().labels()[0] == 0 ? 0 : 5 * 12;
    assertThat(read.training().pixels()[nine]).isEqualTo((byte) 7);
    assertThat(read.training().pixels()[nine + 3]).isEqualTo((byte) 10);
  }

  @Test
  void onePictureInColourMakesTheSetOneInColour() throws IOException {
    picture("train/a/1.png", BufferedImage.TYPE_INT_RGB, 3, 2, 100);
    picture("train/b/1.png", BufferedImage.TYPE_BYTE_GRAY, 3, 2, 50);
    picture("test/a/1.jpg", BufferedImage.TYPE_INT_RGB, 3, 2, 200);
    Files.createDirectories(folder.resolve("train/c"));
    ReadSet read = Reading.of(folder);
    assertThat(read.classNames()).containsExactly("a", "b", "c");
    assertThat(read.training().channels()).isEqualTo(3);
    assertThat(read.training().pixels())
        .containsExactly(
            100, 100, 100, 100, 100, 100, 100, 101, 102, 100, 101, 102, 100, 100, 100, 101, 101,
            101, 50, 51, 52, 50, 51, 52, 50, 51, 52, 50, 51, 52, 50, 51, 52, 50, 51, 52);
    assertThat(read.test().labels()).containsExactly(0);
  }

  @Test
  void theFirstPictureOfAnotherSizeIsNamed() throws IOException {
    picture("a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 0);
    picture("a/2.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 0);
    picture("b/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 5, 0);
    picture("b/2.png", BufferedImage.TYPE_BYTE_GRAY, 5, 5, 0);
    Reading.isRefused(folder, "b/1.png has 4 × 5 pixels", "a/1.png has 4 × 4 pixels");
  }

  @Test
  void aPictureThatIsNoneOrIsDamagedIsNamed() throws IOException {
    picture("a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 0);
    picture("b/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 0);
    Path second = folder.resolve("b/2.png");
    Files.writeString(second, "GIF89a");
    Reading.isRefused(folder, "b/2.png", "neither a PNG nor a JPEG");
    byte[] whole = Files.readAllBytes(folder.resolve("b/1.png"));
    Files.write(second, java.util.Arrays.copyOf(whole, 45));
    Reading.isRefused(folder, "b/2.png", "cannot be decoded");
  }

  @Test
  void aBombIsRefusedByItsHeader() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream chunk = new DataOutputStream(header);
    chunk.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    chunk.writeInt(60_000);
    chunk.writeInt(60_000);
    chunk.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.toByteArray());
    out.writeInt(13);
    out.write(header.toByteArray());
    out.writeInt((int) sum.getValue());
    Files.write(folder.resolve("a/1.png"), bytes.toByteArray());
    Reading.isRefused(folder, "a/1.png", "60000 × 60000 pixels");
  }
}
