package palimpsest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import palimpsest.Main;

/**
 * The program, which at its end says how much memory it took at its highest: the kernel's VmHWM, in
 * bytes, on a line of its own.
 */
public final class PeakMemory {

  /** The beginning of that line. */
  static final String PEAK = "peak ";

  private PeakMemory() {}

  /**
   * Runs the program.
   *
   * @param args its command line
   */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(PeakMemory::say));
    Main.main(args);
  }

  private static void say() {
    try {
      long kilobytes =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      System.out.println(PEAK + 1024 * kilobytes);
      System.out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
