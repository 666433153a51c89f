package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.SpecJson;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/** Texts that someone else wrote into an archive, and what people may write into their own. */
class ForeignTextTest {

  private static final String CLIPBOARD = "\u001b]52;c;ZWNobyBoaQ==\u0007\u202e\rx";

  @TempDir Path folder;

  @BeforeEach
  void anArchive() {
    MadeUpArchive.of(folder, 1, 1, 1).close();
  }

  @Test
  void noTextOfAForeignArchiveActsOnATerminalOrBreaksAFile() {
    String json = "\\u001b]52;c;ZWNobyBoaQ==\\u0007\\u202e\\ud800";
    change("UPDATE run SET spec = json_set(spec, '$.name', json('\"" + json + "\"'))");
    change("UPDATE run SET notes = ?, reason = ?, device = ?", CLIPBOARD, CLIPBOARD, CLIPBOARD);
    change(
        "UPDATE run SET task_names = '[\"" + json + "\", \"b\", \"c\"]', program = ?", CLIPBOARD);
    change("DELETE FROM tag");
    change("INSERT INTO tag (run, tag, place) VALUES (1, ?, 0)", CLIPBOARD);
    change("INSERT INTO metric (run, key, value) VALUES (1, ?, 0)", CLIPBOARD);
    change("UPDATE log SET kind = ?, text = ?", CLIPBOARD, CLIPBOARD);
    change("UPDATE matrix SET moment = moment || ?", CLIPBOARD);
    try (Archive archive = Archive.open(folder)) {
      ArchivedRun run = archive.find(1).orElseThrow();
      assertThat(run.spec().name()).startsWith("\\u001b]52;c;").endsWith("\\u202e\\ud800");
      assertClean(run.title(), run.notes(), run.reason(), run.device());
      run.taskNames().forEach(ForeignTextTest::assertClean);
      run.tags().forEach(ForeignTextTest::assertClean);
      run.metrics().keySet().forEach(ForeignTextTest::assertClean);
      assertClean(archive.environment(1).orElseThrow().program());
      assertThat(archive.matrices(1)).isNotEmpty();
      archive.matrices(1).forEach(matrix -> assertClean(matrix.moment()));
      archive.log(1).forEach(line -> assertClean(line.kind(), line.text()));
      assertThat(SpecJson.read(SpecJson.write(run.spec()), "the run")).isEqualTo(run.spec());
    }
  }

  @Test
  void aRunWhoseNameIsTooLongIsShownWithItsBeginning() {
    change("UPDATE run SET spec = json_set(spec, '$.name', ?)", "x".repeat(100_000));
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.find(1).orElseThrow().spec().name()).hasSize(80).endsWith("…");
    }
  }

  /** The flag of Scotland is made of characters that cannot be seen, far above U+FFFF. */
  @Test
  void aRunWithAFlagInItsNameIsReadWholeAndItsNameSpelledOut() {
    String flag = Character.toString(0xE0067);
    change("UPDATE run SET spec = json_set(spec, '$.name', ?)", "a" + flag);
    change("UPDATE run SET state = 'finished', seconds = 60, started = created");
    change("UPDATE run SET task_names = json_array(?, 'b', 'c')", flag);
    change(
        "UPDATE run SET data = json_object('sources', json_array(json_object('task', ?, 'part',"
            + " 'test', 'files', json_array(?), 'images', 3, 'sha256', ?)))",
        flag,
        flag,
        "0".repeat(64));
    change(
        "UPDATE run SET layout = json_array(json_object('layer', ?, 'name', 'weight', 'shape',"
            + " json_array(2), 'offset', 0))",
        flag);
    try (Archive archive = Archive.open(folder);
        Session session = archive.openSession()) {
      ArchivedRun run = archive.get(1);
      assertThat(run.spec().name()).isEqualTo("a\\u{e0067}");
      assertThat(run.taskNames()).containsExactly("\\u{e0067}", "b", "c");
      assertThat(run.data().sources().getFirst().files()).containsExactly("\\u{e0067}");
      assertClean(run.data().lines().getFirst());
      assertThat(archive.layout(1).orElseThrow().tensors().getFirst().layer())
          .isEqualTo("\\u{e0067}");
      assertThat(archive.scores(List.of(1L))).containsKey(1L);
      assertThat(archive.result(1)).isPresent();
      assertThat(archive.estimatedSeconds(List.of(run.spec()), folder)).isPositive();
      session.record(1, 1000).leave(RunState.FINISHED, "");
      assertThat(archive.isComplete()).as(archive.limitation().toString()).isTrue();
    }
  }

  @Test
  void aForeignNameIsCutByTheSameCharactersThatAreCounted() {
    String emoji = "\ud83d\ude00";
    change("UPDATE run SET spec = json_set(spec, '$.name', ?)", emoji.repeat(60));
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.get(1).spec().name()).isEqualTo(emoji.repeat(60));
      archive.annotate(1, emoji.repeat(20_000), List.of(emoji.repeat(80)));
      assertThat(archive.get(1).tags()).containsExactly(emoji.repeat(80));
    }
    change("UPDATE run SET spec = json_set(spec, '$.name', ?)", emoji.repeat(81));
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.get(1).spec().name()).isEqualTo(emoji.repeat(79) + "…");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soft\u00adhyphen", "mark\u200e", "zero\u200bwidth"})
  void aDataFolderIsTheFolderThatWasChosenWhateverIsInItsName(String name) {
    Path chosen = folder.resolve(name);
    try (Archive archive = Archive.open(folder)) {
      archive.setDataFolder(List.of(1L), chosen);
      assertThat(archive.dataFolder(1)).contains(chosen);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[2J", "a\u0000", "a\ud800", "a\u202eb", "a\rb", "a\u009b"})
  void whatActsOnATerminalCannotBeWrittenOnARun(String text) {
    try (Archive archive = Archive.open(folder)) {
      ArchivedRun before = archive.find(1).orElseThrow();
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, text, List.of()))
          .withMessageContaining("U+%04X at character 2".formatted((int) text.charAt(1)))
          .satisfies(problem -> assertClean(problem.getMessage()));
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "", List.of("good", text)))
          .withMessageContaining("U+%04X at character 2".formatted((int) text.charAt(1)));
      assertThat(archive.find(1).orElseThrow()).isEqualTo(before);
      archive.annotate(1, "two\nlines\tand a tab", List.of("paper"));
      assertThat(archive.find(1).orElseThrow().notes()).isEqualTo("two\nlines\tand a tab");
    }
  }

  @Test
  void notesAndTagsAreOfASizeThatATableCanShow() {
    try (Archive archive = Archive.open(folder)) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "x".repeat(20_001), List.of()))
          .withMessageContaining("20,001 characters, but at most 20,000");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "", List.of("x".repeat(100_000))))
          .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(200));
    }
  }

  private static void assertClean(String... texts) {
    for (String text : texts) {
      assertThat(VisibleText.faultInLines(text)).as(text).isEmpty();
    }
  }

  private void change(String sql, Object... arguments) {
    try (Database database = Database.open(new ArchiveFolders(folder).database())) {
      database.write(connection -> Query.update(connection, sql, arguments));
    }
  }
}
