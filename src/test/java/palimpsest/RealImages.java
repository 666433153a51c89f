package palimpsest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real image sets, for tests that read them where they are and say so where they are not. */
public final class RealImages {

  private RealImages() {}

  /**
   * The folder that holds them: {@code -Dpalimpsest.data=FOLDER}, else {@code ../shared/data}.
   * Without it the test is skipped, and the output says why.
   *
   * @param test what is skipped then
   */
  public static Path folder(String test) {
    Path folder = Path.of(System.getProperty("palimpsest.data", "../shared/data"));
    if (!Files.isDirectory(folder)) {
      String reason = "SKIPPED: %s; there are no real images in %s".formatted(test, folder);
      System.out.println(reason);
      Assumptions.abort(reason);
    }
    return folder;
  }
}
