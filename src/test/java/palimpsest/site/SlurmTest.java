package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.machine.Restart;
import palimpsest.network.BaseNet;
import palimpsest.queue.QueueListener;
import palimpsest.setting.SettingValues;

/**
 * Sweeps on a real Slurm: the same bits as here, and nothing lost and nothing twice, whatever
 * happens to jobs, programs and the process that follows them. Skipped where no Slurm answers.
 */
@SuppressWarnings("NullAway.Init") // each test makes its own
@Execution(ExecutionMode.CONCURRENT)
@Timeout(900)
class SlurmTest {

  private static final long MILLIS = 200;

  private static final Map<ExperimentSpec, RunResult> HERE = new HashMap<>();

  @TempDir static Path home;

  @TempDir Path folder;

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore news = new Semaphore(0);
  private Archive archive;
  private SweepQueue queue;
  private SettingValues values;

  @BeforeEach
  void openArchive() {
    assumeTrue(answers(), "no Slurm answers: sinfo fails (\".ci/slurm-up\" starts one)");
    archive = Archive.open(folder.resolve("archive"));
    queue = open();
    values = SettingValues.INITIAL.with(SlurmSite.FOLDER, folder.resolve("shared").toString());
  }

  @AfterEach
  void closeAll() {
    if (queue != null) {
      queue.close();
      archive.close();
    }
  }

  private static boolean answers() {
    try {
      return HostProcess.run(List.of("sinfo"), in -> {}).code() == 0;
    } catch (palimpsest.problem.Problem missing) {
      return false;
    }
  }

  private SweepQueue open() {
    return open(SlurmTest::quick);
  }

  private SweepQueue open(SweepQueue.Reach reach) {
    SweepQueue opened = new SweepQueue(archive, reach, MILLIS);
    opened.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            events.add(event);
            news.release();
          }

          @Override
          public void onError(long run, String sentence) {
            errors.add(sentence);
            news.release();
          }

