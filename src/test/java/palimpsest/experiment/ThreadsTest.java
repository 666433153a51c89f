package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run comes to the same bits on any number of threads, for its shares are its own. */
@Execution(ExecutionMode.CONCURRENT)
class ThreadsTest {

  @Test
  void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    Process first = start(3, 1);
    Process second = start(3, 4);
    List<String> one = bits(first);
    assertThat(one).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(bits(second)).isEqualTo(one);
  }

  /** A process that trains with so many threads; the kernel's pipe holds all that it says. */
  private static Process start(int shares, int threads) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            BitsProcess.class.getName(),
            Integer.toString(shares));
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return builder.redirectErrorStream(true).start();
  }

  /** The output of a process about its runs. */
  private static List<String> bits(Process process) throws IOException, InterruptedException {
    try (BufferedReader reader = process.inputReader()) {
      List<String> lines = reader.lines().toList();
      assertThat(process.waitFor()).as("%s", lines).isZero();
      return lines.stream().filter(line -> line.startsWith("bits ")).toList();
    }
  }
}
