package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run comes to the same bits on any number of threads, for its shares are its own. */
class ThreadsTest {

  @Test
  void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    List<String> one = bits(3, 1);
    assertThat(one).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(bits(3, 4)).isEqualTo(one);
  }

  /** The output of a process about its runs, computed with so many threads. */
  private static List<String> bits(int shares, int threads)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            BitsProcess.class.getName(),
            Integer.toString(shares));
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader reader = process.inputReader()) {
      List<String> lines = reader.lines().toList();
      assertThat(process.waitFor()).as("%s", lines).isZero();
      return lines.stream().filter(line -> line.startsWith("bits ")).toList();
    }
  }
}
