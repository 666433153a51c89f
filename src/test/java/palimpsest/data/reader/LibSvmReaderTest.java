package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.data.ImageValues;
import palimpsest.problem.Problem;

/** Sparse vectors as image sets. */
class LibSvmReaderTest {

  @TempDir Path folder;

  private ReadSet read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.libsvm"), text);
    return SetReaders.read("mine", SetReaders.of(file), file, ReadOptions.NONE);
  }

  @Test
  void whatIsNotWrittenIsZeroAndTestVectorsLieBeside() throws IOException {
    Files.writeString(folder.resolve("a.libsvm.t"), "1 2:7\n");
    ReadSet read = read("-1 1:0.5 4:2\r\n# a remark\n\n1 3:-1e1 # the end\n-1\n");
    assertThat(read.classNames()).containsExactly("-1", "1");
    assertThat(read.training().imageSize()).isEqualTo(4);
    assertThat(((ImageValues.Floats) read.training().values()).values())
        .containsExactly(0.5f, 0, 0, 2, 0, 0, -10, 0, 0, 0, 0, 0);
    assertThat(read.training().labels()).containsExactly(0, 1, 0);
    assertThat(((ImageValues.Floats) read.test().values()).values()).containsExactly(0, 7, 0, 0);
    assertThat(read.split()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 0:1              | line 1: "0:1" must be an index from 1
          1 1:1\\n1 99999999:1 | line 2: "99999999:1" must be an index
          1 1:x              | "1:x" must be
          1 1:nan            | "1:nan" must be
          1 1:1e99           | "1:1e99" must be
          1 1                | "1" must be
          1 1:2:3            | "1:2:3" must be
          1 2:1 2:1          | indices must rise
          1 3:1 2:1          | the index 2 comes after 3
          1                  | has no numbers
          """)
  void whatIsWrongIsNamedWithItsLine(String text, String words) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> read(text.replace("\\n", "\n")))
        .satisfies(problem -> assertThat(problem.getMessage()).contains(words));
  }
}
