package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecJson;
import palimpsest.file.Npz;
import palimpsest.fisher.MatrixEntries;
import palimpsest.learning.TaskLength;
import palimpsest.problem.Problem;
import palimpsest.queue.ScriptedTraining;
import palimpsest.strategy.Strategies;

@Timeout(60)
class ArchiveTest {

  @TempDir Path folder;

  @Test
  void aRunIsReadBackAsItWasTold() {
    try (Archive archive = Archive.open(folder)) {
      long id = train(archive, spec(7));
      ArchivedRun run = archive.find(id).orElseThrow();
      assertThat(run.spec()).isEqualTo(spec(7).decided());
      assertThat(run.state()).isEqualTo(RunState.FINISHED);
      assertThat(run.device()).isEqualTo("CPU, 2 threads");
      assertThat(run.started()).isNotNull();
      assertThat(run.ended()).isNotNull();
      assertThat(run.elsewhere()).isFalse();
      Scores scores = scores(archive, id);
      assertThat(scores.epochs()).hasSize(6);
      assertThat(scores.epochs().getLast().replayedAccuracy()).isNaN();
      assertThat(scores.initial()).hasSize(3);
      assertThat(archive.layout(id)).contains(ScriptedTraining.LAYOUT);
      assertThat(archive.environment(id)).contains(Provenance.here());
      assertThat(archive.log(id))
          .extracting(LogLine::kind)
          .startsWith("started", "epoch")
          .contains("matrix")
          .endsWith("finished");
      assertThat(archive.damage()).isEmpty();
      assertThat(archive.limitation()).isEmpty();
    }
  }

  @Test
  void anyoneCanReadTheTablesWithPlainSql() throws SQLException {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(7));
      assertThat(value("SELECT strategy || ' ' || seed || ' ' || batch FROM runs"))
          .isEqualTo("fine-tuning 7 256");
      assertThat(value("SELECT count(*) FROM score WHERE accuracy > 0")).isEqualTo("18");
      assertThat(value("SELECT count(*) FROM batch")).isEqualTo("24");
      assertThat(value("SELECT threads FROM run")).isEqualTo("2");
      assertThat(value("SELECT count(*) FROM epoch WHERE replayed_accuracy IS NULL"))
          .isEqualTo("6");
      assertThat(value("PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(value("PRAGMA application_id")).isEqualTo("" + Schema.APPLICATION);
    }
  }

  @Test
  void matricesAreReadBackWithTheNamesOfTheirRows() {
    try (Archive archive = Archive.open(folder)) {
      long id = train(archive, spec(7));
      List<ArchivedMatrix> matrices = archive.matrices(id);
      assertThat(matrices)
          .extracting(ArchivedMatrix::moment)
          .containsExactly("after task 1", "after task 2", "after task 3");
      FisherSnapshot second = archive.read(matrices.get(1));
      assertThat(second.layout()).isEqualTo(ScriptedTraining.LAYOUT);
      assertThat(second.task()).isEqualTo(1);
      assertThat(second.entries().at(3, 3)).isEqualTo(5);
    }
  }

