package palimpsest.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.Idx;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;
import palimpsest.file.FullDisk;
import palimpsest.problem.Problem;

/** Own image sets are remembered, found again, and refused when they have changed. */
class OwnSetsTest {

  @TempDir Path folder;

  private OwnList list;

  @BeforeEach
  void ownList() {
    list = OwnList.in(folder.resolve("settings"));
  }

  @AfterEach
  void back() {
    list.close();
  }

  private OwnSet add(String name) {
    return OwnSets.add(
            name, OwnFiles.npz(folder.resolve("a.npz"), 4, 6, 8, 8), "", ReadOptions.NONE)
        .set();
  }

  @Test
  void aSetIsRememberedWithWhatWasRead() {
    OwnSet added = add("mine");
    assertThat(added.publishedSize()).isEqualTo(new TaskSize(24, 12));
    assertThat(added.classNames()).containsExactly("0", "1", "2", "3");
    assertThat(OwnSets.all()).isEqualTo(new OwnSets.Listing(List.of(added), List.of()));
    assertThat(Catalogue.collection("mine").sets()).containsExactly(added);
    assertThat(added.trouble()).isEmpty();
    assertThat(added.trainingPart(folder, Idx.Choice.ALL).source().join().sha256())
        .isEqualTo(added.trainingPart(folder, Idx.Choice.ALL).images().sha256());
  }

  @Test
  void aSetThatIsRemovedIsUnknownAndItsFilesStay() {
    add("mine");
    add("other");
    OwnSets.remove("mine");
    assertThat(OwnSets.all().sets()).extracting(OwnSet::key).containsExactly("other");
    assertThat(folder.resolve("a.npz")).exists();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Catalogue.collection("mine"))
        .withMessageContaining("mine")
        .withMessageContaining("other");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> OwnSets.remove("mine"))
        .withMessageContaining("other");
  }

  @Test
  void aFileThatChangedIsRefusedUntilItIsAddedAgain() {
    OwnSet added = add("mine");
    OwnFiles.npz(folder.resolve("a.npz"), 4, 8, 8, 8);
    assertThat(added.trouble()).contains("data add").contains("mine");
    assertThat(added.unusable(folder)).isPresent();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> added.trainingPart(folder, Idx.Choice.ALL))
        .withMessageContaining("not what it was");
    OwnSet again = OwnSets.add("mine", folder.resolve("a.npz"), "", ReadOptions.NONE).set();
    assertThat(again.trouble()).isEmpty();
    assertThat(OwnSets.all().sets()).containsExactly(again);
  }

  @Test
  void aFileOfTheSameContentWithAnotherTimeIsTheSame() throws IOException {
    OwnSet added = add("mine");
    Files.setLastModifiedTime(
        folder.resolve("a.npz"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    assertThat(added.trouble()).isEmpty();
  }

  @Test
  void aFileThatIsGoneIsTold() throws IOException {
    OwnSet added = add("mine");
    Files.delete(folder.resolve("a.npz"));
    assertThat(added.trouble()).contains("a.npz").contains("missing");
    assertThat(added.size(folder)).isEqualTo(new TaskSize(0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "glyphs", "", "Mine", "my set", "../x", "-x", "a\u001b[2J"})
  void aNameThatMayNotBeIsRefused(String name) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> add(name))
        .withMessageContaining("name is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{\"sets\": 3}",
        "{\"sets\": [{}]}",
        "{\"sets\": [null, 7, \"a\"]}",
        "{\"sets\": [{\"name\": \"mnist\"}]}",
        "{\"sets\": [{\"name\": \"a\\u001b\", \"path\": \"/dev/zero\"}]}",
        "{\"sets\": [{\"name\": \"a\", \"classes\": [\"x\"], \"channels\": -1}]}"
      })
  void aDamagedListKeepsNothingFromAnswering(String text) throws IOException {
    Files.createDirectories(OwnSets.file().getParent());
    Files.writeString(OwnSets.file(), text);
    OwnSets.Listing listing = OwnSets.all();
    assertThat(listing.sets()).isEmpty();
    assertThat(listing.troubles()).isNotEmpty().allSatisfy(line -> assertThat(line).isNotBlank());
    assertThat(Catalogue.collections()).isEqualTo(Catalogue.builtIn());
  }

  @Test
  void aFullDiskCostsTheNewSetAndNotTheList() {
    OwnSet added = add("mine");
    FullDisk.during(
        100,
        () ->
            assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> add("other"))
                .withMessageContaining("the disk is full"));
    assertThat(OwnSets.all()).isEqualTo(new OwnSets.Listing(List.of(added), List.of()));
  }

  @Test
  void aSetOfAFormatThatThisVersionLacksIsShownAndNotRead() throws IOException {
    add("mine");
    String text = Files.readString(OwnSets.file());
    Files.writeString(
        OwnSets.file(),
        text.replace("\"npz\"", "\"hologram\"").replaceAll("(\"stamp\" : )\"[^\"]*\"", "$1\"\""));
    assertThat(OwnSets.all().sets().getFirst().trouble()).contains("hologram");
  }

  @Test
  void whatANewerVersionWroteIsKept() throws IOException {
    Files.createDirectories(OwnSets.file().getParent());
    Files.writeString(
        OwnSets.file(), "{\"sets\": [{\"name\": \"newer\", \"format\": \"hologram\"}]}");
    add("mine");
    assertThat(Files.readString(OwnSets.file())).contains("hologram").contains("mine");
    assertThat(OwnSets.all().sets()).extracting(OwnSet::key).containsExactly("mine");
  }

  @Test
  void aListThatIsNoJsonIsNotOverwritten() throws IOException {
    Files.createDirectories(OwnSets.file().getParent());
    Files.writeString(OwnSets.file(), "not JSON");
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> add("mine"));
    assertThat(OwnSets.file()).hasContent("not JSON");
  }

  @Test
  void anEntryThatPointsToTheNetworkIsNotLookedAt() throws IOException {
    add("mine");
    String text = Files.readString(OwnSets.file());
    Files.writeString(
        OwnSets.file(), text.replace(folder.resolve("a.npz").toString(), "//host/share/a.npz"));
    assertThat(OwnSets.all().sets()).isEmpty();
    assertThat(OwnSets.all().troubles()).hasSize(1).first().asString().contains("path");
  }
}
