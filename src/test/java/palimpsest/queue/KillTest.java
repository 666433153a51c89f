package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;

/**
 * A process that trains is killed, with SIGKILL, at random instants, and each time another resumes.
 * In the end every number, every weight and every matrix is the same, to the bit, as of processes
 * that were left alone.
 */
@SuppressWarnings("NullAway.Init") // each test makes its own list of images
class KillTest {

  /** The property that repeats a test of which the random instants were these. */
  private static final String SEED = "palimpsest.kill.seed";

  /** Archives whose processes are killed at the same time; the runs are dealt out to them. */
  private static final int ARCHIVES = 2;

  /** Kills of each archive's processes. */
  private static final int KILLS = 10;

  /** Kills of these are while the process starts and opens the archive. */
  private static final int KILLS_AT_THE_START = 2;

  /** How long after its first event a process is killed, at most. */
  private static final int LATEST_MILLIS = 1200;

  private static final int STARTING_MILLIS = 2500;

  /** Each process has another number of threads, which is not to change a bit. */
  private static final int MOST_THREADS = 3;

  private static final String CHECKPOINT_SECONDS = "0.15";

  /** How a process begins a line about a run, unlike the lines of libraries. */
  private static final Pattern EVENT = Pattern.compile("^\\d+ ");

  /** What is compared: all that does not depend on the clock. */
  private static final List<String> NUMBERS =
      List.of(
          "SELECT run, tested_task, loss, accuracy, images, other_accuracy FROM initial_score ORDER"
              + " BY 1, 2",
          "SELECT run, task, epoch, training_loss, training_accuracy, replayed_accuracy FROM epoch"
              + " ORDER BY 1, 2, 3",
          "SELECT run, task, epoch, tested_task, loss, accuracy, images, other_accuracy FROM score"
              + " ORDER BY 1, 2, 3, 4",
          "SELECT run, task, epoch, batch, batches, tested_task, loss, accuracy, images,"
              + " other_accuracy FROM batch_score ORDER BY 1, 2, 3, 4, 6",
          "SELECT run, task, epoch, tested_task, true_class, predicted_class, count FROM confusion"
              + " ORDER BY 1, 2, 3, 4, 5, 6",
          "SELECT run, task, epoch, batch, loss FROM batch ORDER BY 1, 2, 3, 4",
          "SELECT run, key, value FROM metric ORDER BY 1, 2",
          "SELECT run, representation, moment, task, images, file FROM matrix ORDER BY 1, 2, 3",
          "SELECT id, spec, state, reason, done, task_names, parameters, layout, data FROM run"
              + " ORDER BY 1");

  @TempDir Path folder;

  private OwnList own;

  @BeforeEach
  void ownImages() {
    own = OwnList.in(settings());
    OwnSets.add("mine", OwnFiles.npz(folder.resolve("a.npz"), 6, 20, 8, 8), "", ReadOptions.NONE);
  }

  @AfterEach
  void back() {
    own.close();
  }

  private Path settings() {
    return folder.resolve("settings");
  }

  @Test
  void whateverIsKilledGoesOnToTheSameBits() {
    long seed = Long.getLong(SEED, System.nanoTime());
    Random seeds = new Random(seed);
    List<Killing> all =
        IntStream.range(0, ARCHIVES)
            .mapToObj(
                i -> new Killing(folder.resolve("archive-" + i), i, new Random(seeds.nextLong())))
            .toList();
    assertThatCode(
            () -> {
              try (ExecutorService threads = Executors.newFixedThreadPool(ARCHIVES)) {
                for (Future<?> one : threads.invokeAll(all)) {
                  one.get();
                }
              }
            })
        .as(() -> "with -D%s=%d, killed after %s".formatted(SEED, seed, all))
        .doesNotThrowAnyException();
  }

  /** The processes of one archive, and what became of them. */
  private final class Killing implements Callable<Boolean> {

    private final Path folder;
    private final int part;
    private final Random random;
    private final List<String> lines = new ArrayList<>();

