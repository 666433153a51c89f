package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.problem.Problem;

class MachineTest {

  @Test
  void whatIsAUsersIsKeptWhereEachSystemWantsIt() {
    assertThat(UserFolders.of("Linux", "/home/a", Map.of()))
        .isEqualTo(
            new UserFolders(
                Path.of("/home/a/.local/share/palimpsest"),
                Path.of("/home/a/.cache/palimpsest"),
                Path.of("/home/a/.config/palimpsest")));
    assertThat(
            UserFolders.of(
                "Linux", "/home/a", Map.of("XDG_DATA_HOME", "/data", "XDG_CACHE_HOME", " /spare ")))
        .isEqualTo(
            new UserFolders(
                Path.of("/data/palimpsest"),
                Path.of("/spare/palimpsest"),
                Path.of("/home/a/.config/palimpsest")));
    assertThat(UserFolders.of("Mac OS X", "/Users/a", Map.of()).cache())
        .isEqualTo(Path.of("/Users/a/Library/Caches/Palimpsest"));
    assertThat(UserFolders.of("Linux", "/home/a", Map.of("XDG_CONFIG_HOME", "relative")).settings())
        .isEqualTo(Path.of("/home/a/.config/palimpsest"));
    assertThat(UserFolders.of("Windows 11", "/c", Map.of("APPDATA", "/c/roaming")).settings())
        .isEqualTo(Path.of("/c/roaming/Palimpsest"));
    assertThatThrownBy(() -> UserFolders.of("Linux", "?", Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no home folder: it is \"?\"")
        .hasMessageContaining("Set HOME");
    assertThat(UserFolders.of("Windows 11", "/c", Map.of("LOCALAPPDATA", "/c/local")).cache())
        .isEqualTo(Path.of("/c/local/Palimpsest/cache"));
    assertThatThrownBy(() -> UserFolders.of("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "/a\0b")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("XDG_CACHE_HOME")
        .hasMessageContaining("must be the path of a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\0b", "/no/such/folder"})
  void aTemporaryFolderThatCannotBeUsedIsReplaced(String named, @TempDir Path own) {
    assertThat(TemporaryFolder.replacement(named, own.resolve("tmp"))).contains(own.resolve("tmp"));
    assertThat(own.resolve("tmp")).isDirectory();
    assertThat(TemporaryFolder.replacement(own.toString(), own.resolve("other"))).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nativeLibrariesSeeAVariableThatWasNotSet() throws Throwable {
    assertThat(nativeValue("PALIMPSEST_TEST_VARIABLE")).isEmpty();
    ProcessEnvironment.setDefault("PALIMPSEST_TEST_VARIABLE", "passive");
    assertThat(nativeValue("PALIMPSEST_TEST_VARIABLE")).isEqualTo("passive");

    ProcessEnvironment.setDefault("PATH", "nowhere");
    assertThat(nativeValue("PATH")).isEqualTo(System.getenv("PATH"));
  }

  @SuppressWarnings("restricted")
  private static String nativeValue(String name) throws Throwable {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value =
          (MemorySegment)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("getenv").orElseThrow(),
                      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(name));
      return value.address() == 0 ? "" : value.reinterpret(1 << 16).getString(0);
    }
  }

  @Test
  void aRestartStartsTheSameProgramAgain() {
    List<String> built = Restart.command("palimpsest.Main", List.of("window"));
    assertThat(built.getFirst()).endsWith("java");
    assertThat(built).contains("-cp", System.getProperty("java.class.path"));
    assertThat(built.subList(built.size() - 2, built.size()))
        .containsExactly("palimpsest.Main", "window");
    System.setProperty("jpackage.app-path", "/opt/palimpsest/bin/palimpsest");
    try {
      assertThat(Restart.command("palimpsest.Main", List.of()))
          .containsExactly("/opt/palimpsest/bin/palimpsest");
      assertThat(Installation.typed("device fetch")).isEqualTo("palimpsest device fetch");
    } finally {
      System.clearProperty("jpackage.app-path");
    }
    assertThat(Installation.typed("doctor")).isEqualTo("mvn -q -Dargs=\"doctor\"");
  }

  @Test
  void notesAboutFontsGoAndWhatIsSomebodyElsesStays(@TempDir Path java) throws IOException {
    FakeTorch.write(
        java.resolve("fonts/25.0.3/fcinfo-1-host-linux-12-en-.properties"), new byte[1]);
    FakeTorch.write(
        java.resolve("fonts/25.0.3/fcinfo-1-host-linux-13-en-.properties"), new byte[1]);
    FakeTorch.write(java.resolve("fonts/21/fcinfo-1-host-linux-12-en-.properties"), new byte[1]);
    Installation.removeFontNotes(java, "25.0.3");
    assertThat(java.resolve("fonts/25.0.3")).doesNotExist();
    assertThat(java.resolve("fonts/21")).isNotEmptyDirectory();
    Installation.removeFontNotes(java, "21");
    assertThat(java).doesNotExist();
    Installation.removeFontNotes(java, "21");
    Files.createDirectory(java);
  }
}
