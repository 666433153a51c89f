package palimpsest.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import palimpsest.input.InputFile;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/**
 * The file that remembers which PyTorch to load at the next start. It decides which native code
 * runs, so it lies in the user's own settings folder and nowhere else: an archive may come from
 * anyone.
 */
public final class TorchFile {

  private static final String NAME = "pytorch.txt";

  /** Far more than the longest path takes. */
  private static final int MOST_BYTES = 1 << 16;

  private final Path file;

  /** The file in a folder of settings; it need not be there yet. */
  public TorchFile(Path settings) {
    file = settings.resolve(NAME);
  }

  /** The file of the user who runs this process. */
  public static TorchFile here() {
    return new TorchFile(UserFolders.here().settings());
  }

  /**
   * The choice; empty if none was made.
   *
   * @throws Problem naming the file, if it is there but cannot be read
   */
  public Optional<TorchChoice> read() {
    try {
      return TorchChoice.read(TextFile.read(file, MOST_BYTES, "the choice of a PyTorch"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Problem(
          "%s, which says which PyTorch to use, cannot be read. Correct it, or delete it."
              .formatted(file),
          e);
    }
  }

  /**
   * A sentence about a choice that version 0.1.0 left in an archive, where it is no longer obeyed.
   *
   * @return empty if there is none, or something was chosen since
   */
  public Optional<String> leftIn(Path archive) {
    Path left = archive.resolve(NAME);
    if (Files.exists(file) || !InputFile.isOwn(left)) {
      return Optional.empty();
    }
    try {
      return TorchChoice.read(TextFile.read(left, MOST_BYTES, "the choice of a PyTorch"))
          .filter(choice -> !(choice instanceof TorchChoice.Bundled))
          .map(choice ->
              "An archive no longer decides which PyTorch is loaded, so %s is ignored.%s"
                  .formatted(left, isUsersOwn(archive) ? again(choice) : ""));
    } catch (IOException | Problem e) {
      // It is not obeyed, whatever it says.
      return Optional.empty();
    }
  }

  /** Only what the user's own archive says is offered again: who follows it loads code. */
  private static boolean isUsersOwn(Path archive) {
    return archive.toAbsolutePath().normalize().equals(UserFolders.here().data());
  }

  private static String again(TorchChoice choice) {
    return " To choose it again: %s. To keep the one that comes with the program: %s."
        .formatted(
            Installation.typed("device use " + VisibleText.clipped(choice.text(), 200)),
            Installation.typed("device use bundled"));
  }

  /**
   * Remembers a choice.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  public void write(TorchChoice choice) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path beside = file.resolveSibling(NAME + ".new");
      Files.deleteIfExists(beside);
      Files.writeString(beside, choice.text() + "\n", StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