    /** How often a process was killed having last said something. */
    private final TreeMap<String, Integer> killsAfter = new TreeMap<>();

    Killing(Path folder, int part, Random random) {
      this.folder = folder;
      this.part = part;
      this.random = random;
    }

    @Override
    public String toString() {
      return killsAfter.toString();
    }

    @Override
    public Boolean call() throws Exception {
      Path killed = folder.resolve("killed");
      Path quiet = folder.resolve("quiet");
      int rounds = 1;
      queue(killed, 0);
      queue(quiet, 0);
      giveIdentities(killed, quiet);
      Process undisturbed = start(quiet, 1);
      CompletableFuture<List<String>> said =
          CompletableFuture.supplyAsync(() -> undisturbed.inputReader().lines().toList());
      int kills = 0;
      while (kills < KILLS) {
        if (nothingWaits(killed)) {
          queue(killed, rounds);
          rounds++;
        }
        Process child = start(killed, 1 + random.nextInt(MOST_THREADS));
        CountDownLatch begun = new CountDownLatch(1);
        Thread reading = read(child, begun);
        boolean ended;
        if (kills < KILLS_AT_THE_START) {
          ended = child.waitFor(random.nextInt(STARTING_MILLIS), TimeUnit.MILLISECONDS);
        } else {
          begun.await();
          ended = child.waitFor(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
        }
        child.toHandle().destroyForcibly();
        child.waitFor();
        reading.join();
        if (!ended) {
          kills++;
          killsAfter.merge(lastLine(), 1, Integer::sum);
        } else {
          assertThat(child.exitValue()).as("%s", lines).isZero();
        }
        assertThat(integrity(killed)).isEqualTo("ok");
      }
      finish(killed, 1 + random.nextInt(MOST_THREADS));

      assertThat(undisturbed.waitFor()).as("%s", said.get()).isZero();
      for (int round = 1; round < rounds; round++) {
        queue(quiet, round);
      }
      giveIdentities(killed, quiet);
      finish(quiet, 2);
      for (String numbers : NUMBERS) {
        assertThat(rows(killed, numbers)).as(numbers).isNotEmpty().isEqualTo(rows(quiet, numbers));
      }
      assertThat(files(killed)).isNotEmpty().isEqualTo(files(quiet));
      for (String file : files(quiet)) {
        assertThat(killed.resolve(file)).hasSameBinaryContentAs(quiet.resolve(file));
      }
      try (Archive archive = Archive.open(killed)) {
        assertThat(archive.runs())
            .hasSize(rounds * specs(0).size())
            .extracting(ArchivedRun::state)
            .containsOnly(RunState.FINISHED);
      }
      return true;
    }

    private List<ExperimentSpec> specs(int round) {
      List<ExperimentSpec> all = KillTest.specs(round);
      return IntStream.range(0, all.size())
          .filter(i -> i % ARCHIVES == part)
          .mapToObj(all::get)
          .toList();
    }

    private void queue(Path archiveFolder, int round) {
      try (Archive archive = Archive.open(archiveFolder);
          Session session = archive.openSession()) {
        session.add(specs(round), archiveFolder);
      }
    }

    private void finish(Path folder, int threads) throws Exception {
      Process child = start(folder, threads);
      read(child, new CountDownLatch(1)).join();
      assertThat(child.waitFor()).as("%s", lines).isZero();
    }

    /** Reads what a process says; the latch opens when it trains. */
    private Thread read(Process child, CountDownLatch begun) {
      lines.clear();
      return Thread.ofVirtual()
          .start(() -> {
            try (BufferedReader reader = child.inputReader()) {
              for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (EVENT.matcher(line).lookingAt()) {
                  begun.countDown();
                }
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } finally {
              begun.countDown();
            }
          });
    }

    private String lastLine() {
      return lines.stream()
          .filter(line -> EVENT.matcher(line).lookingAt())
          .reduce((earlier, later) -> later)
          .map(line -> EVENT.matcher(line).replaceFirst(""))
          .orElse("nothing");
    }
  }

