package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks for the file to write. */
@FunctionalInterface
public interface FileQuestion {

  /** The file chosen, or nothing if the person thought better of it. */
  Optional<Path> ask(String suggestedName);

  /**
   * The file chosen, whose ending says what is to be written. Unless it is said otherwise, the
   * question is put without naming the endings.
   *
   * @param extensions the endings that are understood, without the dot
   */
  default Optional<Path> ask(String suggestedName, List<String> extensions) {
    return ask(suggestedName);
  }
}
