package palimpsest.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import palimpsest.bench.export.Pictures.FileQuestion;

/**
 * The questions that the window puts to the system's own dialogs; tests answer them themselves.
 *
 * @param picture where to save a picture
 * @param folder which folder to read images from, given the present one
 * @param target which folder to write several files into
 */
public record Questions(
    FileQuestion picture, Function<Path, Optional<Path>> folder, Supplier<Optional<Path>> target) {

  /** Questions of which the one for a folder to write into is always declined. */
  public Questions(FileQuestion picture, Function<Path, Optional<Path>> folder) {
    this(picture, folder, Optional::empty);
  }

  /** Asks in dialogs over a window; the next one opens where the last one ended. */
  static Questions inDialogs(Stage stage) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save file");
    return new Questions(
        name -> {
          chooser.setInitialFileName(name);
          chooser.getExtensionFilters().setAll(filter(name));
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
        },
        () -> {
          DirectoryChooser folders = new DirectoryChooser();
          folders.setTitle("Folder for the files");
          folders.setInitialDirectory(chooser.getInitialDirectory());
          return Optional.ofNullable(folders.showDialog(stage)).map(File::toPath);
        });
  }

  private static FileChooser.ExtensionFilter filter(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return new FileChooser.ExtensionFilter(
        extension.toUpperCase(Locale.ROOT) + " file", "*." + extension);
  }
}
