package palimpsest.bench.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the program holds. */
final class Memory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /** The resident memory where the system tells it, native memory included; else the Java heap. */
  static String text() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          return megabytes(kilobytes * 1024) + " memory";
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Only Linux has this file; elsewhere the heap is what can be told.
    }
    Runtime runtime = Runtime.getRuntime();
    return megabytes(runtime.totalMemory() - runtime.freeMemory()) + " heap";
  }

  private static String megabytes(long bytes) {
    return "%,d MB".formatted(bytes / 1_000_000);
  }
}
