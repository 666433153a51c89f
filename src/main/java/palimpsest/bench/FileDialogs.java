package palimpsest.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.export.FileQuestion;
import palimpsest.bench.export.SaveDialog;
import palimpsest.bench.settings.Settings;
import palimpsest.input.NetworkFolder;

/**
 * The questions that the window puts to the system's own dialogs; tests answer them themselves.
 *
 * @param picture asks for the file to save a picture in
 * @param folder asks for the folder to read images from, given the present one
 * @param target asks for the folder to write several files into
 * @param imageFile asks for a file to add as an image set
 * @param imageFolder asks for a folder to add as an image set
 */
public record FileDialogs(
    FileQuestion picture,
    Function<Path, Optional<Path>> folder,
    Supplier<Optional<Path>> target,
    Supplier<Optional<Path>> imageFile,
    Supplier<Optional<Path>> imageFolder) {

  /** Questions of which those for images to add are always declined. */
  public FileDialogs(
      FileQuestion picture,
      Function<Path, Optional<Path>> folder,
      Supplier<Optional<Path>> target) {
    this(picture, folder, target, Optional::empty, Optional::empty);
  }

  /** Questions of which the one for a folder to write into is always declined. */
  public FileDialogs(FileQuestion picture, Function<Path, Optional<Path>> folder) {
    this(picture, folder, Optional::empty);
  }

  /**
   * Asks in dialogs over a window; the next one opens where the last one ended, also after a
   * restart.
   */
  static FileDialogs inDialogs(Stage stage, Settings settings) {
    return new FileDialogs(
        new SaveDialog(
            stage,
            () -> lastFolder(settings),
            folder -> settings.exportFolderProperty().set(folder.toString())),
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
          folders.setInitialDirectory(lastFolder(settings));
          Optional<Path> chosen = Optional.ofNullable(folders.showDialog(stage)).map(File::toPath);
          chosen.ifPresent(folder -> settings.exportFolderProperty().set(folder.toString()));
          return chosen;
        },
        () -> {
          FileChooser files = new FileChooser();
          files.setTitle("Add a file of images");
          files
              .getExtensionFilters()
              .addAll(
                  new FileChooser.ExtensionFilter(
                      "NumPy arrays and CSV", "*.npz", "*.csv", "*.tsv", "*.txt"),
                  new FileChooser.ExtensionFilter("All files", "*"));
          return Optional.ofNullable(files.showOpenDialog(stage)).map(File::toPath);
        },
        () -> {
          DirectoryChooser folders = new DirectoryChooser();
          folders.setTitle("Add a folder of images");
          return Optional.ofNullable(folders.showDialog(stage)).map(File::toPath);
        });
  }

  /**
   * The folder of the last saved file, else the user's home: a program started from a menu has the
   * root of the system as its working folder. Null, which dialogs understand, if neither is there.
   * One on the network is not looked into: the settings lie with the archive.
   */
  static @Nullable File lastFolder(Settings settings) {
    String saved = settings.exportFolderProperty().get();
    return Stream.of(NetworkFolder.isNamedBy(saved) ? "" : saved, System.getProperty("user.home"))
        .filter(folder -> !folder.isEmpty()) // which would be the working folder
        .map(File::new)
        .filter(File::isDirectory)
        .findFirst()
        .orElse(null);
  }
}