          @Override
          public void queueChanged() {
            news.release();
          }
        });
    return opened;
  }

  /** Slurm, which is asked more often than people would. */
  private static Cluster quick(String address, SettingValues values) {
    return new Slurm(new LocalHost(), values, MILLIS / 1e3);
  }

  @Test
  void aSweepComesToTheSameBitsAsHere() throws Exception {
    List<ExperimentSpec> specs =
        Grid.read("strategy=natural-replay,der++; seeds=1-2").over(small("1"));
    List<Long> ids = submit(specs);
    queue.awaitIdle();
    assertThat(errors).isEmpty();
    requireFinished(ids);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aClusterBehindSshIsTheSame() throws Exception {
    Optional<Sshd> sshd = Sshd.start(folder.resolve("sshd"));
    assumeTrue(sshd.isPresent(), "Debian's openssh-server is missing, or the user is not root");
    try (Sshd server = sshd.orElseThrow()) {
      queue.close();
      queue = open((address, given) -> new Slurm(server.host(), given, MILLIS / 1e3));
      List<ExperimentSpec> specs =
          Grid.read("strategy=natural-replay,der++")
              .over(small("2").with(CommonSettings.OBSERVE_FISHER, "true"));
      List<Long> ids = submit(specs);
      queue.awaitIdle();
      assertThat(errors).isEmpty();
      requireFinished(ids);
      requireSameAsHere(ids, specs);
      assertThat(archive.matrices(ids.getFirst())).hasSize(3);
      queue.close();
    }
  }

  @Test
  void aCancelledRunKeepsItsStateAndResumes() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++").over(small("60"));
    List<Long> ids = submit(specs);
    awaitTraining();
    queue.pause(ids);
    await(() -> states(ids).contains(RunState.PAUSED));
    events.clear();
    queue.resume(ids);
    queue.awaitIdle();
    requireFinished(ids);
    assertThat(events).anyMatch(event -> event instanceof RunEvent.Resumed);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aStoppedRunResumes() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++").over(small("60"));
    List<Long> ids = submit(specs);
    awaitTraining();
    queue.stop(ids);
    await(() -> states(ids).contains(RunState.STOPPED));
    assertThat(archive.result(ids.getFirst()).orElseThrow().weights()).isNotEmpty();
    queue.close();
    queue = open();
    events.clear();
    assertThat(queue.resume(ids)).isEqualTo(ids);
    queue.awaitIdle();
    requireFinished(ids);
    assertThat(events).anyMatch(event -> event instanceof RunEvent.Resumed);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aRunThatReachesItsTimeLimitWaitsAgainAndResumes() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++").over(small("60"));
    List<Long> ids = submit(specs);
    awaitTraining();
    events.clear();
    // What Slurm sends a minute before the limit.
    run("scancel", "--signal=USR1", "--batch", job());
    await(() -> events.stream().anyMatch(event -> event instanceof RunEvent.Ended));
    // Slurm lets a job wait for two minutes that was started again.
    await(() -> runs().anyMatch(run -> run.status().contains("PENDING")));
    run("scontrol", "update", "JobId=" + job(), "StartTime=now");
    queue.awaitIdle();
    requireFinished(ids);
    assertThat(events).anyMatch(event -> event instanceof RunEvent.Resumed);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aProgramThatIsKilledIsStartedAgain() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++").over(small("60"));
    List<Long> ids = submit(specs);
    awaitTraining();
    events.clear();
    kill(process ->
        commandLine(process).contains(sweepFolder() + "/000001")
            && commandLine(process).contains("palimpsest.Main"));
    await(() -> runs().anyMatch(run -> run.status().contains("PENDING")));
    run("scontrol", "update", "JobId=" + job(), "StartTime=now");
    queue.awaitIdle();
    requireFinished(ids);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aJobThatIsKilledWholeIsSubmittedAgain() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++").over(small("60"));
    List<Long> ids = submit(specs);
    awaitTraining();
    // The job's script and its program: Slurm sees the job fail, and the run says nothing.
    kill(process -> commandLine(process).contains(sweepFolder()));
    queue.awaitIdle();
    requireFinished(ids);
    requireSameAsHere(ids, specs);
  }

  @Test
  void aSweepIsFollowedAgainByAnotherProcess() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++; seeds=1-2").over(small("10"));
    List<Long> ids = submit(specs);
    awaitTraining();
    queue.close();
    assertThat(states(ids)).doesNotContain(RunState.PAUSED, RunState.INTERRUPTED);
    queue = open();
    assertThat(queue.adopt()).containsExactlyElementsOf(ids);
    queue.awaitIdle();
    requireFinished(ids);
    for (long id : ids) {
      assertThat(archive.log(id).stream().filter(line -> line.kind().equals("started")))
          .as("the log, which is not written twice")
          .hasSize(1);
      assertThat(archive.scoresWithConfusion(id).epochs()).hasSize(30);
    }
    requireSameAsHere(ids, specs);
  }

  @Test
  void aRunThatFailsByItselfSaysWhy() throws Exception {
    ExperimentSpec failing =
        small("1")
            .with(CommonSettings.DEVICE, "cuda:7")
            .with(DataSettings.TEST_LIMIT, "20")
            .toSpec();
    List<Long> ids = submit(List.of(failing, small("1").toSpec()));
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FAILED, RunState.FINISHED);
    assertThat(archive.get(ids.getFirst()).reason()).contains("cuda:7");
  }

  @Test
  void aJobThatNeverStartsSaysWhatItWaitsForAndCanBeEnded() throws Exception {
    values = values.with(SlurmSite.OPTIONS, "--begin=now+1hour");
    List<Long> ids = submit(List.of(small("1").toSpec()));
    await(() -> runs().anyMatch(run -> run.status().equals("PENDING (BeginTime)")));
    assertThat(states(ids)).containsExactly(RunState.WAITING);
    queue.pause(ids);
    await(() -> states(ids).contains(RunState.PAUSED));
    assertThat(archive.log(ids.getFirst()))
        .extracting(LogLine::text)
        .anyMatch(text -> text.contains("Its job was ended"));
  }

  private List<Long> submit(List<ExperimentSpec> specs) {
    PreparedSweep prepared = queue.prepare(specs, folder.resolve("data"), "slurm", values);
    return queue.submit(prepared, prepared.script());
  }

  /** A run of a network so small that an epoch takes a moment. */
  static SpecDraft small(String epochs) {
    return SpecDraft.initial()
        .with(DataSettings.TRAIN_LIMIT, "40")
        .with(DataSettings.TEST_LIMIT, "20")
        .with(BaseNet.CHANNELS, "2")
        .with(BaseNet.HIDDEN_UNITS, "8")
        .with(TaskLength.EPOCHS, epochs)
        .with(TaskLength.BATCH_SIZE, "10")
        .with(CommonSettings.OBSERVE_FISHER, "false");
  }

  /** Compares with what is trained here, by a process of its own, bit for bit. */
  private void requireSameAsHere(List<Long> ids, List<ExperimentSpec> specs) throws Exception {
    for (int i = 0; i < ids.size(); i++) {
      RunResult there = archive.result(ids.get(i)).orElseThrow();
      RunResult wanted = here(specs.get(i));
      assertThat(there.weights()).isNotEmpty().isEqualTo(wanted.weights());
      assertThat(withoutTimes(there)).isEqualTo(withoutTimes(wanted));
    }
  }

  /** The result of a run here; of equal ones the first is trained. */
  private static synchronized RunResult here(ExperimentSpec spec) throws Exception {
    RunResult known = HERE.get(spec);
    if (known != null) {
      return known;
    }
    Path folder = home.resolve("here-" + HERE.size());
    try (Archive archive = Archive.open(folder)) {
      long id;
      try (Session session = archive.openSession()) {
        id = session.add(List.of(spec), folder).getFirst();
      }
      List<String> command = program("palimpsest.queue.TrainingProcess");
      command.addAll(List.of(folder.toString(), "1000"));
      HostProcess.Bytes trained = HostProcess.run(command, in -> {});
      assertThat(trained.code()).as(trained.text().error()).isZero();
      RunResult result = archive.result(id).orElseThrow();
      HERE.put(spec, result);
      return result;
    }
  }

  /** A Java that starts quickly, as most of a short run is the start. */
  private static List<String> program(String main) {
    List<String> command = new ArrayList<>(Restart.command(main, List.of()));
    command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return command;
  }

  private static List<Object> withoutTimes(RunResult result) {
    return List.of(
        result.initial(),
        result.epochs().stream()
            .map(scores ->
                List.of(
                    scores.task(),
                    scores.epoch(),
                    scores.trainingLoss(),
                    scores.trainingAccuracy(),
                    scores.replayedAccuracy(),
                    scores.tests()))
            .toList());
  }

  private void requireFinished(List<Long> ids) {
    assertThat(states(ids))
        .as(() -> ids.stream().map(archive::log).toList().toString())
        .containsOnly(RunState.FINISHED);
  }

  private List<RunState> states(List<Long> ids) {
    return ids.stream().map(archive::get).map(ArchivedRun::state).toList();
  }

  private void awaitTraining() throws InterruptedException {
    await(() -> events.stream().anyMatch(event -> event instanceof RunEvent.EpochEnded));
  }

  private String job() {
    return runs().findFirst().orElseThrow().job();
  }

  private Stream<SweepStanding.Run> runs() {
    return queue.standings().stream().flatMap(sweep -> sweep.runs().stream());
  }

  private String sweepFolder() {
    try (Stream<Path> sweeps = Files.list(folder.resolve("shared"))) {
      return sweeps.findFirst().orElseThrow().toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void kill(Predicate<ProcessHandle> which) {
    List<ProcessHandle> found = ProcessHandle.allProcesses().filter(which).toList();
    assertThat(found).isNotEmpty();
    found.forEach(ProcessHandle::destroyForcibly);
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())))
          .replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }

  private static void run(String... command) {
    HostProcess.Bytes answer = HostProcess.run(List.of(command), in -> {});
    assertThat(answer.code()).as(answer.text().error()).isZero();
  }

  /** Waits for a condition that news of the queue, or the cluster by itself, may bring about. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      boolean _ = news.tryAcquire(MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
