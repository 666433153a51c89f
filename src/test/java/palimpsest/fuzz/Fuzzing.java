package palimpsest.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Feeds a reader of foreign bytes for some minutes with what Jazzer makes up, in a small Java: a
 * crash, 25 seconds without an end and more memory than the files ask for are findings. To be
 * started by {@code mvn -Pfuzz}; see {@code fuzzing.md}.
 */
public final class Fuzzing {

  private Fuzzing() {}

  /**
   * Fuzzes.
   *
   * @param args the format, how many minutes, and a folder for what is found
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Format format = Format.valueOf(args[0].toUpperCase(Locale.ROOT));
    long seconds = Math.round(60 * Double.parseDouble(args[1]));
    Path folder = Path.of(args[2]).toAbsolutePath();
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    int number = 0;
    for (byte[] seed : format.seeds(Files.createTempDirectory("palimpsest-seeds"))) {
      Files.write(corpus.resolve("seed-" + number++), seed);
    }
    Process jazzer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+EnableDynamicAgentLoading",
                    "-Dpalimpsest.format=" + format,
                    "-classpath",
                    classPath(),
                    "com.code_intelligence.jazzer.Jazzer",
                    "--target_class=palimpsest.fuzz.Fuzzed",
                    "--instrumentation_includes=palimpsest.**",
                    // It parses every statement again, which takes longer than SQLite itself.
                    "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.SqlInjection",
                    "--reproducer_path=" + folder,
                    "-artifact_prefix=" + folder + "/",
                    "-max_total_time=" + seconds,
                    "-timeout=25",
                    "-rss_limit_mb=1536",
                    "-max_len=200000",
                    "-print_final_stats=1",
                    corpus.toString()))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    System.exit(jazzer.waitFor());
  }

  /** Without the largest library, which no format needs and Jazzer would search through. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("pytorch-native"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
