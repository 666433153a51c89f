package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.action.Action;
import palimpsest.experiment.Presets;

/** The form in the real window, filled and mended with mouse and keys. */
class FormWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    bench = OpenBench.in(folder).presets(Presets.all()).open();
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
  void theTopmostWrongFieldComesFirstAndItsNoticeGoesWhenItIsMended() {
    hands.choose("#field-strategy", "replay");
    hands.type("#field-tasks", "9");
    hands.type("#field-buffer", "0");
    FxToolkit.run(() -> hands.node("#field-epochs").requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the upper one", () -> hands.node("#field-buffer").isFocused());
    assertThat(hands.text("#notice-text")).startsWith("Buffer size is \"0\"");
    hands.type("#field-buffer", "5");
    FxToolkit.await("no notice", () -> !hands.visible("#notice"));
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the lower one", () -> hands.node("#field-tasks").isFocused());
    hands.press(KeyCode.DELETE);
    hands.press(KeyCode.BACK_SPACE);
    FxToolkit.await(
        "empty", () -> hands.text("#complaint-tasks").startsWith("Tasks is empty, but must be"));
  }

  @Test
  void aPresetIsChosenByItsKeyAlsoWhileOneWrites() {
    hands.type("#field-epochs", "7");
    hands.press(KeyCode.ALT, KeyCode.DIGIT2);
    FxToolkit.await("the preset", () -> hands.text("#plan").startsWith("Starts 8 runs"));
    assertThat(FxToolkit.get(() -> hands.node(".preset-row").getAccessibleHelp()))
        .startsWith("Notebook (8 runs)")
        .endsWith("Alt+2");
    assertThat(hands.text("#field-epochs")).as("nothing was written").isNotEqualTo("72");
    hands.press(KeyCode.ALT, KeyCode.DIGIT1);
    FxToolkit.await("another", () -> hands.text("#plan").startsWith("Starts 3 runs"));
  }

  @Test
  void thePaletteChoosesAPreset() {
    hands.press(KeyCode.CONTROL, KeyCode.K);
    for (char letter : "NOTEBOOK".toCharArray()) {
      hands.press(KeyCode.valueOf(String.valueOf(letter)));
    }
    List<String> offered =
        FxToolkit.get(() ->
            ((ListView<?>) hands.node("#palette-offers"))
                .getItems().stream().map(offer -> ((Action) offer).title()).toList());
    assertThat(offered).first().isEqualTo("Preset: Notebook");
    hands.press(KeyCode.ENTER);
    FxToolkit.await("eight runs", () -> hands.text("#plan").startsWith("Starts 8 runs"));
    assertThat(preset()).isEqualTo("Notebook (8 runs)");
  }

  @Test
  void theNameOfAChangedPresetIsReadInFull() {
    ComboBox<?> presets = (ComboBox<?>) hands.node("#preset");
    for (int place = 1; place < presets.getItems().size(); place++) {
      int chosen = place;
      FxToolkit.run(() -> presets.getSelectionModel().select(chosen));
      FxToolkit.run(() -> hands.node("#field-epochs", TextField.class).setText("77"));
      FxToolkit.await("another name", () -> preset().endsWith(", changed"));
      FxToolkit.frame();
      assertThat(FxToolkit.get(() -> ((Text) presets.getButtonCell().lookup(".text")).getText()))
          .isEqualTo(preset());
      assertThat(FxToolkit.get(() -> presets.getParent().getAccessibleHelp())).startsWith(preset());
    }
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
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("nothing of it elsewhere", () -> !hands.visible("#notice"));
  }

  @Test
  void goOnWithNothingToGoOnSaysSo() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    FxToolkit.await(
        "why not", () -> hands.text("#notice-text").startsWith("There is nothing to go on with"));
    hands.press(KeyCode.CONTROL, KeyCode.O);
    FxToolkit.await(
        "why not", () -> hands.text("#notice-text").startsWith("\"Open run\" is for one run"));
  }

  @Test
  void exportsThatLackChosenRunsSayWhereToChooseThem() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
    FxToolkit.await(
        "why not",
        () ->
            hands
                .text("#notice-text")
                .equals("\"Export runs as folders\" is for chosen runs: choose them in Runs."));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    FxToolkit.await(
        "why not", () -> hands.text("#notice-text").startsWith("The notebook's figures are made"));
  }
}