  @Test
  void aRunWhoseFolderWasDeletedKeepsItsNumbersAndSaysWhatIsGone() throws IOException {
    try (Archive archive = Archive.open(folder)) {
      long id = train(archive, spec(7));
      for (ArchivedMatrix matrix : archive.matrices(id)) {
        Files.delete(matrix.file());
      }
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.read(archive.matrices(id).getFirst()))
          .withMessageContaining("fisher-diagonal-after-task-1.npz is gone");
      assertThat(scores(archive, id).epochs()).hasSize(6);
    }
  }

  @Test
  void aDamagedMatrixIsNamed() throws IOException {
    try (Archive archive = Archive.open(folder)) {
      long id = train(archive, spec(7));
      ArchivedMatrix matrix = archive.matrices(id).getFirst();
      byte[] bytes = Files.readAllBytes(matrix.file());
      Files.write(matrix.file(), Arrays.copyOf(bytes, bytes.length / 2));
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.read(matrix))
          .withMessageContaining(matrix.file().toString());
    }
  }

  @Test
  void aLargeMatrixStaysInItsFile() {
    int size = 600;
    float[] values = new float[size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    FisherSnapshot snapshot =
        new FisherSnapshot(
            palimpsest.fisher.Representation.DENSE,
            0,
            "after task 1",
            10,
            false,
            new palimpsest.network.ParameterLayout(
                List.of(
                    new palimpsest.network.ParameterLayout.Tensor(
                        "fc1", "weight", List.of(20, 30), 0))),
            new MatrixEntries.Full(size, values));
    Path file = folder.resolve("fisher.npz");
    Npz.write(file, CheckpointFilesTest.MARK.before(FisherArrays.of(snapshot)));
    ArchivedMatrix matrix =
        new ArchivedMatrix(1, snapshot.representation(), 0, "after task 1", 10, file);
    FisherSnapshot mapped = MatrixFile.read(matrix, CheckpointFilesTest.MARK, 1000);
    assertThat(mapped.entries()).isInstanceOf(MatrixEntries.Mapped.class);
    assertThat(mapped.entries().at(599, 599)).isEqualTo(359_999);
    assertThat(mapped.layout()).isEqualTo(snapshot.layout());
    assertThat(MatrixFile.read(matrix, CheckpointFilesTest.MARK).entries())
        .isInstanceOf(MatrixEntries.Full.class);
  }

  @Test
  void everyFormOfAMatrixIsReadBack() {
    MatrixEntries kronecker =
        MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Kronecker(
                    new float[] {1, 2, 2, 5}, new float[] {3, 1, 1, 1}, 2, true)));
    MatrixEntries arrow =
        MatrixEntries.Blocks.of(
            List.of(new MatrixEntries.Arrow(new float[] {1, 2, 3, 4}, new float[] {5, 6}, 1)));
    MatrixEntries full =
        new MatrixEntries.Full(4, new float[] {1, 2, 3, 4, 2, 1, 2, 3, 3, 2, 1, 2, 4, 3, 2, 1});
    MatrixEntries diagonal = new MatrixEntries.Diagonal(new float[] {1, 2, 3, 4});
    for (MatrixEntries entries : List.of(kronecker, arrow, full, diagonal)) {
      Path file = folder.resolve("fisher.npz");
      palimpsest.fisher.Representation representation = palimpsest.fisher.Representation.KFAC;
      Npz.write(
          file,
          CheckpointFilesTest.MARK.before(
              FisherArrays.of(
                  new FisherSnapshot(
                      representation, 0, "now", 1, false, ScriptedTraining.LAYOUT, entries))));
      MatrixEntries read =
          MatrixFile.read(
                  new ArchivedMatrix(1, representation, 0, "now", 1, file),
                  CheckpointFilesTest.MARK)
              .entries();
      for (int place = 0; place < 16; place++) {
        assertThat(read.at(place / 4, place % 4)).isEqualTo(entries.at(place / 4, place % 4));
      }
    }
  }

  @Test
  void twoProcessesSeeWhatTheOtherWrites() {
    try (Archive one = Archive.open(folder);
        Archive other = Archive.open(folder)) {
      long before = other.revision();
      assertThat(other.revision()).isEqualTo(before);
      long id = train(one, spec(1));
      assertThat(other.revision()).isNotEqualTo(before);
      assertThat(other.runs()).extracting(ArchivedRun::id).containsExactly(id);
      other.annotate(id, "looks odd", List.of("odd", "check", "odd"));
      assertThat(one.find(id).orElseThrow().notes()).isEqualTo("looks odd");
      assertThat(one.find(id).orElseThrow().tags()).containsExactly("odd", "check");
    }
  }

  @Test
  void manyThreadsOfTwoArchivesWriteAtOnce() throws InterruptedException, ExecutionException {
    try (Archive one = Archive.open(folder);
        Archive other = Archive.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> work =
          IntStream.range(0, 4)
              .<Callable<Integer>>mapToObj(i ->
                  () -> {
                    Archive archive = i % 2 == 0 ? one : other;
                    try (Session session = archive.openSession()) {
                      for (int run = 0; run < 5; run++) {
                        session.add(List.of(spec(run)), folder);
                        assertThat(archive.runs()).isNotEmpty();
                      }
                    }
                    return i;
                  })
              .toList();
      for (Future<Integer> done : threads.invokeAll(work)) {
        done.get();
      }
      assertThat(one.runs()).hasSize(20);
      assertThat(one.damage()).isEmpty();
    }
  }

  @Test
  void deletedRunsComeBackUntilTheyArePurged() {
    try (Archive archive = Archive.open(folder)) {
      long kept = train(archive, spec(1));
      long gone = train(archive, spec(2));
      archive.delete(List.of(kept, gone));
      assertThat(archive.runs()).isEmpty();
      archive.restore(List.of(kept));
      assertThat(archive.runs()).extracting(ArchivedRun::id).containsExactly(kept);
      assertThat(archive.purge(Duration.ofDays(1))).isZero();
      assertThat(archive.purge(Duration.ZERO)).isEqualTo(1);
      assertThat(archive.find(gone)).isEmpty();
      assertThat(archive.folderOf(gone)).doesNotExist();
      assertThat(archive.folderOf(kept)).isDirectory();
      assertThat(scores(archive, gone)).isEqualTo(Scores.NONE);
      assertThat(train(archive, spec(3))).isGreaterThan(gone);
    }
  }

  @Test
  void anArchiveOfANewerProgramCanBeReadAndSaysWho() throws SQLException {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(1));
    }
    execute("PRAGMA user_version = 99");
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.isWritable()).isFalse();
      assertThat(archive.limitation().orElseThrow())
          .contains("a newer version of the program wrote it", "version 99");
      assertThat(archive.runs()).hasSize(1);
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(archive::openSession)
          .withMessageContaining("a newer version");
    }
  }

  @Test
  void whatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Path file = folder.resolve("palimpsest.db");
    Files.writeString(file, "dear diary, this is a text and no database at all");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(folder))
        .withMessageContaining("palimpsest.db is not a database. Move it away");
    assertThat(file).content().startsWith("dear diary");
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefused() throws SQLException {
    execute("CREATE TABLE bookmark (address TEXT)");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(folder))
        .withMessageContaining("is the database of another program");
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("archive"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(file))
        .withMessageContaining("is a file, but must be a folder");
  }

  @Test
  void aMissingTableLeavesTheRestReadable() throws SQLException {
    long id;
    try (Archive archive = Archive.open(folder)) {
      id = train(archive, spec(1));
    }
    execute("DROP TABLE score");
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs()).hasSize(1);
      assertThat(archive.scores(List.of(id))).isEmpty();
      assertThat(archive.log(id)).isNotEmpty();
      assertThat(archive.limitation().orElseThrow())
          .contains("is damaged: the table score is missing");
    }
  }

  @Test
  void aTornPageCostsOnlyWhatWasOnIt() throws IOException, SQLException {
    long id;
    try (Archive archive = Archive.open(folder)) {
      id = train(archive, spec(1));
    }
    int size = Integer.parseInt(value("PRAGMA page_size"));
    int page = Integer.parseInt(value("SELECT rootpage FROM sqlite_schema WHERE name = 'score'"));
    Path file = folder.resolve("palimpsest.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (page - 1) * size, page * size, (byte) 0x5a);
    Files.write(file, bytes);
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.scores(List.of(id))).isEmpty();
      assertThat(archive.limitation().orElseThrow())
          .contains("is damaged; what can still be read is shown");
      assertThat(archive.runs()).hasSize(1);
      assertThat(archive.log(id)).isNotEmpty();
      assertThat(archive.damage()).isNotEmpty();
    }
  }

  @Test
  void anArchiveThatIsDamagedBeyondReadingSaysSo() throws IOException {
    Archive.open(folder).close();
    Path file = folder.resolve("palimpsest.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Archive.open(folder))
        .withMessageContaining("is damaged and cannot be opened. Move it away");
  }

  @Test
  void aRunThatIsNotUnderstoodIsLeftOutAndTold() throws SQLException {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(1));
      train(archive, spec(2));
    }
    execute("UPDATE run SET spec = '{\"epochs\": \"warp\"}' WHERE id = 1");
    execute("UPDATE run SET state = 'dreaming' WHERE id = 2");
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs()).isEmpty();
      assertThat(archive.limitation().orElseThrow())
          .contains("2 runs cannot be read", "run 1 (", "epochs is a text", "run 2 (", "dreaming");
    }
  }

  @Test
  void wordsOfALaterVersionAreShownAndKeptAndOnlyRefusedToBeTrained() throws SQLException {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(1));
    }
    String later =
        "{\"format\": 2, \"strategy\": \"wiping\", \"importance\": 3, \"warp\": {\"x\": [1.50, true]}}";
    execute("UPDATE run SET spec = '%s' WHERE id = 1".formatted(later));
    try (Archive archive = Archive.open(folder)) {
      ExperimentSpec spec = archive.runs().getFirst().spec();
      assertThat(archive.limitation()).isEmpty();
      assertThat(spec.method()).isEqualTo("wiping");
      assertThat(SpecJson.write(spec))
          .contains("\"strategy\" : \"wiping\"", "\"importance\" : 3", "\"x\" : [ 1.50, true ]");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(spec::requireKnown)
          .withMessageContaining("does not know strategy wiping")
          .withMessageContaining("warp");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> SpecJson.read(later, "my.json"))
          .withMessageContaining("strategy is \"wiping\"");
    }
  }

  @Test
  void anArchiveThatMayOnlyBeReadShowsEverything() {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(1));
    }
    try (Archive archive = Archive.openForReading(folder, "the disk is read-only")) {
      assertThat(archive.isWritable()).isFalse();
      assertThat(archive.runs()).hasSize(1);
      assertThat(archive.matrices(1)).hasSize(3);
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> archive.annotate(1, "note", List.of()))
          .withMessageContaining("can only be read: the disk is read-only");
    }
  }

  @Test
  void anOlderArchiveIsBroughtUpToDateAndABrokenStepChangesNothing() throws SQLException {
    try (Archive archive = Archive.open(folder)) {
      train(archive, spec(1));
    }
    Path file = folder.resolve("palimpsest.db");
    List<String> later = new ArrayList<>(Schema.scripts());
    later.add("later.sql");
    Database.open(file, later).close();
    String version = Integer.toString(Schema.VERSION + 1);
    assertThat(value("PRAGMA user_version")).isEqualTo(version);
    assertThat(value("SELECT colour FROM run")).isEqualTo("grey");
    List<String> broken = new ArrayList<>(later);
    broken.add("broken.sql");
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> Database.open(file, broken));
    assertThat(value("PRAGMA user_version")).isEqualTo(version);
    assertThat(value("SELECT count(*) FROM pragma_table_info('run') WHERE name = 'shape'"))
        .isEqualTo("0");
    assertThat(value("SELECT count(*) FROM run")).isEqualTo("1");
  }

  @Test
  void aFullDiskIsToldAndNoNumberIsLostOnceThereIsRoomAgain() {
    Path file = folder.resolve("palimpsest.db");
    ExperimentSpec spec = SpecDraft.of(spec(1)).with(TaskLength.EPOCHS, "60").toSpec();
    long id;
    try (Archive archive = Archive.open(folder);
        Session session = archive.openSession()) {
      id = session.add(List.of(spec), folder).getFirst();
    }
    try (Database database = Database.open(file)) {
      database.write(connection -> {
        long pages = Query.number(connection, "PRAGMA page_count");
        return Query.number(connection, "PRAGMA max_page_count = " + pages);
      });
      RunRecorder recorder =
          new RunRecorder(
              database,
              id,
              new RunTable.Recorded(spec, CheckpointFilesTest.MARK, true),
              folder.resolve("run"),
              1000);
      ScriptedTraining.free()
          .run(spec, folder, new RunControl(), palimpsest.experiment.Checkpoints.NONE, recorder);
      assertThat(recorder.takeErrors()).anyMatch(text -> text.contains("the disk is full"));
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> recorder.leave(RunState.FINISHED, ""))
          .withMessageContaining("the disk is full");
      database.write(connection -> Query.number(connection, "PRAGMA max_page_count = 100000"));
      recorder.leave(RunState.FINISHED, "");
    }
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.FINISHED);
      assertThat(scores(archive, id).epochs()).hasSize(180);
    }
  }

  @Test
  void aRunThatBringsTheProgramDownTwiceAtOnePlaceIsPaused() {
    try (Archive archive = Archive.open(folder)) {
      long id = breakOff(archive, archive.openSession(), spec(1));
      for (RunState expected : List.of(RunState.WAITING, RunState.PAUSED)) {
        Session next = archive.openSession();
        assertThat(next.adopt(List.of())).extracting(ArchivedRun::state).containsExactly(expected);
        next.setState(id, RunState.RUNNING, "");
        next.close();
      }
      assertThat(archive.log(id))
          .extracting(LogLine::text)
          .anyMatch(text -> text.contains("ended twice"));
    }
  }

  @Test
  void howLongRunsTakeIsJudgedByRunsLikeThem() {
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.estimatedSeconds(List.of(spec(1)), folder)).isNaN();
      train(archive, spec(1));
      assertThat(archive.estimatedSeconds(List.of(spec(2), spec(3)), folder))
          .isCloseTo(24, within(1e-9));
      // Who was stopped or deleted tells nothing.
      ExperimentSpec more = SpecDraft.of(spec(4)).with(TaskLength.EPOCHS, "7").toSpec();
      leave(archive, more, RunState.STOPPED);
      archive.delete(List.of(train(archive, more)));
      assertThat(archive.estimatedSeconds(List.of(spec(2), spec(3)), folder))
          .isCloseTo(24, within(1e-9));
      ExperimentSpec replay =
          SpecDraft.of(spec(2)).with(Strategies.ALL.choice(), "replay").toSpec();
      assertThat(archive.estimatedSeconds(List.of(replay), folder)).isGreaterThan(12);
      ExperimentSpec longer = SpecDraft.of(spec(2)).with(TaskLength.EPOCHS, "4").toSpec();
      // Twice as long, but for the test before the first epoch.
      assertThat(archive.estimatedSeconds(List.of(longer), folder)).isBetween(20.0, 24.0);
    }
  }

  @Test
  void eachSystemHasItsPlaceForTheArchive() {
    assertThat(ArchivePlace.of("Linux", "/home/a", Map.of()))
        .isEqualTo(Path.of("/home/a/.local/share/palimpsest"));
    assertThat(ArchivePlace.of("Linux", "/home/a", Map.of("XDG_DATA_HOME", "/data")))
        .isEqualTo(Path.of("/data/palimpsest"));
    assertThat(ArchivePlace.of("Mac OS X", "/Users/a", Map.of()))
        .isEqualTo(Path.of("/Users/a/Library/Application Support/Palimpsest"));
    assertThat(ArchivePlace.of("Windows 11", "/c", Map.of("LOCALAPPDATA", "/c/local")))
        .isEqualTo(Path.of("/c/local/Palimpsest"));
    assertThat(ArchivePlace.of("Linux", "/home/a", Map.of("PALIMPSEST_ARCHIVE", "/mine")))
        .isEqualTo(Path.of("/mine"));
    assertThat(Archive.defaultFolder().toString()).contains("target");
  }

  private static ExperimentSpec spec(long seed) {
    return SpecDraft.of(MadeUpRuns.spec(2))
        .with(CommonSettings.SEED, Long.toString(seed))
        .with(CommonSettings.OBSERVE_FISHER, "true")
        .toSpec();
  }

  private static long train(Archive archive, ExperimentSpec spec) {
    return leave(archive, spec, RunState.FINISHED);
  }

  private static long leave(Archive archive, ExperimentSpec spec, RunState state) {
    try (Session session = archive.openSession()) {
      long id = session.add(List.of(spec), archive.folder()).getFirst();
      RunRecorder recorder = session.record(id, 1000);
      ScriptedTraining.free()
          .run(spec, archive.folder(), new RunControl(), recorder.checkpoints(), recorder);
      recorder.leave(state, "");
      return id;
    }
  }

  /** Leaves a run as a process that was killed leaves it. */
  private static long breakOff(Archive archive, Session session, ExperimentSpec spec) {
    long id = session.add(List.of(spec), archive.folder()).getFirst();
    session.setState(id, RunState.RUNNING, "");
    session.close();
    assertThat(archive.find(id).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);
    return id;
  }

  private static Scores scores(Archive archive, long id) {
    return Objects.requireNonNull(archive.scores(List.of(id)).get(id));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"))) {
      return Query.first(connection, sql, row -> Query.text(row, 1)).orElse("");
    }
  }
}
