package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NvidiaSmiTest {

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void modelsAndLoadsAreReadFromTheTool() throws Exception {
    NvidiaSmi tool =
        tool(
            """
            case "$*" in
              *name*) echo "NVIDIA T4"; echo "NVIDIA H100 80GB HBM3" ;;
              *) echo "0, 512, 15360, 37"; echo "nonsense"; echo "1, [N/A], 81559, 5"; exec sleep 30 ;;
            esac
            """);
    assertThat(tool.models()).containsExactly("NVIDIA T4", "NVIDIA H100 80GB HBM3");
    try (NvidiaSmi.Watch watch = tool.watch()) {
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      Optional<NvidiaSmi.Load> load = watch.load(0);
      while (load.isEmpty() && System.nanoTime() < end) {
        Thread.onSpinWait();
        load = watch.load(0);
      }
      assertThat(load).contains(new NvidiaSmi.Load(512L << 20, 15360L << 20, 37));
      assertThat(watch.load(1)).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aToolThatFailsKnowsNothing() throws IOException {
    assertThat(tool("echo 'NVIDIA-SMI has failed'; exit 9").models()).isEmpty();
  }

  @Test
  void noToolKnowsNothing() {
    NvidiaSmi none = new NvidiaSmi(List.of(folder.resolve("no-such-tool").toString()));
    assertThat(none.models()).isEmpty();
    try (NvidiaSmi.Watch watch = none.watch()) {
      assertThat(watch.load(0)).isEmpty();
    }
  }

  private NvidiaSmi tool(String script) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new NvidiaSmi(List.of(file.toString()));
  }
}
