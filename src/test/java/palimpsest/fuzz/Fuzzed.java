package palimpsest.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls, with bytes that it makes up; see {@link Fuzzing}. */
public final class Fuzzed {

  private static final Format FORMAT = Format.valueOf(System.getProperty("palimpsest.format"));
  private static final Path FOLDER = folder();

  private Fuzzed() {}

  /** Loads what the reader needs, before Jazzer's clock runs. */
  public static void fuzzerInitialize() {
    FORMAT.feed(new byte[0], FOLDER);
  }

  /** Reads bytes; whatever escapes is a finding. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FORMAT.feed(bytes, FOLDER);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("palimpsest-fuzz");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
