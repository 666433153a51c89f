package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.settings.Settings;

class FileDialogsTest {

  @Test
  void dialogsOpenWhereFilesWereSavedLast(@TempDir Path folder) {
    Settings settings = new Settings();
    settings.exportFolderProperty().set(folder.toString());

    assertThat(FileDialogs.lastFolder(settings)).isEqualTo(folder.toFile());
  }

  @Test
  void dialogsOpenAtHomeIfNothingWasSavedYet() {
    assertThat(FileDialogs.lastFolder(new Settings())).hasToString(System.getProperty("user.home"));
  }

  @Test
  void dialogsOpenAtHomeIfTheLastFolderIsGone(@TempDir Path folder) {
    Settings settings = new Settings();
    settings.exportFolderProperty().set(folder.resolve("gone").toString());

    assertThat(FileDialogs.lastFolder(settings)).hasToString(System.getProperty("user.home"));
  }
}
