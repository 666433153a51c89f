package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogTest {

  @TempDir private Path folder;

  @Test
  void failuresAreAddedOneBelowTheOther() {
    ErrorLog log = new ErrorLog(folder.resolve("settings"));
    assertThat(log.add(new IllegalStateException("first"))).contains(log.file());
    log.add(new IllegalStateException("second\u001b[2J"));
    assertThat(log.file())
        .content()
        .containsSubsequence("first", "\tat palimpsest.", "second\\u001b[2J")
        .doesNotContain("\u001b");
  }

  @Test
  void theFileStaysSmall() throws IOException {
    ErrorLog log = new ErrorLog(folder);
    Files.write(log.file(), new byte[(1 << 20) + 1]);
    log.add(new StackOverflowError("x".repeat(100_000)));
    assertThat(Files.size(log.file())).isBetween(1L << 15, 1L << 16);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void neitherALinkNorAPipeIsWrittenTo() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "as it was");
    ErrorLog log = new ErrorLog(folder);
    Files.createSymbolicLink(log.file(), other);
    assertThat(log.add(new IllegalStateException())).isEmpty();
    assertThat(other).hasContent("as it was");
    Files.delete(log.file());
    assertThat(new ProcessBuilder("mkfifo", log.file().toString()).start().waitFor()).isZero();
    assertThat(log.add(new IllegalStateException())).isEmpty();
  }
}
