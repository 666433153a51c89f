package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of readers: each has its help, its tests and its fuzzing. */
class SetReadersTest {

  @TempDir Path folder;

  @Test
  void everyReaderIsDescribedAndTested() throws IOException {
    String help = Files.readString(Path.of("src/site/markdown/images.md"));
    String fuzzing = Files.readString(Path.of("src/site/markdown/fuzzing.md"));
    for (SetReader reader : SetReaders.ALL) {
      assertThat(help).contains("| `%s` |".formatted(reader.key()));
      assertThat(fuzzing).contains("`set_%s`".formatted(reader.key()));
      assertThat(reader.help()).endsWith(".");
      assertThat(reader.label()).isNotBlank();
      assertThat(
              Path.of("src/test/java/palimpsest/data/reader")
                  .resolve(reader.getClass().getSimpleName() + "Test.java"))
          .exists();
    }
    assertThat(SetReaders.ALL).extracting(SetReader::key).doesNotHaveDuplicates();
  }

  @Test
  void whatNoReaderKnowsIsRefusedWithTheFormatsThatThereAre() throws IOException {
    Path file = Files.writeString(folder.resolve("a.docx"), "text");
    String[] words = SetReaders.ALL.stream().map(SetReader::help).toArray(String[]::new);
    Reading.isRefused(file, words);
    Reading.isRefused(Files.createDirectory(folder.resolve("empty")), words);
    Reading.isRefused(folder.resolve("none"), "no file or folder");
  }

  @Test
  void aFileThatIsNotOfTheFormatThatItsNamePromisesIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "text");
    Reading.isRefused(file, "a.npz");
    Reading.isRefused(Files.write(folder.resolve("a.csv"), new byte[] {0, 1, 2, 0, 3}), "a.csv");
  }
}
