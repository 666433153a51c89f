package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.RunState;
import palimpsest.experiment.Presets;

class WalkthroughTest {

  @TempDir Path folder;

  @Test
  void trainsComparesWhatItTrainedAndClosesTheWindow() {
    FxToolkit.start();
    ScriptedTraining training = new ScriptedTraining();
    training.allowEpochs(1000);
    try (OpenBench bench = OpenBench.in(folder).training(training).presets(Presets.all()).open()) {
      FxToolkit.run(bench.window::walkThrough);
      FxToolkit.await(
          "a comparison",
          Duration.ofMinutes(1),
          () ->
              bench.stage.getScene().lookup("#compare-count") instanceof Labeled count
                  && count.getText().startsWith("3 of"));
      FxToolkit.await("the end", Duration.ofMinutes(1), () -> !bench.stage.isShowing());
      assertThat(bench.archive.runs())
          .hasSize(3)
          .allSatisfy(run -> assertThat(run.state()).isEqualTo(RunState.FINISHED));
    }
  }
}
