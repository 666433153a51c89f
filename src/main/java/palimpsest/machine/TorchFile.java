package palimpsest.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import palimpsest.input.TextFile;
import palimpsest.problem.Problem;

/** The file that remembers which PyTorch to load at the next start. */
public final class TorchFile {

  /** Far more than the longest path takes. */
  private static final int MOST_BYTES = 1 << 16;

  private final Path file;

  /** The file in a folder; it need not be there yet. */
  public TorchFile(Path folder) {
    file = folder.resolve("pytorch.txt");
  }

  /**
   * What was chosen; empty if nothing was.
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
          "%s, which says which PyTorch to use, cannot be read. Delete it, or mend it."
              .formatted(file),
          e);
    }
  }

  /**
   * Remembers a choice.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  public void write(TorchChoice choice) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path beside = file.resolveSibling("pytorch.txt.new");
      Files.writeString(beside, choice.text() + "\n", StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }
}
