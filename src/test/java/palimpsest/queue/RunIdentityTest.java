package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.chart.CurveGroup;
import palimpsest.data.IdxFiles;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.SpecDraft;
import palimpsest.export.NotebookFigures;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

/**
 * Whatever becomes of a database and of the folders beside it, nothing of one run is taken for
 * another's, and nothing is lost.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunIdentityTest {

  private static final SpecDraft SMALL =
      SpecDraft.initial()
          .with(DataSettings.TRAIN_LIMIT, "60")
          .with(DataSettings.TEST_LIMIT, "20")
          .with(ScenarioSettings.JOINED_TASKS, "0,1")
          .with(BaseNet.CHANNELS, "2")
          .with(BaseNet.HIDDEN_UNITS, "6")
          .with(TaskLength.EPOCHS, "1")
          .with(TaskLength.BATCH_SIZE, "20")
          .with(Strategies.ALL.choice(), "ewc")
          .with(FisherSettings.REPRESENTATION, "diagonal")
          .with(Ewc.IMPORTANCE, "1");

  @TempDir Path folder;

  @Test
  void aNewRunStartsAfreshWhereTheDatabaseOfAKilledOneWasMovedAway() throws Exception {
    for (SpecDraft other :
        List.of(
            SMALL.with(CommonSettings.SEED, "2"),
            SMALL,
            SMALL.with(Strategies.ALL.choice(), "fine-tuning"),
            SMALL.with(CommonSettings.PRECISION, "float64"),
            SMALL.with(BaseNet.HIDDEN_UNITS, "7"))) {
      Path killed = killed(SMALL.toSpec());
      deleteDatabase(killed);
      List<String> before = contents(killed.resolve("runs/000001"));
      assertThat(before).isNotEmpty();
      assertThat(train(killed, other.toSpec())).isEqualTo(fresh(other.toSpec()));
      assertThat(number(killed)).isEqualTo(2);
      assertThat(contents(killed.resolve("runs/000001"))).isEqualTo(before);
    }
  }

  @Test
  void aNewRunIsNumberedAboveTheFoldersWhereAnOlderDatabaseWasRestored() throws Exception {
    Path archive = folder.resolve("restored");
    train(archive, SMALL.toSpec());
    Path backup = folder.resolve("backup.db");
    Files.copy(archive.resolve("palimpsest.db"), backup);
    train(archive, SMALL.with(CommonSettings.SEED, "2").toSpec());
    train(archive, SMALL.with(CommonSettings.SEED, "3").toSpec());
    List<String> before = contents(archive.resolve("runs"));
    deleteDatabase(archive);
    Files.copy(backup, archive.resolve("palimpsest.db"));
    ExperimentSpec spec = SMALL.with(CommonSettings.SEED, "4").toSpec();
    assertThat(train(archive, spec)).isEqualTo(fresh(spec));
    assertThat(number(archive)).isEqualTo(4);
    assertThat(contents(archive.resolve("runs"))).containsAll(before);
  }

  @Test
  void aFolderThatIsThereBeforeItsRunBeganIsMovedAside() throws Exception {
    Path killed = killed(SMALL.toSpec());
    Path archive = folder.resolve("waiting");
    ExperimentSpec spec = SMALL.with(CommonSettings.SEED, "2").toSpec();
    try (Archive opened = Archive.open(archive);
        Session session = opened.openSession()) {
      assertThat(session.add(List.of(spec), images())).containsExactly(1L);
    }
    copy(killed.resolve("runs"), archive.resolve("runs"));
    List<String> before = contents(archive.resolve("runs/000001"));
    assertThat(resume(archive, Experiment::run)).isEqualTo(RunState.FINISHED);
    assertThat(weights(archive)).isEqualTo(fresh(spec));
    assertThat(contents(archive.resolve("runs/000001.set-aside-1"))).isEqualTo(before);
    try (Archive opened = Archive.open(archive)) {
      assertThat(opened.log(1))
          .extracting(LogLine::text)
          .anyMatch(text -> text.contains("was there before the run began"));
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsRefusedAndBothAreKept() throws Exception {
    Path one = paused(SMALL.toSpec(), 5);
    Path two = paused(SMALL.with(CommonSettings.SEED, "2").toSpec(), 5);
    for (String name : List.of("checkpoint.npz", "term-0.npz")) {
      Path archive = folder.resolve("mixed-" + name);
      copy(two, archive);
      Path file = archive.resolve("runs/000001").resolve(name);
      byte[] own = Files.readAllBytes(file);
      Files.copy(
          one.resolve("runs/000001").resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
      List<String> before = contents(archive.resolve("runs"));
      assertThat(resume(archive, Experiment::run)).isEqualTo(RunState.FAILED);
      assertThat(reason(archive))
          .contains(name + " is not a file of run 1: it belongs to the run with the id ")
          .contains("Nothing was changed.");
      assertThat(contents(archive.resolve("runs"))).isEqualTo(before);
      Files.write(file, own);
      assertThat(resume(archive, Experiment::run)).isEqualTo(RunState.FINISHED);
      assertThat(weights(archive)).isEqualTo(fresh(SMALL.with(CommonSettings.SEED, "2").toSpec()));
    }
  }

  @Test
  void aCheckpointOfAnotherSpecificationIsRefused() throws Exception {
    for (String change :
        List.of(
            "'$.seed', 2",
            "'$.\"hidden-units\"', 7",
            "'$.precision', 'float64'",
            "'$.shares', 7")) {
      Path archive = paused(SMALL.toSpec(), 2);
      change(archive, "UPDATE run SET spec = json_set(spec, " + change + ")");
      List<String> before = contents(archive.resolve("runs"));
      assertThat(resume(archive, Experiment::run)).as(change).isEqualTo(RunState.FAILED);
      assertThat(reason(archive)).contains("was written for another specification than run 1");
      assertThat(contents(archive.resolve("runs"))).isEqualTo(before);
    }
  }

  @Test
  void aRunIsNotResumedOnOtherImagesAndGoesOnWhenItsOwnAreBack() throws Exception {
    Path data = folder.resolve("data");
    writeImages(data, 0);
    ExperimentSpec spec =
        SMALL
            .with(DataSettings.IMAGES, "fellowship")
            .with(ScenarioSettings.JOINED_TASKS, "0")
            .toSpec();
    String whole = train(folder.resolve("whole"), spec);
    Path archive = paused(spec, 2);
    writeImages(data, 1);
    assertThat(resume(archive, Experiment::run)).isEqualTo(RunState.FAILED);
    assertThat(reason(archive)).contains("when it read other images", "Put those images back");
    writeImages(data, 0);
    assertThat(resume(archive, Experiment::run)).isEqualTo(RunState.FINISHED);
    assertThat(weights(archive)).isEqualTo(whole);
    try (Archive opened = Archive.open(archive)) {
      assertThat(opened.runs().getFirst().data().sources())
          .extracting(source -> "%s %s %s".formatted(source.task(), source.part(), source.files()))
          .containsExactly(
              "MNIST training [train-images-idx3-ubyte, train-labels-idx1-ubyte]",
              "MNIST test [t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte]");
      assertThat(opened.stretches(1)).hasSize(2);
    }
  }

  @Test
  void runsOfOneSeedOnDifferentImagesAreComparedAsTwoConfigurations() {
    Path archive = folder.resolve("compared");
    SpecDraft draft =
        SMALL.with(DataSettings.IMAGES, "fellowship").with(ScenarioSettings.JOINED_TASKS, "0");
    for (int pixel : new int[] {0, 1, 0}) {
      writeImages(images(), pixel);
      train(archive, draft.with(CommonSettings.SEED, "1").toSpec());
    }
    try (Archive opened = Archive.open(archive)) {
      List<CurveGroup> groups = CurveGroup.of(NotebookFigures.curves(opened, opened.runs()));
      List<String> data = opened.runs().stream().map(run -> run.data().label()).toList();
      assertThat(data.get(0)).isEqualTo(data.get(2)).isNotEqualTo(data.get(1));
      assertThat(groups)
          .extracting(CurveGroup::label)
          .containsExactly(
              "EWC, Diagonal · " + data.get(0),
              "EWC, Diagonal · " + data.get(0) + " · repeat 2",
              "EWC, Diagonal · " + data.get(1));
      assertThat(groups).extracting(group -> group.members().size()).containsOnly(1);
    }
  }

  @Test
  void aMatrixAndWeightsOfAnotherRunAreNotShown() throws Exception {
    Path archive = folder.resolve("two");
    train(archive, SMALL.toSpec());
    train(archive, SMALL.with(CommonSettings.SEED, "2").toSpec());
    Path from = archive.resolve("runs/000001");
    Path to = archive.resolve("runs/000002");
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (Archive opened = Archive.open(archive)) {
      for (ArchivedMatrix matrix : opened.matrices(1)) {
        assertThat(opened.read(matrix).images()).isEqualTo(60);
      }
      assertThat(opened.matrices(2)).hasSize(2);
      for (ArchivedMatrix matrix : opened.matrices(2)) {
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> opened.read(matrix))
            .withMessageContaining("is not a file of run 2");
      }
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> opened.weightsOf(2))
          .withMessageContaining("is not a file of run 2");
      assertThat(opened.result(1).orElseThrow().weights()).isNotEmpty();
      assertThat(opened.isComplete()).isTrue();
      assertThat(opened.result(2).orElseThrow().weights()).isEmpty();
      assertThat(opened.isComplete()).isFalse();
      assertThat(opened.limitation().orElseThrow()).contains("is not a file of run 2");
      opened.delete(List.of(1L, 2L));
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> opened.purge(Duration.ofSeconds(-1)))
          .withMessageContaining("000002 was not deleted");
      assertThat(from).doesNotExist();
      assertThat(to.resolve("weights.npz")).exists();
    }
  }

  /** An archive as a process leaves it that was killed while it trained, checkpoints and all. */
  private Path killed(ExperimentSpec spec) throws IOException {
    Path live = Files.createTempDirectory(folder, "live");
    Path killed = Files.createTempDirectory(folder, "killed");
    int[] batches = {0};
    RunExecutor copying =
        (specification, data, control, checkpoints, listener) ->
            Experiment.run(
                specification,
                data,
                control,
                checkpoints,
                event -> {
                  listener.accept(event);
                  if (event instanceof RunEvent.Progress && ++batches[0] == 5) {
                    copy(live, killed);
                  }
                });
    train(live, spec, copying);
    assertThat(killed.resolve("runs/000001/checkpoint.npz")).exists();
    return killed;
  }

  /** An archive with a run that was paused behind a batch. */
  private Path paused(ExperimentSpec spec, int batches) throws Exception {
    Path archive = Files.createTempDirectory(folder, "paused");
    int[] heard = {0};
    RunExecutor pausing =
        (specification, data, control, checkpoints, listener) ->
            Experiment.run(
                specification,
                data,
                control,
                checkpoints,
                event -> {
                  listener.accept(event);
                  if (event instanceof RunEvent.Progress && ++heard[0] == batches) {
                    control.pause();
                  }
                });
    try (Archive opened = Archive.open(archive);
        TrainingQueue queue = new TrainingQueue(opened, pausing, this::images, 0)) {
      queue.add(List.of(spec));
      queue.awaitIdle();
      assertThat(opened.runs()).extracting(ArchivedRun::state).doesNotContain(RunState.FINISHED);
    }
    return archive;
  }

  private Path images() {
    return folder.resolve("data");
  }

  private RunState resume(Path archive, RunExecutor runExecutor) throws InterruptedException {
    try (Archive opened = Archive.open(archive);
        TrainingQueue queue = new TrainingQueue(opened, runExecutor, this::images, 0)) {
      if (queue.adopt().isEmpty()) {
        queue.goOn(1);
      } else if (queue.runs().getFirst().state() == RunState.PAUSED) {
        queue.resume();
      }
      queue.awaitIdle();
      return opened.runs().getFirst().state();
    }
  }

  private String train(Path archive, ExperimentSpec spec) {
    return train(archive, spec, Experiment::run);
  }

  private String train(Path archive, ExperimentSpec spec, RunExecutor runExecutor) {
    try (Archive opened = Archive.open(archive);
        TrainingQueue queue = new TrainingQueue(opened, runExecutor, this::images, 0)) {
      queue.add(List.of(spec));
      queue.awaitIdle();
      assertThat(opened.runs().getLast().state())
          .as(opened.runs().getLast().reason())
          .isEqualTo(RunState.FINISHED);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return weights(archive);
  }

  /** The weights that a run comes to which nothing is beside. */
  private String fresh(ExperimentSpec spec) {
    return Arrays.toString(
        Experiment.run(spec, images(), new RunControl(), Checkpoints.NONE, event -> {}).weights());
  }

  private static String weights(Path archive) {
    try (Archive opened = Archive.open(archive)) {
      long last = opened.runs().getLast().id();
      return Arrays.toString(opened.result(last).orElseThrow().weights());
    }
  }

  private static long number(Path archive) {
    try (Archive opened = Archive.open(archive)) {
      return opened.runs().getLast().id();
    }
  }

  private static String reason(Path archive) {
    try (Archive opened = Archive.open(archive)) {
      return opened.runs().getFirst().reason();
    }
  }

  private static void change(Path archive, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + archive.resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void deleteDatabase(Path archive) throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("palimpsest.db")) {
          Files.delete(file);
        }
      }
    }
  }

  /** Names and bytes of the files in a folder. */
  private static List<String> contents(Path where) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(where)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.add(where.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.toString().endsWith("-shm")) {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sixty training images and twenty test images, the first pixel of which is a given one. */
  private static void writeImages(Path data, int pixel) {
    Path raw = data.resolve("MNIST/raw");
    for (String part : List.of("train", "t10k")) {
      int count = part.equals("train") ? 60 : 20;
      byte[] images = IdxFiles.images(count, 28, 28);
      images[16] = (byte) pixel;
      IdxFiles.write(raw.resolve(part + "-images-idx3-ubyte"), images);
      IdxFiles.write(raw.resolve(part + "-labels-idx1-ubyte"), IdxFiles.cycle(count));
    }
  }
}
