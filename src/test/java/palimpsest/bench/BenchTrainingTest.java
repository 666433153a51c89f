package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.strategy.Strategies;

/** The real window on the real training thread. */
class BenchTrainingTest {

  @TempDir Path folder;

  @Test
  void trainsShowsMatricesAndStopsWhenAsked() {
    FxToolkit.start();
    SpecDraft draft =
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), "natural-replay")
            .with(DataSettings.TRAIN_LIMIT, "256")
            .with(DataSettings.TEST_LIMIT, "60")
            .with(TaskLength.BATCH_SIZE, "64")
            .with(ScenarioSettings.JOINED_TASKS, "0,1")
            .with(TaskLength.EPOCHS, "2");
    AtomicInteger batchesAfterStop = new AtomicInteger();
    RunExecutor counting =
        (spec, images, control, checkpoints, listener) ->
            Experiment.run(
                spec,
                images,
                control,
                checkpoints,
                event -> {
                  if (event instanceof RunEvent.Progress && control.isStopping()) {
                    batchesAfterStop.incrementAndGet();
                  }
                  listener.accept(event);
                });
    try (OpenBench bench = OpenBench.in(folder).training(counting).start(draft).open()) {
      Stage stage = bench.stage;
      press(stage, "#run");
      FxToolkit.await(
          "the end",
          Duration.ofMinutes(2),
          () -> text(stage, "#status-place").startsWith("finished after"));
      FxToolkit.run(() -> bench.window.actions().get("page-fisher").handler().run());
      assertThat(
              FxToolkit.get(
                  () -> ((ComboBox<?>) stage.getScene().lookup("#matrix-chooser")).getItems()))
          .hasSize(2);

      FxToolkit.run(() ->
          ((javafx.scene.control.TextField) stage.getScene().lookup("#field-epochs"))
              .setText("10000"));
      press(stage, "#run");
      FxToolkit.await("training", () -> text(stage, "#status-place").contains("batch"));
      press(stage, "#stop");
      FxToolkit.await("the stop", () -> text(stage, "#status-place").startsWith("stopped after"));
      assertThat(batchesAfterStop.get()).as("batches ended after Stop").isLessThanOrEqualTo(1);
    }
  }

  private static void press(Stage stage, String button) {
    FxToolkit.run(() -> ((Button) stage.getScene().lookup(button)).fire());
  }

  private static String text(Stage stage, String id) {
    return ((Labeled) stage.getScene().lookup(id)).getText();
  }
}
