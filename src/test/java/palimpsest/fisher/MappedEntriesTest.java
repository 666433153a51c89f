package palimpsest.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.problem.Problem;

class MappedEntriesTest {

  @TempDir Path folder;

  @Test
  void entriesAreReadWhereTheyLieInTheFile() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(3 + 4 * 9).order(ByteOrder.LITTLE_ENDIAN).position(3);
    for (int i = 0; i < 9; i++) {
      bytes.putFloat(i + 0.5f);
    }
    Path file = Files.write(folder.resolve("matrix"), bytes.array());
    MatrixEntries.Mapped entries = MatrixEntries.Mapped.open(file, 3, 3, false);
    assertThat(entries.size()).isEqualTo(3);
    assertThat(entries.at(0, 0)).isEqualTo(0.5f);
    assertThat(entries.at(1, 2)).isEqualTo(5.5f);
    assertThat(entries.at(2, 2)).isEqualTo(8.5f);
    assertThat(entries.numbers().length()).isEqualTo(9);
    assertThat(entries.numbers().at(8)).isEqualTo(8.5f);
    assertThatThrownBy(() -> entries.at(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> entries.at(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aFileThatIsGoneOrTooShortIsNamed() throws IOException {
    Path gone = folder.resolve("gone");
    assertThatThrownBy(() -> MatrixEntries.Mapped.open(gone, 0, 3, false))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(gone.toString());
    Path cut = Files.write(folder.resolve("cut"), new byte[40]);
    assertThatThrownBy(() -> MatrixEntries.Mapped.open(cut, 8, 3, false))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cut short")
        .hasMessageContaining("only 32");
  }
}
