package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.data.Subset;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecJson;
import palimpsest.experiment.SpecLayout;
import palimpsest.experiment.TaskScore;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.network.Arithmetic;

/** An archive as version 0.1.0 wrote it is opened without loss, and its paused run resumes. */
@Execution(ExecutionMode.CONCURRENT)
class Version010Test {

  @TempDir Path folder;

  @BeforeEach
  void copy() throws Exception {
    Path archive =
        Path.of(Objects.requireNonNull(Version010Test.class.getResource("archive-0.1.0")).toURI());
    try (Stream<Path> files = Files.walk(archive)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(archive.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }

  @Test
  void everyRunIsShownWithWhatItMeantAndItsDataIsNotRecorded() {
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs())
          .extracting(ArchivedRun::id)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 9L);
      assertThat(archive.deleted()).extracting(ArchivedRun::id).containsExactlyInAnyOrder(6L, 8L);
      for (ArchivedRun run : archive.runs()) {
        assertThat(run.spec().subset()).isEqualTo(Subset.FIRST);
        assertThat(run.spec().arithmetic()).isEqualTo(Arithmetic.LAYERS);
        assertThat(run.spec().shares()).as("the threads that it began with").isEqualTo(2);
        assertThat(run.data().isRecorded()).isFalse();
        assertThat(run.data().lines()).containsExactly("not recorded");
        assertThat(archive.stretches(run.id()))
            .singleElement()
            .extracting(Stretch::device, Stretch::threads)
            .containsExactly("CPU, 2 threads, float32", 2);
        assertThat(archive.scores(List.of(run.id()))).isNotEmpty();
        if (run.id() < 6) {
          assertThat(archive.matrices(run.id())).hasSize(3);
          archive.matrices(run.id()).forEach(archive::read);
          assertThat(archive.result(run.id()).orElseThrow().weights()).isNotEmpty();
        }
      }
      assertThat(archive.limitation()).isEmpty();
    }
  }

  @Test
  void thePausedRunGoesOnToTheWeightsOfTheUninterruptedOne() {
    try (Archive archive = Archive.open(folder);
        Session session = archive.openSession()) {
      ArchivedRun run = session.adopt(List.of(9L)).getFirst();
      RunRecorder recorder = session.record(run.id(), 1000);
      Experiment.run(run.spec(), folder, new RunControl(), recorder.checkpoints(), recorder);
      recorder.leave(RunState.FINISHED, "");
      double[] weights = archive.result(9).orElseThrow().weights();
      double[] expected =
          doubles(
              Objects.requireNonNull(
                  Npz.read(folder.resolve("run-9-uninterrupted-weights.npz")).get("flat")));
      double difference = 0;
      double norm = 0;
      assertThat(weights).hasSameSizeAs(expected);
      for (int i = 0; i < weights.length; i++) {
        difference += (weights[i] - expected[i]) * (weights[i] - expected[i]);
        norm += expected[i] * expected[i];
      }
      assertThat(Math.sqrt(difference / norm)).isLessThan(1e-3);
      assertThat(archive.log(9)).extracting(LogLine::kind).contains("resumed");
      assertThat(archive.find(9).orElseThrow().data().isRecorded()).isFalse();
      assertThat(archive.stretches(9)).hasSize(2);
    }
  }

  @Test
  void aCheckpointThatNamesNoRunIsTakenForNoRunThatHasAnId() throws IOException {
    try (Archive archive = Archive.open(folder);
        Session session = archive.openSession()) {
      ExperimentSpec spec = archive.find(9).orElseThrow().spec();
      long id = session.add(List.of(spec), folder).getFirst();
      assertThat(id).isEqualTo(10);
      Files.createDirectories(archive.folderOf(id));
      Files.copy(
          archive.folderOf(9).resolve("checkpoint.npz"),
          archive.folderOf(id).resolve("checkpoint.npz"));
      RunRecorder recorder = session.record(id, 1000);
      assertThat(recorder.checkpoints().last(palimpsest.experiment.MadeUpRuns.ANY_CHECKPOINT))
          .as("it lies aside")
          .isEmpty();
      assertThat(archive.folderOf(9).resolve("checkpoint.npz")).exists();
    }
  }

  @Test
  void whatThatVersionDidNotCountIsNotRecorded() {
    try (Archive archive = Archive.open(folder)) {
      Scores scores = archive.scoresWithConfusion(1);
      assertThat(scores.epochs()).isNotEmpty();
      assertThat(scores.epochs().getLast().tests())
          .isNotEmpty()
          .allMatch(TaskScore::isEvaluated)
          .allMatch(score -> score.images() == 0 && !score.confusion().isRecorded());
      assertThat(archive.limitation()).isEmpty();
    }
  }

  @Test
  void aResultOfThatVersionIsASpecification() {
    try (Archive archive = Archive.open(folder)) {
      assertThat(SpecJson.read(folder.resolve("run-9-result.json")))
          .isEqualTo(
              archive
                  .find(9)
                  .orElseThrow()
                  .spec()
                  .with(CommonSettings.SHARES, 0)
                  .with(Arithmetic.SETTING, Arithmetic.UNDECIDED));
    }
  }

  @Test
  void theViewHasEverySettingEvenIfTheOldArchiveCameWithoutIt() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("palimpsest.db");
    try (Connection connection = DriverManager.getConnection(url)) {
      Query.update(connection, "DROP VIEW runs");
    }
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.runs()).hasSize(7);
    }
    try (Connection connection = DriverManager.getConnection(url)) {
      List<String> columns =
          Query.list(
              connection, "SELECT name FROM pragma_table_info('runs')", row -> row.getString(1));
      assertThat(columns).containsAll(SpecLayout.keys().stream().map(Schema::column).toList());
      assertThat(Query.number(connection, "SELECT sum(observe_fisher) FROM runs")).isPositive();
    }
  }

  private static double[] doubles(NpyArray array) {
    float[] values = ((NpyArray.Floats) array).values();
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Test
  void onADiskThatCannotBeWrittenEverythingIsShownToo() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("palimpsest.db"));
    try (Archive archive = Archive.openForReading(folder, "the disk is read-only")) {
      assertThat(archive.runs())
          .extracting(ArchivedRun::id)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 9L);
      assertThat(archive.runs().getFirst().metrics())
          .containsKeys("average-accuracy", "average-anytime-accuracy");
      assertThat(archive.matrices(1)).hasSize(3);
      assertThat(archive.limitation().orElseThrow()).contains("the disk is read-only");
    }
    assertThat(Files.readAllBytes(folder.resolve("palimpsest.db"))).isEqualTo(before);
  }
}
