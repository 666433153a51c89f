package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.ImageValues;
import palimpsest.problem.Problem;

/** Tables as image sets. */
class CsvReaderTest {

  @TempDir Path folder;

  private ReadSet read(String text, ReadOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), text);
    return SetReaders.read("mine", SetReaders.of(file), file, options);
  }

  private void refused(String text, ReadOptions options, String... words) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> read(text, options))
        .satisfies(problem -> assertThat(problem.getMessage()).contains(words));
  }

  @Test
  void theLabelsAreInANamedColumnAndThePartsInAnother() throws IOException {
    String text =
        "\uFEFFa;kind;b;part\r\n1;rose;2.5;train\r\n-1;lily;1e3;train\r\n0;rose;0;test\r\n";
    ReadSet read = read(text, new ReadOptions("kind", "", ""));
    assertThat(read.classNames()).containsExactly("lily", "rose");
    assertThat(((ImageValues.Floats) read.training().values()).values())
        .containsExactly(1, 2.5f, -1, 1000);
    assertThat(read.training().labels()).containsExactly(1, 0);
    assertThat(read.test().labels()).containsExactly(1);
  }

  @Test
  void rowsBecomeImagesOfAGivenShape() throws IOException {
    StringBuilder text = new StringBuilder("label,p0,p1,p2,p3,p4,p5\n");
    for (int i = 0; i < 8; i++) {
      text.append(i % 2 == 0 ? 10 : 9).append(",0,255,3,4,5,").append(i).append('\n');
    }
    ReadSet read = read(text.toString(), new ReadOptions("", "", "2x3"));
    assertThat(read.classNames()).containsExactly("9", "10");
    assertThat(read.training().height()).isEqualTo(2);
    assertThat(read.training().width()).isEqualTo(3);
    assertThat(read.isBytes()).isTrue();
    assertThat(read.split()).isTrue();
  }

  @Test
  void whatIsWrongIsNamedWithItsRowAndColumn() {
    refused("a,b\n1,2\n", ReadOptions.NONE, "--label", "a, b");
    refused("a,b\n1,2\n", new ReadOptions("c", "", ""), "no column \"c\"");
    refused("label,b\n1,2\n2,x\n", ReadOptions.NONE, "row 3", "b is \"x\"", "must be a number");
    refused("label,b\n1,NaN\n", ReadOptions.NONE, "must be a number");
    refused("label,b\n1,1e300\n", ReadOptions.NONE, "must be a number");
    refused("label,b\n1\n", ReadOptions.NONE, "row 2", "1 cells", "2 columns");
    refused("label,b,part\n1,2,dev\n", ReadOptions.NONE, "part is \"dev\"", "train or test");
    refused("label,b,b\n1,2,3\n", ReadOptions.NONE, "two columns of one name");
    refused("label,b\n1,2\n", new ReadOptions("", "", "2x3"), "shape is \"2x3\"");
    refused("label,b\n1,2\n", new ReadOptions("", "", "axb"), "shape is \"axb\"");
    refused("label\n1\n", ReadOptions.NONE, "no columns of numbers");
    refused("label,b\n", ReadOptions.NONE, "no rows");
    refused("", ReadOptions.NONE, "no rows");
    refused("label,b\n\"1,2\n", ReadOptions.NONE, "cannot be read as CSV");
    refused("label,b\n1,2\n ,3\n", ReadOptions.NONE, "class name");
  }
}
