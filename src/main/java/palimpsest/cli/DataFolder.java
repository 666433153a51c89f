package palimpsest.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the image sets are. */
final class DataFolder {

  private DataFolder() {}

  /** The folder that was named, else the environment's, else {@code data}. */
  static Path of(@Nullable Path named) {
    String variable = System.getenv("PALIMPSEST_DATA");
    return named != null
        ? named
        : Path.of(variable == null || variable.isBlank() ? "data" : variable);
  }
}
