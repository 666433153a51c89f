package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.ComboBoxListViewSkin;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.action.Action;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.Theme;
import palimpsest.experiment.Presets;
import palimpsest.setting.Kind;

/** The form in the real window, filled and corrected with mouse and keys. */
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
    for (int task = 0; task < 3; task++) {
      hands.click("#task-" + task);
    }
    hands.type("#field-buffer", "0");
    FxToolkit.run(() -> hands.node("#field-epochs").requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the upper one", () -> hands.node("#field-buffer").isFocused());
    assertThat(hands.text("#notice-text")).startsWith("Buffer size is \"0\"");
    hands.type("#field-buffer", "5");
    FxToolkit.await("no notice", () -> !hands.visible("#notice"));
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the lower one", () -> hands.node("#task-0").isFocused());
    FxToolkit.await(
        "empty", () -> hands.text("#fault").equals("Tasks is empty: choose at least one task."));
    hands.click("#task-0");
    FxToolkit.await("no error", () -> !hands.visible("#fault"));
  }

  @Test
  void aLetterGoesToTheNextStrategyThatBeginsWithIt() {
    FxToolkit.run(() -> hands.node("#field-strategy").requestFocus());
    hands.press(KeyCode.L);
    FxToolkit.await("LwF", () -> strategy().equals("lwf"));
    hands.press(KeyCode.E);
    FxToolkit.await("no \"le\", so the next with E", () -> strategy().startsWith("e"));
    ComboBox<?> box = hands.node("#field-strategy", ComboBox.class);
    FxToolkit.run(() -> {
      box.getSelectionModel().selectLast();
      box.show();
    });
    FxToolkit.await(
        "the list opens at the choice",
        () ->
            ((ComboBoxListViewSkin<?>) box.getSkin())
                .getPopupContent().lookupAll(".list-cell").stream()
                    .anyMatch(cell ->
                        cell.isVisible()
                            && ((ListCell<?>) cell).getIndex() == box.getItems().size() - 1));
    hands.press(KeyCode.ESCAPE);
  }

  private String strategy() {
    return hands.node("#field-strategy", ComboBox.class).getValue()
            instanceof Kind.OneOf.Option<?> option
        ? option.key()
        : "";
  }

  @Test
  void otherImagesBringAllTheirTasks() {
    hands.choose("#field-images", "mnist");
    hands.choose("#field-scenario", "split");
    hands.type("#field-tasks-2", "3,4");
    FxToolkit.await("two of five tasks", () -> !hands.visible("#fault"));
    hands.type("#field-classes", "5");
    FxToolkit.await("all of two tasks", () -> hands.text("#field-tasks-2").equals("all"));
    assertThat(hands.visible("#fault")).isFalse();
    assertThat(hands.disabled("#run")).isFalse();
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
      FxToolkit.await("another name", () -> preset().startsWith("Changed from "));
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
    FxToolkit.await("another name", () -> preset().equals("Changed from Notebook"));
    FxToolkit.run(() -> presets.getSelectionModel().select(2));
    FxToolkit.await("the preset again", () -> preset().equals("Notebook (8 runs)"));
    assertThat(hands.text("#field-epochs")).isNotEqualTo("3");
  }

  @Test
  void aPresetThatIsNoLongerOneDoesNotKeepItsName() {
    hands.press(KeyCode.ALT, KeyCode.DIGIT3);
    FxToolkit.await("the preset", () -> preset().equals("Fine-tuning"));
    hands.choose("#field-strategy", "ewc");
    FxToolkit.await("another name", () -> preset().equals("Changed from Fine-tuning"));
    bench.close();
    Settings settings = OpenBench.settings();
    settings.read(new SettingsFile(folder.resolve("archive")).read());
    bench = OpenBench.in(folder).presets(Presets.all()).settings(settings).open();
    FxToolkit.await("the same", () -> preset().equals("Changed from Fine-tuning"));
  }

  @Test
  void tasksAreChosenByNameInTheOrderOfLearning() {
    assertThat(tasks()).containsExactly("1. Glyph digits", "2. Glyph garments", "3. Glyph signs");
    hands.click("#task-0");
    FxToolkit.await(
        "the others",
        () -> tasks().equals(List.of("Glyph digits", "1. Glyph garments", "2. Glyph signs")));
    hands.click("#task-0");
    FxToolkit.await(
        "it to be last",
        () -> tasks().equals(List.of("3. Glyph digits", "1. Glyph garments", "2. Glyph signs")));
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the run", () -> bench.archive.runs().size() == 1);
    assertThat(bench.archive.runs().getFirst().spec().tasks()).containsExactly(1, 2, 0);
    hands.choose("#field-images", "fellowship");
    FxToolkit.await(
        "their names",
        () -> tasks().equals(List.of("3. MNIST", "1. Fashion-MNIST", "2. Kuzushiji-MNIST")));
  }

  private List<String> tasks() {
    return Stream.of(0, 1, 2)
        .map(task -> hands.node("#task-" + task, CheckBox.class).getText())
        .toList();
  }

  @Test
  void whyTheFormCannotRunIsAlwaysInSightAndCoversAndMovesNothing() {
    Bounds epochs = place("#field-epochs");
    Bounds seed = place("#field-seed");
    hands.type("#field-epochs", "0");
    FxToolkit.await("why", () -> hands.visible("#fault"));
    assertThat(hands.text("#fault")).startsWith("Epochs is \"0\"");
    hands.type("#field-batch", "x");
    FxToolkit.await(
        "the one in hand", () -> hands.text("#fault").startsWith("Batch size is \"x\""));
    assertThat(hands.text("#fault")).endsWith("1 more value is wrong.");
    hands.click("#field-seed");
    assertThat(hands.text("#fault")).as("nothing has to be hovered").contains("Epochs is");
    assertThat(place("#field-epochs")).isEqualTo(epochs);
    assertThat(place("#field-seed")).isEqualTo(seed);
    Bounds fault = place("#fault");
    for (String field :
        List.of("#field-epochs", "#field-batch", "#field-seed", "#field-strategy")) {
      assertThat(fault.intersects(place(field))).as(field).isFalse();
    }
    assertThat(fault.getMinY()).isGreaterThanOrEqualTo(place("#setup").getMaxY());
    for (String wrong : List.of("#field-epochs", "#field-batch")) {
      assertThat(FxToolkit.get(() -> hands.node(wrong).getPseudoClassStates().toString()))
          .as("the field itself says it, too")
          .contains("danger");
    }
    hands.click("#fault");
    FxToolkit.await("the topmost", () -> hands.node("#field-epochs").isFocused());
  }

  @Test
  void theControlInUseStaysWhereItIsWhileOthersAppearAndDisappear() {
    for (int height : List.of(900, 560)) {
      FxToolkit.run(() -> bench.stage.setHeight(height));
      // Downwards: what appears is below.
      staysInPlace("#field-strategy", () -> hands.choose("#field-strategy", "ewc"));
      staysInPlace("#field-strategy", () -> hands.choose("#field-strategy", "natural-replay"));
      staysInPlace("#field-optimizer", () -> hands.choose("#field-optimizer", "adam"));
      staysInPlace("#field-clipping", () -> hands.choose("#field-clipping", "norm"));
      staysInPlace("#field-network", () -> hands.choose("#field-network", "mlp"));
      // Upwards: the epochs are above the iterations.
      staysInPlace("#field-iterations", () -> hands.type("#field-iterations", "50"));
      staysInPlace("#field-iterations", () -> hands.type("#field-iterations", "0"));
      // Another preset, chosen with a key, while a field far below is in use.
      staysInPlace("#field-batch", () -> hands.press(KeyCode.ALT, KeyCode.DIGIT2));
      staysInPlace("#field-batch", () -> hands.press(KeyCode.ALT, KeyCode.DIGIT3));
    }
  }

  @Test
  void aFieldThatMovesIntoMoreLosesItsLetterAndTheFormGoesOn() {
    hands.choose("#field-strategy", "fine-tuning");
    hands.click("#setup-more");
    FxToolkit.frame();
    FxToolkit.await("the folded settings", () -> hands.visible("#field-evaluate"));
    hands.choose("#field-evaluate", "every-batches");
    FxToolkit.await("its own setting", () -> hands.visible("#field-evaluate-batches"));
    hands.choose("#field-strategy", "natural-replay");
    hands.choose("#field-strategy", "fine-tuning");
    FxToolkit.await("still there", () -> hands.visible("#field-evaluate-batches"));
  }

  private void staysInPlace(String id, Runnable act) {
    FxToolkit.run(() -> hands.node(id).requestFocus());
    hands.bringIntoSight(id);
    FxToolkit.frame();
    double before = top(id);
    act.run();
    FxToolkit.frame();
    assertThat(top(id)).as(id).isCloseTo(before, within(1.0));
    assertThat(FxToolkit.get(() -> hands.node(id).isFocused())).as("%s is focused", id).isTrue();
  }

  @Test
  void whatWasTypedForAComponentIsThereWhenItIsChosenAgain() {
    hands.choose("#field-strategy", "ewc");
    hands.type("#field-importance", "33");
    hands.choose("#field-strategy", "natural-replay");
    FxToolkit.await("no importance", () -> hands.find("#field-importance") == null);
    hands.choose("#field-strategy", "ewc");
    FxToolkit.await("it again", () -> hands.find("#field-importance") != null);
    assertThat(hands.text("#field-importance")).isEqualTo("33");
  }

  @Test
  void theFocusGoesToTheStrategyWhenItsFieldGoes() {
    hands.choose("#field-strategy", "ewc");
    hands.type("#field-importance", "33");
    hands.press(KeyCode.ALT, KeyCode.DIGIT3);
    FxToolkit.await("no importance", () -> hands.find("#field-importance") == null);
    FxToolkit.await("the strategy", () -> hands.node("#field-strategy").isFocused());
  }

  @Test
  void numbersOfSeveralOrdersOfMagnitudeHaveASlider() {
    hands.choose("#field-strategy", "ewc");
    for (String id : List.of("importance", "learning-rate", "weight-decay")) {
      hands.bringIntoSight("#slider-" + id);
      FxToolkit.run(() -> hands.node("#slider-" + id).requestFocus());
      String before = hands.text("#field-" + id);
      hands.press(KeyCode.RIGHT);
      FxToolkit.await("another number", () -> !hands.text("#field-" + id).equals(before));
      assertThat(hands.visible("#fault")).isFalse();
    }
    assertThat(hands.find("#slider-momentum")).as("from 0 to 1").isNull();
  }

  @Test
  void anySettingIsAnAxisOfTheGridByKeyboardAndByMouse() {
    hands.press(KeyCode.CONTROL, KeyCode.G);
    FxToolkit.await("the dialog", () -> hands.find("#grid-count") != null);
    FxToolkit.await(
        "it lies on the screen as a whole",
        () -> {
          Window dialog = hands.node("#grid-count").getScene().getWindow();
          return Screen.getPrimary()
              .getVisualBounds()
              .contains(dialog.getX(), dialog.getY(), dialog.getWidth(), dialog.getHeight());
        });
    FxToolkit.await("one run", () -> hands.text("#grid-count").equals("1 run"));
    hands.addToGrid("learning");
    FxToolkit.await("its field", () -> hands.node("#grid-learning-rate").isFocused());
    hands.type("#grid-learning-rate", "0.1,0.2,0.4");
    FxToolkit.await("their runs", () -> runNames().size() == 3);
    assertThat(runNames())
        .containsExactly(
            "Fine-tuning · learning rate 0.1",
            "Fine-tuning · learning rate 0.2",
            "Fine-tuning · learning rate 0.4");

    hands.type("#grid-add", "mom");
    hands.press(KeyCode.DOWN);
    assertThat(FxToolkit.get(() -> hands.node("#grid-offers").isFocused())).isTrue();
    hands.press(KeyCode.SPACE);
    FxToolkit.await("the momentum", () -> hands.node("#grid-momentum").isFocused());
    hands.type("#grid-momentum", "0,2");
    FxToolkit.await(
        "its error beside it",
        () -> hands.text("#grid-error-momentum").startsWith("Momentum is \"2\""));
    assertThat(hands.text("#grid-count")).isEqualTo("No runs yet");
    assertThat(hands.disabled("#grid-queue")).isTrue();

    hands.click("#grid-remove-momentum");
    FxToolkit.await("no momentum", () -> hands.find("#grid-momentum") == null);
    FxToolkit.await("the runs again", () -> hands.text("#grid-count").equals("3 runs"));
    hands.type("#grid-seed", "1-1000");
    FxToolkit.await("thousands", () -> runNames().size() == 3000);
    assertThat(runNames()).last().isEqualTo("Fine-tuning · learning rate 0.4 · seed 1000");
    hands.type("#grid-seed", "1,2");
    FxToolkit.await("six", () -> hands.text("#grid-queue").equals("Queue 6 runs"));
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("all in the queue", () -> bench.archive.runs().size() == 6);
  }

  @Test
  void theGridOfAPresetTicksAllThatItsRunsHave() {
    hands.press(KeyCode.ALT, KeyCode.DIGIT2);
    hands.press(KeyCode.CONTROL, KeyCode.G);
    FxToolkit.await("the dialog", () -> hands.find("#grid-count") != null);
    for (String box : List.of("fine-tuning", "replay", "ewc", "natural-replay")) {
      assertThat(hands.node("#grid-strategy-" + box, CheckBox.class).isSelected()).as(box).isTrue();
    }
    assertThat(hands.node("#grid-representation-dense", CheckBox.class).isSelected()).isTrue();
    assertThat(hands.node("#grid-representation-ek-fac", CheckBox.class).isSelected()).isFalse();
    FxToolkit.await("its runs", () -> runNames().size() == 8);
    hands.click("#grid-cancel");
    FxToolkit.await("no dialog", () -> hands.find("#grid-count") == null);
  }

  private List<String> runNames() {
    return ((ListView<?>) hands.node("#grid-runs"))
        .getItems().stream().map(Object::toString).toList();
  }

  @Test
  void whatIsUnfoldedComesIntoSight() {
    FxToolkit.run(() -> bench.stage.setHeight(640));
    FxToolkit.run(() -> ((ToggleButton) hands.node("#setup-more")).setSelected(true));
    FxToolkit.await("its fields in sight", () -> inSight("#field-name"));
  }

  @Test
  void whatIsDisabledCanBeReadInLightAndDark() {
    hands.press(KeyCode.ALT, KeyCode.DIGIT2);
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      if (theme == Theme.DARK) {
        hands.press(KeyCode.CONTROL, KeyCode.D);
      }
      FxToolkit.frame();
      assertThat(hands.disabled("#field-strategy")).as("it varies").isTrue();
      assertThat(contrast("#field-strategy")).as("%s, field", theme).isGreaterThan(3);
      Node label =
          FxToolkit.get(() -> hands.node("#field-strategy").getParent().lookup(".field-label"));
      assertThat(contrast(label)).as("%s, label", theme).isGreaterThan(3);
    }
  }

  private double contrast(String id) {
    return contrast(FxToolkit.get(() -> hands.node(id)));
  }

  /** Between the lightest and the darkest pixel in the middle of a control, as WCAG has it. */
  private double contrast(Node node) {
    WritableImage image = FxToolkit.get(() -> bench.stage.getScene().snapshot(null));
    Bounds area = FxToolkit.get(() -> node.localToScene(node.getLayoutBounds()));
    double least = 1;
    double most = 0;
    for (int y = (int) area.getMinY() + 5; y < area.getMaxY() - 5; y++) {
      for (int x = (int) area.getMinX() + 5; x < area.getMaxX() - 5; x++) {
        double luminance = luminance(image.getPixelReader().getColor(x, y));
        least = Math.min(least, luminance);
        most = Math.max(most, luminance);
      }
    }
    return (most + 0.05) / (least + 0.05);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private boolean inSight(String id) {
    Bounds field = hands.node(id).localToScene(hands.node(id).getBoundsInLocal());
    Bounds form = hands.node("#setup").localToScene(hands.node("#setup").getBoundsInLocal());
    return field.getMinY() >= form.getMinY() && field.getMaxY() <= form.getMaxY();
  }

  private Bounds place(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> hands.node(id).localToScene(hands.node(id).getLayoutBounds()));
  }

  private double top(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> hands.node(id).localToScene(0, 0).getY());
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
      FxToolkit.await("why", () -> hands.text("#notice-text").startsWith("Nothing to export yet"));
    }
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("nothing of it elsewhere", () -> !hands.visible("#notice"));
  }

  @Test
  void resumingWithNoRunToResumeSaysSo() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    FxToolkit.await("why not", () -> hands.text("#notice-text").startsWith("No run to resume"));
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
        "why not",
        () -> hands.text("#notice-text").startsWith("Nothing to export: tick runs in Compare"));
  }
}
