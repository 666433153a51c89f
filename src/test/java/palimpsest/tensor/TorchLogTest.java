package palimpsest.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import palimpsest.machine.NativePlatform;

class TorchLogTest {

  private static final int ERROR = 2;

  @Test
  @SuppressWarnings("restricted")
  void pyTorchWritesErrorsOnlyIntoTheTerminal() {
    assumeTrue(
        NativePlatform.here().system().equals("linux")
            && System.getenv("TORCH_CPP_LOG_LEVEL") == null,
        "the level is looked up on Linux, unless someone chose another");
    Path library = Path.of(Engine.describe().library()).resolve("libc10.so");
    int level =
        SymbolLookup.libraryLookup(library, Arena.global())
            .findOrThrow("FLAGS_caffe2_log_level")
            .reinterpret(Integer.BYTES)
            .get(ValueLayout.JAVA_INT, 0);
    assertThat(level).isEqualTo(ERROR);
  }
}
