package palimpsest.machine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The choice of PyTorch; it cannot change while the program runs. */
public sealed interface TorchChoice {

  /** The one that comes with the program, for the CPU. */
  record Bundled() implements TorchChoice {}

  /** The one for CUDA that the program fetched when it was asked to. */
  record Downloaded() implements TorchChoice {}

  /**
   * An installed one.
   *
   * @param folder the folder of its libraries: {@code lib} in PyTorch's folder
   */
  record Installed(Path folder) implements TorchChoice {}

  /** As it is typed and kept: {@code bundled}, {@code downloaded} or a folder. */
  default String text() {
    return switch (this) {
      case Bundled() -> "bundled";
      case Downloaded() -> "downloaded";
      case Installed(Path folder) -> folder.toString();
    };
  }

  /**
   * Looks at it before it is chosen.
   *
   * @throws palimpsest.problem.Problem if it could not be loaded
   */
  default void check() {
    var _ =
        TorchSetup.of(
            Map.of(), text(), TorchSetup.natives(UserFolders.here()), NativePlatform.here());
  }

  /** Reads a choice written by {@link #text}; empty if the text is blank or not a path. */
  static Optional<TorchChoice> read(String text) {
    try {
      return switch (text.strip()) {
        case "" -> Optional.empty();
        case "bundled" -> Optional.of(new Bundled());
        case "downloaded" -> Optional.of(new Downloaded());
        default -> Optional.of(new Installed(Path.of(text.strip())));
      };
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
