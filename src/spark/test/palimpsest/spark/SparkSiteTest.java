package palimpsest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;
import palimpsest.setting.SettingValues;
import palimpsest.site.Cluster;
import palimpsest.site.PreparedSweep;
import palimpsest.site.Sites;
import palimpsest.site.SlurmSite;
import palimpsest.site.SweepQueue;
import palimpsest.strategy.Strategies;

/**
 * Runs that a small Spark cluster on this machine trains have the bits that they have here,
 * whatever is killed and whichever process follows them.
 */
@Timeout(600)
class SparkSiteTest {

  private static final String CLUSTER = "local-cluster[2,1,1024]";

  private static final SpecDraft SMALL =
      SpecDraft.initial()
          .with(DataSettings.IMAGES, "glyphs")
          .with(DataSettings.TRAIN_LIMIT, "40")
          .with(DataSettings.TEST_LIMIT, "20")
          .with(BaseNet.CHANNELS, "4")
          .with(BaseNet.HIDDEN_UNITS, "16");

  @TempDir Path folder;

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Long> resumed = new CopyOnWriteArrayList<>();

  @BeforeEach
  void requireSpark() throws IOException {
    String home = System.getenv().getOrDefault("SPARK_HOME", "");
    assumeTrue(
        Files.isDirectory(Path.of(home, "jars")),
        "SPARK_HOME names no Spark. \"mvn -Pspark verify\" makes one.");
    String jar = System.getProperty("spark.jars", "");
    assumeTrue(
        !jar.isEmpty() && Files.isRegularFile(Path.of(jar)),
        "-Dspark.jars names no jar of the program. \"mvn -Pspark verify\" builds it.");
    assumeTrue(
        ProcessHandle.current().info().commandLine().isPresent(),
        "This system does not tell which of its processes are executors.");
    Path release = Path.of(home, "RELEASE");
    if (!Files.exists(release)) {
      // By this file Spark knows that it is installed, not being developed.
      Files.createFile(release);
    }
  }

  /** Each executor of a cluster on this machine has a folder with a copy of the jar. */
  @AfterEach
  void deleteWork() throws IOException {
    Path work = Path.of(System.getenv().getOrDefault("SPARK_HOME", ""), "work");
    if (Files.isDirectory(work)) {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Test
  void runsHaveTheSameBitsAsHereThoughAnExecutorIsKilled() throws InterruptedException {
    List<ExperimentSpec> specs = new ArrayList<>();
    for (String strategy : List.of("fine-tuning", "ewc", "replay")) {
      specs.add(spec(strategy, 2, 42));
      specs.add(spec(strategy, 2, 43));
    }
    CountDownLatch training = new CountDownLatch(1);
    try (Archive archive = Archive.open(folder.resolve("archive"));
        SweepQueue queue = queue(archive)) {
      queue.listen(listener(training));
      List<Long> ids = submit(queue, specs);
      training.await();
      kill(executors().getFirst());
      queue.awaitIdle();
      assertThat(errors).isEmpty();
      assertThat(archive.runs()).extracting(ArchivedRun::id).containsExactlyElementsOf(ids);
      requireAsHere(archive, ids, specs);
    }
    // One more than there are runs: that of the executor that was killed began twice.
    assertThat(eventFiles()).isGreaterThan(specs.size());
    awaitExecutorsEnd();
  }

  @Test
  void whatAProcessLeavesTheNextContinues() throws InterruptedException {
    List<ExperimentSpec> specs = List.of(spec("ewc", 20, 42), spec("replay", 20, 43));
    List<Long> ids = begin(specs);
    assertThat(files("checkpoint.npz")).isPositive();
    awaitExecutorsEnd();
    try (Archive archive = Archive.open(folder.resolve("archive"));
        SweepQueue queue = queue(archive)) {
      assertThat(archive.runs()).allMatch(run -> run.state() == RunState.WAITING);
      queue.listen(listener(new CountDownLatch(1)));
      assertThat(queue.adopt()).isEqualTo(ids);
      queue.awaitIdle();
      assertThat(errors).isEmpty();
      assertThat(resumed).isNotEmpty();
      requireAsHere(archive, ids, specs);
    }
  }

  /** Submits runs, and ends the following of them when one trains. */
  private List<Long> begin(List<ExperimentSpec> specs) throws InterruptedException {
    CountDownLatch training = new CountDownLatch(1);
    try (Archive archive = Archive.open(folder.resolve("archive"));
        SweepQueue queue = queue(archive)) {
      queue.listen(listener(training));
      List<Long> ids = submit(queue, specs);
      training.await();
      return ids;
    }
  }

  @Test
  void aRunThatIsPausedKeepsItsStateAndContinues() throws InterruptedException {
    List<ExperimentSpec> specs = List.of(spec("ewc", 20, 42));
    CountDownLatch training = new CountDownLatch(1);
    try (Archive archive = Archive.open(folder.resolve("archive"));
        SweepQueue queue = queue(archive)) {
      queue.listen(listener(training));
      List<Long> ids = submit(queue, specs);
      training.await();
      queue.pause(ids);
      queue.awaitIdle();
      assertThat(archive.get(ids.getFirst()).state()).isEqualTo(RunState.PAUSED);
      assertThat(files("checkpoint.npz")).isEqualTo(1);
      queue.resume(ids);
      queue.awaitIdle();
      assertThat(errors).isEmpty();
      assertThat(resumed).isEqualTo(ids);
      requireAsHere(archive, ids, specs);
    }
  }

  @Test
  void settingsThatCannotBeAreNamed() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(
            () -> Sites.named(CLUSTER).open(CLUSTER, values().with(SlurmSite.CPUS, 2)).close())
        .withMessage(
            "cpus-per-task is 2, and a worker of local-cluster[2,1,1024] has 1 cores. Give at most"
                + " that many.");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Sites.named("spark").open("spark", values()).close())
        .withMessageContaining("local-cluster[2,1,1024]");
    try (Cluster cluster = Sites.named("spark://host:7077").open("spark://host:7077", values())) {
      assertThat(cluster.jobs("sweep")).isEmpty();
    }
  }

