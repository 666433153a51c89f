package palimpsest.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.data.Glyphs;
import palimpsest.data.IdxFiles;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;

class SetSummaryTest {

  @TempDir Path folder;

  private OwnList list;

  @BeforeEach
  void open() {
    list = OwnList.in(folder.resolve("lists"));
  }

  @AfterEach
  void close() {
    list.close();
  }

  private SetSummary summary(String key) {
    return SetSummary.all(folder.resolve("data")).stream()
        .filter(one -> one.set().key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void builtInSetsAreReadyAndPublicOnesMissingUntilTheyAreThere() {
    assertThat(summary(Glyphs.DIGITS.key()).state()).isEqualTo(SetState.READY);
    assertThat(summary("mnist").state()).isEqualTo(SetState.MISSING);
    assertThat(summary("mnist").size()).isEqualTo(new TaskSize(60_000, 10_000));
    assertThat(summary("mnist").trouble()).contains("MNIST").contains(folder.toString());
    Path raw = folder.resolve("data/MNIST/raw");
    for (String part : new String[] {"train", "t10k"}) {
      IdxFiles.write(raw.resolve(part + "-images-idx3-ubyte"), IdxFiles.images(10, 28, 28));
      IdxFiles.write(raw.resolve(part + "-labels-idx1-ubyte"), IdxFiles.cycle(10));
    }
    assertThat(summary("mnist").state()).isEqualTo(SetState.READY);
    assertThat(summary("mnist").size()).isEqualTo(new TaskSize(10, 10));
    IdxFiles.write(raw.resolve("train-labels-idx1-ubyte"), new byte[] {1, 2, 3});
    assertThat(summary("mnist").state()).isEqualTo(SetState.DAMAGED);
    assertThat(summary("mnist").trouble()).contains("train-labels-idx1-ubyte");
  }

  @Test
  void anOwnSetIsReadyChangedDamagedOrMissing() throws IOException {
    Path file = OwnFiles.npz(folder.resolve("own.npz"), 3, 4, 9, 7);
    OwnSets.add("own", file, "", ReadOptions.NONE);
    SetSummary own = summary("own");
    assertThat(own.state()).isEqualTo(SetState.READY);
    assertThat(own.isOwn()).isTrue();
    assertThat(own.shape()).isEqualTo("7 × 9 grey");
    assertThat(own.size()).isEqualTo(new TaskSize(12, 6));
    OwnFiles.npz(file, 3, 5, 9, 7);
    assertThat(summary("own").state()).isEqualTo(SetState.CHANGED);
    assertThat(summary("own").trouble()).isNotEmpty();
    Files.writeString(file, "not an archive");
    assertThat(summary("own").state()).isEqualTo(SetState.DAMAGED);
    Files.delete(file);
    assertThat(summary("own").state()).isEqualTo(SetState.MISSING);
    assertThat(summary("own").trouble()).contains(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "flowers.npz, flowers",
    "My Flowers (2).csv, my-flowers-2",
    "Blüten Größe.npz, bluten-gro-e",
    "2024-run.npz, run",
    "123.npz, images",
    "mnist.npz, mnist-2",
    "taken.npz, taken-2",
    "a.b.tar.npz, a.b.tar",
    ".hidden, hidden",
    "日本.npz, images"
  })
  void aNameIsProposedThatMayBeUsed(String file, String name) {
    OwnSets.add("taken", OwnFiles.npz(folder.resolve("t.npz"), 2, 3, 4, 4), "", ReadOptions.NONE);
    String proposed = OwnSets.proposedName(folder.resolve(file));
    assertThat(proposed).isEqualTo(name);
    assertThat(OwnSets.isName(proposed)).isTrue();
  }

  @Test
  void aVeryLongNameIsCut() {
    String proposed = OwnSets.proposedName(folder.resolve("x".repeat(200) + ".npz"));
    assertThat(OwnSets.isName(proposed)).isTrue();
  }
}
