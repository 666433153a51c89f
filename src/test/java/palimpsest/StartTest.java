package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.archive.MadeUpArchive;
import palimpsest.machine.FakeTorch;

/** The program as a process of its own, in archives and environments that others made. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class StartTest {

  @TempDir Path folder;
  private Path archive;
  private String output = "";

  @BeforeEach
  void anArchive() {
    archive = folder.resolve("archive");
    MadeUpArchive.of(archive, 2, 1, 1).close();
  }

  @Test
  void numbersAreWrittenAlikeWhateverTheSystemsLanguage() throws Exception {
    Map<String, Process> processes = new LinkedHashMap<>();
    for (String language :
        List.of("en-US", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva", "fr-FR", "tr-TR")) {
      processes.put(language, process(speaking(language), Map.of(), "runs", "show", "1"));
    }
    String english = "";
    for (Map.Entry<String, Process> one : processes.entrySet()) {
      Process process = one.getValue();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).containsPattern("average-accuracy +0\\.\\d{4}");
      english = one.getKey().startsWith("en") ? output : english;
      assertThat(output).as(one.getKey()).isEqualTo(english);
    }
  }

  private static List<String> speaking(String language) {
    List<String> options = new ArrayList<>();
    String[] parts = language.split("-", 3);
    options.add("-Duser.language=" + parts[0]);
    options.add("-Duser.country=" + parts[1]);
    if (parts.length > 2) {
      options.add("-Duser.extensions=" + parts[2]);
    }
    return options;
  }

  @Test
  void aFolderOfLibrariesThatAnArchiveNamesIsNeverLoaded() throws Exception {
    Path lib = FakeTorch.installed(folder.resolve("evil"), "2.7.1", "c10", "torch", "torch_cpu");
    Files.writeString(archive.resolve("pytorch.txt"), lib.toString());
    assertThat(start(List.of(), Map.of(), "device", "list")).as(output).isZero();
    assertThat(output)
        .contains("An archive no longer decides which PyTorch is loaded")
        .contains("PyTorch 2.7.1 (bundled) in ")
        .doesNotContain(lib.toString());
    assertThat(start(List.of(), Map.of(), "device", "use", "bundled")).as(output).isZero();
    assertThat(start(List.of(), Map.of(), "runs", "list")).isZero();
    assertThat(output).doesNotContain("PyTorch");
  }

  @Test
  void aChoiceThatTheUserMadeEarlierIsOfferedAgainAndNotObeyed() throws Exception {
    Path lib = FakeTorch.installed(folder.resolve("own"), "2.7.1", "c10", "torch", "torch_cpu");
    Map<String, String> own = new HashMap<>();
    own.put("PALIMPSEST_ARCHIVE", "");
    own.put("XDG_DATA_HOME", folder.toString());
    Path data = Files.createDirectories(folder.resolve("palimpsest"));
    Files.writeString(data.resolve("pytorch.txt"), lib.toString());
    assertThat(start(List.of("-Dos.name=Linux"), own, "runs", "list")).as(output).isZero();
    assertThat(output).contains("is ignored. To choose it again", "device use " + lib);
    assertThat(start(List.of("-Dos.name=Linux"), own, "device", "use", "bundled")).isZero();
    assertThat(start(List.of("-Dos.name=Linux"), own, "runs", "list")).as(output).isZero();
    assertThat(output).doesNotContain("PyTorch");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void neitherAPipeNorALargeFileInAnArchiveHindersTheStart() throws Exception {
    Path file = archive.resolve("pytorch.txt");
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(start(List.of(), Map.of(), "--version")).as(output).isZero();
    Files.delete(file);
    try (var large =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      large.write(java.nio.ByteBuffer.wrap(new byte[1]), 3_000_000_000L);
    }
    assertThat(start(List.of("-Xmx256m"), Map.of(), "runs", "list")).as(output).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void strangeEnvironmentsAreNoReasonForATrace() throws Exception {
    Map<String, String> strange =
        Map.of("COLUMNS", "1", "LINES", "x", "TERM", "dumb", "NO_COLOR", "1", "LC_ALL", "C");
    for (String[] command : new String[][] {{"--help"}, {"run", "--help"}, {"runs", "list"}}) {
      assertThat(start(List.of(), strange, command)).as(output).isZero();
      assertThat(output).doesNotContain("Exception", "\tat ", "\u001b");
    }
    assertThat(
            start(
                List.of("-Djava.io.tmpdir=" + folder.resolve("gone"), "-Duser.home=" + folder),
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                "runs",
                "list"))
        .as(output)
        .isZero();
    assertThat(output).contains("finished").doesNotContain("Exception", "\tat ");
    assertThat(start(List.of("-Duser.home=?"), Map.of("XDG_CACHE_HOME", ""), "--version"))
        .as(output)
        .isZero();
    assertThat(output).doesNotContain("Exception", "\tat ");
    assertThat(start(List.of(), Map.of("PALIMPSEST_ARCHIVE", "/dev/null/x"), "runs", "list"))
        .isEqualTo(1);
    assertThat(output).contains("/dev/null").doesNotContain("Exception", "\tat ");
  }

  @Test
  void processesThatStartTogetherDoNotGetInEachOthersWay() throws Exception {
    Map<String, String> own = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(process(List.of(), own, "runs", "list"));
    }
    for (Process process : processes) {
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("finished").doesNotContain("Failed", "native");
    }
  }

  @Test
  void theLibraryOfTheDatabaseIsUnpackedOnceAndMendedWhenDamaged() throws Exception {
    Path cache = folder.resolve("cache");
    Map<String, String> own = Map.of("XDG_CACHE_HOME", cache.toString());
    assertThat(start(List.of(), own, "runs", "list")).as(output).isZero();
    Path library = onlyLibraryBelow(cache.resolve("palimpsest").resolve("sqlite"));
    byte[] whole = Files.readAllBytes(library);
    Files.write(library, new byte[1000]);
    assertThat(start(List.of(), own, "runs", "list")).as(output).isZero();
    assertThat(output).contains("finished").doesNotContain("Failed", "native");
    assertThat(onlyLibraryBelow(cache.resolve("palimpsest").resolve("sqlite")))
        .isEqualTo(library)
        .hasBinaryContent(whole);
  }

  private static Path onlyLibraryBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> libraries =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".lock"))
              .toList();
      assertThat(libraries).hasSize(1);
      return libraries.getFirst();
    }
  }

  private Process process(List<String> options, Map<String, String> variables, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dstdout.encoding=UTF-8",
            "-Dpalimpsest.settings=" + folder.resolve("settings")));
    command.addAll(options);
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PALIMPSEST_ARCHIVE", archive.toString());
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private int start(List<String> options, Map<String, String> variables, String... args)
      throws IOException, InterruptedException {
    Process process = process(options, variables, args);
    output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
