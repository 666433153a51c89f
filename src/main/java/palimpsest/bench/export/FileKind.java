package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A kind of file that something can be saved as.
 *
 * @param extension the ending of its name, without the dot
 * @param writing writes it
 */
public record FileKind(String extension, Consumer<Path> writing) {

  /** The kind that a file's name asks for, if it is one of some. */
  static Optional<FileKind> of(Path file, List<FileKind> kinds) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return kinds.stream().filter(kind -> name.endsWith("." + kind.extension())).findFirst();
  }
}
