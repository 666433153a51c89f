package palimpsest.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import palimpsest.bench.export.Pictures.FileQuestion;

/**
 * The questions that the window puts to the system's own dialogs; tests answer them themselves.
 *
 * @param picture where to save a picture
 * @param folder which folder to read images from, given the present one
 */
public record Questions(FileQuestion picture, Function<Path, Optional<Path>> folder) {

  /** Asks in dialogs over a window; the next one opens where the last one ended. */
  static Questions inDialogs(Stage stage) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save picture");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG picture", "*.png"));
    return new Questions(
        name -> {
          chooser.setInitialFileName(name);
          File chosen = chooser.showSaveDialog(stage);
          if (chosen == null) {
            return Optional.empty();
          }
          chooser.setInitialDirectory(chosen.getParentFile());
          return Optional.of(chosen.toPath());
        },
        present -> {
          DirectoryChooser folders = new DirectoryChooser();
          folders.setTitle("Data folder");
          if (Files.isDirectory(present)) {
            folders.setInitialDirectory(present.toAbsolutePath().toFile());
          }
          return Optional.ofNullable(folders.showDialog(stage)).map(File::toPath);
        });
  }
}
