package palimpsest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.problem.Problem;

/** Texts as Notepad, PowerShell, old Macs and disks after a power cut leave them. */
class TextFileTest {

  private static final String TEXT = "{\"name\": \"naïve – 名\"}\n\n";

  @TempDir Path folder;

  private String read(byte[] bytes) throws IOException {
    return TextFile.read(Files.write(folder.resolve("a.json"), bytes), 1000, "a JSON file");
  }

  private static byte[] marked(Charset charset, int... mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b : mark) {
      bytes.write(b);
    }
    bytes.write(TEXT.getBytes(charset));
    return bytes.toByteArray();
  }

  @Test
  void byteOrderMarksAreReadAndLeftAway() throws IOException {
    assertThat(read(marked(StandardCharsets.UTF_8))).isEqualTo(TEXT);
    assertThat(read(marked(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF))).isEqualTo(TEXT);
    assertThat(read(marked(StandardCharsets.UTF_16LE, 0xFF, 0xFE))).isEqualTo(TEXT);
    assertThat(read(marked(StandardCharsets.UTF_16BE, 0xFE, 0xFF))).isEqualTo(TEXT);
  }

  @Test
  void everyEndOfALineIsOneAndZerosAfterTheEndAreNone() throws IOException {
    assertThat(read("a\r\nb\rc\nd\r\n\0\0\0".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a\nb\nc\nd\n");
  }

  @Test
  void otherEncodingsAreRefusedByNameWithTheRightOnes() {
    refused(marked32(), "UTF-32");
    refused("naïve".getBytes(StandardCharsets.ISO_8859_1), "is not a text in UTF-8 (byte 2)");
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE), "zeros among its letters");
    refused(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'}, "is not a text in UTF-16LE");
  }

  private static byte[] marked32() {
    return ("\uFEFF" + TEXT).getBytes(Charset.forName("UTF-32LE"));
  }

  private void refused(byte[] bytes, String words) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("a.json", words, "a JSON file", "save it as UTF-8");
  }

  @Test
  void whatIsNoFileOrTooLargeIsRefusedAndWhatIsNotThereIsNotThere() {
    assertThatThrownBy(() -> TextFile.read(folder, 10, "a JSON file"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("is a folder, but must be a JSON file");
    assertThatThrownBy(() -> read(new byte[1001]))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("larger than the 1,000 bytes");
    assertThatThrownBy(() -> TextFile.read(folder.resolve("b"), 10, "a JSON file"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @Timeout(20)
  @DisabledOnOs(OS.WINDOWS)
  void pipesAndDevicesAreRefusedWithoutWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    for (Path file : new Path[] {pipe, link, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> TextFile.read(file, 10, "a JSON file"))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("is a pipe, a socket or a device, but must be a JSON file");
    }
  }
}