  private static List<ExperimentSpec> specs(int round) {
    SpecDraft draft = SpecDraft.initial();
    draft = draft.with(DataSettings.IMAGES, "glyphs").with(ScenarioSettings.JOINED_TASKS, "0,1,2");
    draft = draft.with(DataSettings.TRAIN_LIMIT, "160").with(DataSettings.TEST_LIMIT, "60");
    draft = draft.with(BaseNet.CHANNELS, "2").with(BaseNet.HIDDEN_UNITS, "8");
    draft = draft.with(TaskLength.EPOCHS, "2").with(TaskLength.BATCH_SIZE, "16");
    draft = draft.with(BufferSettings.SIZE, "40").with(NaturalReplay.DAMPING, "0.1");
    draft = draft.with(Ewc.IMPORTANCE, "1").with(CommonSettings.OBSERVE_FISHER, "true");
    draft = draft.with(CommonSettings.SHARES, "3");
    draft = draft.with(CommonSettings.SEED, Integer.toString(42 + round));
    SpecDraft base = draft;
    return Stream.of(
            "strategy=natural-replay; representation=k-fac",
            "strategy=ewc;"
                + " representation=dense,diagonal,k-fac,ek-fac,quasi-diagonal,block-diagonal",
            "strategy=replay,fine-tuning",
            "strategy=joint,cumulative,gdumb,der,der++,er-ace,a-gem,gem,si,mas,lwf,ocar,owm,gpm;"
                + " epochs=1",
            "strategy=online-ewc,ncl; representation=k-fac; estimator=sampled; epochs=1",
            "strategy=combination; rehearsal=der++; penalty=si; distillation=lwf;"
                + " gradient-rule=natural-gradient,owm; representation=k-fac; epochs=1",
            "strategy=replay; classifier=class-means; memory=ring,balanced,quota;"
                + " draw=balanced,all; epochs=1",
            "strategy=replay; optimizer=sgd; momentum=0.9; reset-optimizer=true,false;"
                + " evaluate=task-end; evaluate-tasks=seen; evaluate-images=20",
            "strategy=ewc; representation=diagonal; optimizer=adam,adamw; iterations=25;"
                + " evaluate=every-batches; evaluate-batches=7",
            "scenario=permuted; images=glyph-digits; task-count=3; strategy=ewc;"
                + " representation=k-fac",
            "scenario=split; classes=10; incremental=task; active-classes=task; blur=0.2;"
                + " strategy=replay; evaluate=every-batches; evaluate-batches=7",
            "images=mine; scenario=split; classes=2; network=mlp; widths=12; strategy=der++,ewc;"
                + " representation=k-fac; epochs=1")
        .flatMap(grid -> Grid.read(grid).over(base).stream())
        .toList();
  }

  /** Every file names its run's random id, so that files are the same only if the ids are. */
  private static void giveIdentities(Path from, Path to) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + to.resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '%s' AS killed".formatted(from.resolve("palimpsest.db")));
      statement.execute(
          "UPDATE run SET identity = (SELECT identity FROM killed.run AS other"
              + " WHERE other.id = run.id)");
    }
  }

  private static boolean nothingWaits(Path folder) {
    try (Archive archive = Archive.open(folder)) {
      return archive.runs().stream().allMatch(run -> run.state().isOver());
    }
  }

  private Process start(Path folder, int threads) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Djava.awt.headless=true",
            "-Dpalimpsest.settings=" + settings(),
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            TrainingProcess.class.getName(),
            folder.toString(),
            CHECKPOINT_SECONDS);
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return builder.redirectErrorStream(true).start();
  }

  private static String integrity(Path folder) throws SQLException {
    return rows(folder, "PRAGMA integrity_check").getFirst();
  }

  private static List<String> rows(Path folder, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getObject(column)));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }
}
