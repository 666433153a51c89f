package palimpsest.bench.status;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import palimpsest.machine.ResidentMemory;
import palimpsest.text.NumberText;

/** The memory and processor time that the program uses. */
final class Memory {

  private Memory() {}

  /** The load and the memory of this process. */
  static String text() {
    return StatusText.load(load()) + resident();
  }

  /** Share of all processors that this process takes, from 0 to 1; below 0 if it is not known. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuLoad()
        : -1;
  }

  /** The resident memory where the system tells it, native memory included; else the Java heap. */
  private static String resident() {
    OptionalLong bytes = ResidentMemory.bytes();
    if (bytes.isPresent()) {
      return NumberText.bytes(bytes.getAsLong()) + " memory";
    }
    Runtime runtime = Runtime.getRuntime();
    return NumberText.bytes(runtime.totalMemory() - runtime.freeMemory()) + " heap";
  }
}
