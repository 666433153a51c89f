package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;

/** The form in the real window, filled and mended with mouse and keys. */
class FormWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    bench = new OpenBench(folder, new ScriptedTraining(), SpecDraft.initial(), Presets.all());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void runWithAWrongValueLeadsToItsField() {
    hands.type("#field-batch", "0");
    FxToolkit.run(() -> hands.node("#field-epochs").requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the field", () -> hands.node("#field-batch").isFocused());
    assertThat(hands.text("#notice-text"))
        .isEqualTo("Batch size is \"0\", but must be a whole number from 1 to 65,536.");
    assertThat(bench.archive.runs()).isEmpty();
  }

  @Test
  void aPresetThatWasChangedSaysSoUntilItIsChosenAgain() {
    ComboBox<?> presets = (ComboBox<?>) hands.node("#preset");
    FxToolkit.run(() -> presets.getSelectionModel().select(2));
    FxToolkit.await("eight runs", () -> hands.text("#plan").startsWith("Starts 8 runs"));
    assertThat(preset()).isEqualTo("Notebook (8 runs)");
    hands.type("#field-epochs", "3");
    FxToolkit.await("another name", () -> preset().equals("Notebook, changed"));
    FxToolkit.run(() -> presets.getSelectionModel().select(2));
    FxToolkit.await("the preset again", () -> preset().equals("Notebook (8 runs)"));
    assertThat(hands.text("#field-epochs")).isNotEqualTo("3");
  }

  /** What the closed box shows, which need not be what its value would read. */
  private String preset() {
    return ((ComboBox<?>) hands.node("#preset")).getButtonCell().getText();
  }

  @Test
  void theExportOfAnEmptyComparisonSaysWhyNothingHappens() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT4);
    for (KeyCode key : List.of(KeyCode.E, KeyCode.T)) {
      hands.press(KeyCode.CONTROL, key);
      FxToolkit.await(
          "why", () -> hands.text("#notice-text").startsWith("There is nothing to export yet"));
    }
  }
}
