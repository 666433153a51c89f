package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.Scores;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/** An archive from someone else is data: nothing in it runs, hangs or leads out of its folder. */
@Timeout(120)
class ForeignArchiveTest {

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void anArchive() {
    folder = parent.resolve("archive");
    MadeUpArchive.of(folder, 3, 1, 1).close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkAmongARunsFilesIsNotFollowed() throws IOException {
    Path secret = Files.writeString(parent.resolve("secret"), "secret");
    try (Archive archive = Archive.open(folder)) {
      ArchivedMatrix matrix = archive.matrices(1).getFirst();
      Path kept = Files.move(matrix.file(), parent.resolve("kept.npz"));
      Files.createSymbolicLink(matrix.file(), kept);
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.read(matrix))
          .withMessageContaining("is a link, but must be an npz file");
    }
    Path part = Files.createSymbolicLink(folder.resolve(".new.json.part"), secret);
    AtomicFile.write(folder.resolve("new.json"), out -> out.write(7));
    assertThat(secret).hasContent("secret");
    assertThat(part).doesNotExist();
    assertThat(folder.resolve("new.json")).isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"palimpsest.db", "opening.lock", "sessions/1.lock", "runs/000001/checkpoint.npz"})
  @DisabledOnOs(OS.WINDOWS)
  void aPipeOfOneOfOurNamesHangsNothing(String name) throws Exception {
    Path pipe = folder.resolve(name);
    Files.createDirectories(pipe.getParent());
    Files.deleteIfExists(pipe);
    Process making = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(making.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Archive archive = Archive.open(folder)) {
      archive.runs();
      assertThat(checkpoint(archive.folderOf(1)).position()).isEmpty();
      try (Session session = archive.openSession()) {
        assertThat(session.queue()).isEmpty();
      }
    } catch (Problem problem) {
      assertThat(problem.getMessage()).contains("pipe");
    }
  }

  @Test
  void rowsThatCannotBeReadAreCountedWithTheirReasons() throws SQLException {
    change("UPDATE run SET state = 'melted' WHERE id = 2");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET notes = printf('%.70000000c', 'x') WHERE id = 1");
    }
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs()).extracting(ArchivedRun::id).containsExactly(3L);
      assertThat(archive.isComplete()).isFalse();
      assertThat(archive.limitation().orElseThrow())
          .contains("2 runs cannot be read and are left out: run 1 (its texts have ")
          .contains("run 2 (its state is \"melted\", but must be one that this program knows)");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.get(2))
          .withMessageContaining("Run 2 cannot be read: its state is \"melted\"");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.get(99))
          .withMessage("There is no run 99.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO score (run, task, epoch, tested_task, accuracy) VALUES (1, 2000000000, 0, 0, 1)",
        "INSERT INTO epoch (run, task, epoch) VALUES (1, 2000000000, 0)",
        "INSERT INTO epoch (run, task, epoch) VALUES (1, 0, 9000000000000000000)",
        "INSERT INTO epoch (run, task, epoch) VALUES (1, -1, 0)",
        "UPDATE score SET tested_task = 2000000000 WHERE run = 1 AND tested_task = 2",
        "DELETE FROM score WHERE run = 1 AND task = 0 AND tested_task = 0",
        "UPDATE initial_score SET tested_task = 70 WHERE run = 1 AND tested_task = 2",
      })
  void aNumberThatCountsNothingOfItsRunIsLeftOutAndTold(String sql) {
    change(sql);
    try (Archive archive = Archive.open(folder)) {
      List<Long> ids = List.of(1L, 2L, 3L);
      for (Scores scores : archive.scores(ids).values()) {
        assertThat(scores.initial()).hasSizeLessThanOrEqualTo(3);
        assertThat(scores.epochs())
            .allSatisfy(epoch -> {
              assertThat(epoch.task()).isBetween(0, 2);
              assertThat(epoch.epoch()).isZero();
              assertThat(epoch.tests()).hasSize(3);
            });
      }
      assertThat(Objects.requireNonNull(archive.scores(ids).get(2L)).epochs()).hasSize(3);
      ids.forEach(archive::result);
      assertThat(archive.isComplete()).isFalse();
      assertThat(archive.limitation().orElseThrow()).contains("Run 1 has measurements of");
    }
  }

  @Test
  void sharesAndTimesAreWhatTheyCanBe() {
    change("UPDATE run SET done = 9e99, seconds = -5 WHERE id = 1");
    change("UPDATE matrix SET task = 2000000000 WHERE task = 0");
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.find(1).orElseThrow().done()).isEqualTo(1);
      assertThat(archive.find(1).orElseThrow().seconds()).isZero();
      assertThat(archive.matrices(1)).isNotEmpty().allMatch(matrix -> matrix.task() < 3);
    }
  }

  @Test
  void anArchiveThatIsDeletedWhileItIsUsedSaysSo() throws IOException {
    try (Archive archive = Archive.open(folder)) {
      Files.move(folder, parent.resolve("away"));
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "lost", List.of()))
          .withMessageContaining("is gone: it was deleted, moved or replaced");
      assertThat(folder).doesNotExist();
      MadeUpArchive.of(folder, 1, 1, 0).close();
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "lost", List.of()))
          .withMessageContaining("is gone");
      Files.move(folder, parent.resolve("other"));
      Files.move(parent.resolve("away"), folder);
      archive.annotate(1, "kept", List.of());
      assertThat(archive.find(1).orElseThrow().notes()).isEqualTo("kept");
    }
  }

  private static CheckpointFiles checkpoint(Path run) {
    return new CheckpointFiles(run, new RunMark(1, "", "", ""), Precision.FLOAT32);
  }

  private void change(String sql) {
    try (Database database = Database.open(new ArchiveFolders(folder).database())) {
      database.write(connection -> Query.update(connection, sql));
    }
  }
}
