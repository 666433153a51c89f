package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import palimpsest.archive.Archive;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.session.EventFeed;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.status.StatusBar;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.PeriodicTask;
import palimpsest.chart.ChartTheme;
import palimpsest.data.DataRecord;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.learning.TaskLength;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;

/**
 * What eight hours bring, in seconds: a hundred runs, 15,000 epochs, 200,000 batches, sent to the
 * pages as fast as they take them.
 */
@SuppressWarnings("NullAway.Init") // JavaFX makes them, on its own thread
@Isolated
class LongSessionTest {

  private static final int RUNS = 100;
  private static final int EPOCHS = 50;
  private static final int BATCHES_OF_EPOCH = 14;

  /** A fraction of what 80 runs' events, let alone their matrices, take if they are kept. */
  private static final long MOST_GROWTH = 5_000_000;

  @TempDir Path folder;

  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private Archive archive;
  private TrainingQueue queue;
  private RunViewModel runs;
  private Stage stage;
  private PeriodicTask periodicTask;
  private QueueListener ears;
  private List<Long> ids;

  @BeforeEach
  void open() {
    FxToolkit.start();
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, silent(), () -> folder);
    List<ExperimentSpec> specs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      specs.add(spec(run));
    }
    ids = queue.add(specs);
    FxToolkit.run(() -> {
      Notices notices = new Notices();
      runs =
          new RunViewModel(
              queue,
              archive,
              notices,
              new BackgroundExecutor(background, Platform::runLater, notices::showError));
      ears = EventFeed.of(runs);
      WindowTheme windowTheme = new WindowTheme(false);
      Pictures pictures =
          new Pictures(
              new Settings(),
              name -> Optional.empty(),
              notices,
              new BackgroundExecutor(background, Platform::runLater, notices::showError));
      LiveView live = new LiveView(runs, windowTheme, pictures, spec -> {});
      QueuePanel panel = new QueuePanel(runs, runs::show, () -> {});
      panel.openProperty().set(true);
      StatusBar status = new StatusBar(runs);
      VBox.setVgrow(live, Priority.ALWAYS);
      panel.setPrefHeight(220);
      Scene scene = new Scene(new VBox(live, panel, status), 900, 900);
      windowTheme.apply(scene);
      stage = new Stage();
      stage.setScene(scene);
      stage.show();
      periodicTask =
          new PeriodicTask(
              Duration.ofMillis(50),
              Platform::runLater,
              () -> {
                long now = System.nanoTime();
                runs.pulse(now);
                status.pulse(now);
              });
      periodicTask.start();
    });
  }

  @AfterEach
  void close() {
    FxToolkit.run(() -> {
      periodicTask.stop();
      stage.hide();
    });
    closing.countDown();
    queue.close();
    background.shutdown();
    archive.close();
  }

  @Test
  void memoryStaysFlatAndTheLivePageStillRedraws() {
    for (int run = 0; run < 20; run++) {
      send(run, EPOCHS);
    }
    long early = usedHeap();
    for (int run = 20; run < RUNS - 1; run++) {
      send(run, EPOCHS);
    }
    assertThat(leastGrowth(early)).as("bytes of heap gained over 79 runs").isLessThan(MOST_GROWTH);

    send(RUNS - 1, 1);
    long before = FxToolkit.get(this::inked);
    send(RUNS - 1, EPOCHS);
    FxToolkit.await("its curve to grow", () -> inked() > before + 30);
  }

  /** Trains nothing and tells nothing: all that the pages hear comes from the test. */
  private RunExecutor silent() {
    return (spec, data, control, checkpoints, listener) -> {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new Problem("The test is over.");
    };
  }

  /** Reports a run up to so many epochs of its last task; its end only if there are all. */
  private void send(int run, int lastEpochs) {
    long id = ids.get(run);
    ExperimentSpec spec = spec(run);
    List<TaskScore> initial =
        List.of(new TaskScore(3, 0), new TaskScore(3, 0), new TaskScore(3, 0));
    ears.onEvent(
        id,
        new RunEvent.Started(
            spec,
            ScriptedTraining.TASKS,
            ScriptedTraining.LAYOUT,
            "CPU, 2 threads",
            2,
            DataRecord.NOT_RECORDED,
            initial));
    FxToolkit.await("run " + run, () -> shownIs("run " + run));
    for (int task = 0; task < 3; task++) {
      for (int epoch = 0; epoch < (task == 2 ? lastEpochs : EPOCHS); epoch++) {
        for (int batch = 1; batch <= BATCHES_OF_EPOCH; batch++) {
          ears.onEvent(id, progress(task, epoch, batch));
        }
        ears.onEvent(id, new RunEvent.EpochEnded(ScriptedTraining.scores(spec, task, epoch)));
      }
      ears.onEvent(
          id, new RunEvent.LogMessage("Measured something of " + ScriptedTraining.TASKS.get(task)));
    }
    if (lastEpochs == EPOCHS) {
      ears.onEvent(
          id,
          new RunEvent.Ended(
              new RunResult(
                  spec,
                  ScriptedTraining.TASKS,
                  "CPU, 2 threads",
                  new Scores(initial, List.of()),
                  RunResult.Ending.COMPLETE,
                  288,
                  new double[0])));
    }
    int epochs = 2 * EPOCHS + lastEpochs;
    FxToolkit.await("its epochs", () -> shown().curves().epochs().size() == epochs);
    FxToolkit.frame();
  }

  private boolean shownIs(String name) {
    var run = runs.shownProperty().get();
    return run != null && run.name().equals(name);
  }

  private palimpsest.bench.session.RunModel shown() {
    return java.util.Objects.requireNonNull(runs.shownProperty().get());
  }

  private static RunEvent progress(int task, int epoch, int batch) {
    double done = (task + (epoch + batch / 14.0) / EPOCHS) / 3;
    return new RunEvent.Progress(
        task, 3, epoch, EPOCHS, batch, BATCHES_OF_EPOCH, done, 3410, 288 * (1 - done), 1);
  }

  private long inked() {
    Node figure = stage.getScene().lookup("#figure-accuracy");
    WritableImage image = figure.snapshot(null, null);
    int colour = ChartTheme.LIGHT.colour(0).getRGB();
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getPixelReader().getArgb(x, y) == colour) {
          count++;
        }
      }
    }
    return count;
  }

  /** What is kept, however long it is waited for; caches and pictures go after a while. */
  private static long leastGrowth(long early) {
    long growth = usedHeap() - early;
    for (int again = 0; again < 20 && growth >= MOST_GROWTH; again++) {
      FxToolkit.frame();
      growth = usedHeap() - early;
    }
    return growth;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      FxToolkit.frame();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static ExperimentSpec spec(int run) {
    return SpecDraft.initial()
        .with(CommonSettings.NAME, "run " + run)
        .with(TaskLength.EPOCHS, Integer.toString(EPOCHS))
        .toSpec();
  }
}
