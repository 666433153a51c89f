package palimpsest.bench.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixSource;
import palimpsest.fisher.MatrixEntries;

class PicturesTest {

  @TempDir Path folder;

  private final Notices notices = new Notices();

  @Test
  void successNamesTheFile() {
    Path file = folder.resolve("fisher.png");
    save(Optional.of(file));

    assertThat(file).isNotEmptyFile();
    assertThat(notices.currentProperty().get()).isEqualTo(new Notice("Saved " + file + ".", false));
  }

  @Test
  void failureIsToldAsFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "").resolve("fisher.png");
    save(Optional.of(file));

    Notice notice = notices.currentProperty().get();
    assertThat(notice).isNotNull();
    assertThat(notice.failure()).isTrue();
    assertThat(notice.text()).contains("fisher.png cannot be written");
  }

  @Test
  void thinkingBetterOfItDoesNothing() {
    save(Optional.empty());

    assertThat(notices.currentProperty().get()).isNull();
    assertThat(folder).isEmptyDirectory();
  }

  private void save(Optional<Path> answer) {
    new Pictures(
            new Settings(),
            name -> {
              assertThat(name).isEqualTo("EWC-K-FAC-task-1.png");
              return answer;
            },
            notices,
            new BackgroundExecutor(Runnable::run, Runnable::run, notices::showError))
        .save(
            "EWC, K-FAC: task 1",
            new MatrixSource.Entries(new MatrixEntries.Diagonal(new float[] {1, 2})),
            MatrixLook.INITIAL,
            List.of());
  }
}