  private static ExperimentSpec spec(String strategy, int epochs, long seed) {
    return SMALL
        .with(Strategies.ALL.choice(), strategy)
        .with(TaskLength.EPOCHS, Integer.toString(epochs))
        .with(CommonSettings.SEED, Long.toString(seed))
        .toSpec();
  }

  private SettingValues values() {
    return SettingValues.INITIAL
        .with(SlurmSite.FOLDER, folder.resolve("sweeps").toString())
        .with(SparkSite.EXECUTOR_MEMORY, "512m");
  }

  private SweepQueue queue(Archive archive) {
    return new SweepQueue(
        archive, (address, values) -> Sites.named(address).open(address, values), 100);
  }

  private List<Long> submit(SweepQueue queue, List<ExperimentSpec> specs) {
    PreparedSweep prepared = queue.prepare(specs, folder, CLUSTER, values());
    return queue.submit(prepared, prepared.script());
  }

  private QueueListener listener(CountDownLatch training) {
    return new QueueListener() {
      @Override
      public void onEvent(long run, RunEvent event) {
        if (event instanceof RunEvent.EpochEnded) {
          training.countDown();
        }
        if (event instanceof RunEvent.Resumed) {
          resumed.add(run);
        }
      }

      @Override
      public void onError(long run, String sentence) {
        errors.add(sentence);
      }

      @Override
      public void queueChanged() {}
    };
  }

  private void requireAsHere(Archive archive, List<Long> ids, List<ExperimentSpec> specs) {
    for (int i = 0; i < ids.size(); i++) {
      ArchivedRun run = archive.get(ids.get(i));
      assertThat(run.state()).as(run.reason()).isEqualTo(RunState.FINISHED);
      RunResult there = archive.result(run.id()).orElseThrow();
      RunResult here = here(run.spec());
      assertThat(run.spec().title()).isEqualTo(specs.get(i).title());
      assertThat(there.weights()).isNotEmpty().isEqualTo(here.weights());
      assertThat(there.scores().epochs())
          .extracting(EpochScores::tests)
          .isEqualTo(here.scores().epochs().stream().map(EpochScores::tests).toList());
    }
  }

  private RunResult here(ExperimentSpec spec) {
    Path own = folder.resolve("here-" + System.nanoTime());
    try (Archive archive = Archive.open(own);
        TrainingQueue queue = new TrainingQueue(archive, Experiment::run, () -> folder)) {
      long id = queue.add(List.of(spec)).getFirst();
      queue.awaitIdle();
      return archive.result(id).orElseThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(one ->
            one.info()
                .commandLine()
                .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                .isPresent())
        .toList();
  }

  /** Those of a connection that was closed end soon. */
  private static void awaitExecutorsEnd() {
    executors().forEach(one -> one.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }

  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
  }

  private long eventFiles() {
    return count(name -> name.startsWith("events-"));
  }

  private long files(String name) {
    return count(name::equals);
  }

  private long count(Predicate<String> names) {
    try (Stream<Path> files = Files.walk(folder.resolve("sweeps"))) {
      return files.filter(file -> names.test(file.getFileName().toString())).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
