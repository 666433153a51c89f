package palimpsest.bench.export;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the file to write in the system's own dialog, with a filter for each kind of file that
 * can be written.
 */
public final class SaveDialog implements FileQuestion {

  /** The dialog itself; tests answer in its place. */
  @FunctionalInterface
  interface Shown {

    /**
     * Shows it.
     *
     * @param folder the folder shown first; null for the system's choice
     * @param name the name in its field
     * @param extensions the kinds that it offers, the picked one first
     * @return nothing if the person declined
     */
    Optional<Answer> show(@Nullable File folder, String name, List<String> extensions);
  }

  /**
   * The result of the dialog.
   *
   * @param file the file as the dialog says
   * @param picked the ending of the kind that was picked
   */
  record Answer(Path file, String picked) {}

  private final Shown dialog;
  private final Supplier<@Nullable File> folder;
  private final Consumer<Path> chosen;

  /**
   * A dialog over a window.
   *
   * @param folder the folder shown first; null if there is none
   * @param chosen notified of the folder that the file was put into
   */
  public SaveDialog(Window window, Supplier<@Nullable File> folder, Consumer<Path> chosen) {
    this((where, name, extensions) -> show(window, where, name, extensions), folder, chosen);
  }

  SaveDialog(Shown dialog, Supplier<@Nullable File> folder, Consumer<Path> chosen) {
    this.dialog = dialog;
    this.folder = folder;
    this.chosen = chosen;
  }

  @Override
  public Optional<Path> ask(String suggestedName) {
    return ask(suggestedName, List.of(suggestedName.substring(suggestedName.lastIndexOf('.') + 1)));
  }

  @Override
  public Optional<Path> ask(String suggestedName, List<String> extensions) {
    File where = folder.get();
    String name = suggestedName;
    List<String> offered = extensions;
    while (true) {
      Optional<Answer> answer = dialog.show(where, name, offered);
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      Path said = answer.get().file().toAbsolutePath();
      String meant =
          new SaveName(name, offered)
              .meant(String.valueOf(said.getFileName()), answer.get().picked());
      Path file = said.resolveSibling(meant);
      Path parent = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
      if (file.equals(said) || !Files.exists(file)) {
        chosen.accept(parent);
        return Optional.of(file);
      }
      // The dialog has not asked about this file, which would be overwritten: let it ask.
      where = parent.toFile();
      name = meant;
      offered = firstOf(meant, offered);
    }
  }

  /** The same endings, that of a name first. */
  private static List<String> firstOf(String name, List<String> extensions) {
    List<String> order = new ArrayList<>(extensions);
    order.sort((one, other) -> Boolean.compare(isOf(name, other), isOf(name, one)));
    return order;
  }

  private static boolean isOf(String name, String extension) {
    return name.toLowerCase(Locale.ROOT).endsWith("." + extension);
  }

  private static Optional<Answer> show(
      Window window, @Nullable File folder, String name, List<String> extensions) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save file");
    chooser.setInitialDirectory(folder);
    chooser.setInitialFileName(name);
    chooser.getExtensionFilters().setAll(extensions.stream().map(SaveDialog::filter).toList());
    chooser.setSelectedExtensionFilter(chooser.getExtensionFilters().getFirst());
    File file = chooser.showSaveDialog(window);
    ExtensionFilter picked = chooser.getSelectedExtensionFilter();
    return Optional.ofNullable(file)
        .map(File::toPath)
        .map(path ->
            new Answer(
                path,
                picked == null
                    ? extensions.getFirst()
                    : picked.getExtensions().getFirst().substring("*.".length())));
  }

  private static ExtensionFilter filter(String extension) {
    return new ExtensionFilter(extension.toUpperCase(Locale.ROOT) + " file", "*." + extension);
  }
}
