package palimpsest.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFolderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\host\\share",
        "//host/share/data",
        "\\/host/share",
        "/\\host\\share",
        " \\\\host\\share",
        "\\\\?\\UNC\\host\\share",
        "\\\\.\\pipe\\name",
        "\\\\host@SSL\\share"
      })
  void aNetworkRootIsRecognised(String name) {
    assertThat(NetworkFolder.isNamedBy(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "\\", "/data", "C:\\data", "C:/data", "data//mnist", "a\\\\b"})
  void aFolderOfThisMachineIsNone(String name) {
    assertThat(NetworkFolder.isNamedBy(name)).isFalse();
  }

  @Test
  void aFolderOfThisMachineLiesBelowNone(@TempDir Path folder) {
    assertThat(NetworkFolder.holds(folder)).isFalse();
  }
}
