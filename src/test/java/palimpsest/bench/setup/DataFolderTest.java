package palimpsest.bench.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataFolderTest {

  private final Path first = Path.of("first");
  private final DataFolder folder = new DataFolder(first);

  @Test
  void theFolderThatWasChosenEarlierIsTaken() {
    folder.recall("second");
    assertThat(folder.get()).isEqualTo(Path.of("second"));
    assertThat(folder.unopened()).isEmpty();
  }

  @Test
  void aFolderOnTheNetworkIsTakenOnlyWhenItIsChosen() {
    folder.recall("\\\\host\\share");
    assertThat(folder.get()).isEqualTo(first);
    assertThat(folder.unopened()).contains("\\\\host\\share is on the network", "choose it");
    Path chosen = Path.of("\\\\host\\share");
    folder.set(chosen);
    assertThat(folder.get()).isEqualTo(chosen);
    assertThat(folder.unopened()).isEmpty();
  }
}
