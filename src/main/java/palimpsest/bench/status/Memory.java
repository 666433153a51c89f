package palimpsest.bench.status;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory and processor the program takes. */
final class Memory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /** The load and the memory of this process. */
  static String text() {
    return StatusText.load(load()) + resident();
  }

  /** Share of all processors that this process takes, from 0 to 1; below 0 if nobody knows. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuLoad()
        : -1;
  }

  /** The resident memory where the system tells it, native memory included; else the Java heap. */
  private static String resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          return StatusText.megabytes(kilobytes * 1024) + " memory";
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Only Linux has this file; elsewhere the heap is what can be told.
    }
    Runtime runtime = Runtime.getRuntime();
    return StatusText.megabytes(runtime.totalMemory() - runtime.freeMemory()) + " heap";
  }
}
