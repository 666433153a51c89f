package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Environment;
import palimpsest.bench.help.HelpPage;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.Theme;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.SpecDraft;

/** The help and the first steps in the real window, with real keys and the pointer. */
class HelpWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private Stage stage;
  private Opening opening;

  @AfterEach
  void close() {
    FxToolkit.run(stage::hide);
    opening.close();
  }

  @Test
  void theFirstStartGreetsOnceAndTheStepsComeBackWhenAsked() {
    assertThat(hands.visible("#tour-card")).isTrue();
    assertThat(stage.getTitle()).isEqualTo("Palimpsest " + Environment.VERSION);
    assertThat(hands.text("#tour-title")).isEqualTo("What this is");
    assertThat(hands.disabled("#tour-back")).isTrue();
    hands.press(KeyCode.ENTER);
    assertThat(hands.text("#tour-title")).isEqualTo("Pick a preset and press Run");
    hands.click("#tour-back");
    assertThat(hands.text("#tour-place")).isEqualTo("1 of 3");
    hands.click("#tour-next");
    hands.click("#tour-next");
    assertThat(hands.text("#tour-title")).isEqualTo("Where the results are");
    hands.click("#tour-next");
    assertThat(hands.visible("#tour-card")).isFalse();

    close();
    open();
    FxToolkit.frame();
    assertThat(hands.visible("#tour-card")).as("it comes once").isFalse();

    hands.press(KeyCode.CONTROL, KeyCode.K);
    for (KeyCode key : List.of(KeyCode.F, KeyCode.I, KeyCode.R, KeyCode.S, KeyCode.T)) {
      hands.press(key);
    }
    hands.press(KeyCode.S, KeyCode.T);
    hands.press(KeyCode.ENTER);
    assertThat(hands.visible("#tour-card")).as("from the palette").isTrue();
    hands.click("#tour-skip");
    assertThat(hands.visible("#tour-card")).isFalse();

    hands.press(KeyCode.F1);
    hands.click("#help-tour");
    assertThat(hands.visible("#tour-card")).as("from the help").isTrue();
    hands.press(KeyCode.ESCAPE);
    assertThat(hands.visible("#tour-card")).isFalse();
  }

  @Test
  void theHelpOpensWithF1AndItsHeadingsAreSearched() {
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.F1);
    assertThat(
            FxToolkit.get(() ->
                hands.node("#rooms", TabPane.class).getSelectionModel().getSelectedItem().getId()))
        .isEqualTo("room-help");
    int pages = FxToolkit.get(() -> list().getItems().size());
    hands.type("#help-query", "natural replay");
    assertThat(FxToolkit.get(() -> List.copyOf(list().getItems())))
        .extracting(HelpPage.Heading::text)
        .contains("Natural replay")
        .hasSizeLessThan(pages);
    hands.press(KeyCode.DOWN);
    FxToolkit.await(
        "the part about natural replay",
        () -> hands.node("#help-scroll", ScrollPane.class).getVvalue() > 0.1);
    assertThat(headline()).isEqualTo("Strategies");
    assertThat(hands.disabled("#help-back")).isFalse();
    hands.click("#help-back");
    assertThat(headline()).isEqualTo("Palimpsest");
    assertThat(hands.disabled("#help-back")).isTrue();
    hands.click(".help-link");
    assertThat(headline()).as("where the first link leads").isEqualTo("The window");
  }

  @BeforeEach
  void open() {
    Settings settings = new Settings();
    settings.read(new SettingsFile(folder.resolve("archive")).read());
    settings.themeProperty().set(Theme.LIGHT);
    opening =
        new Opening(
            folder.resolve("archive"),
            new ScriptedTraining(),
            new DataFolder(folder),
            SpecDraft::initial,
            List::of);
    Bench bench = opening.open(settings);
    stage = FxToolkit.get(Stage::new);
    FxToolkit.run(() -> {
      new BenchWindow(
              stage, bench, new Questions(name -> Optional.empty(), old -> Optional.empty()))
          .show();
      stage.setX(0);
      stage.setY(0);
      stage.setWidth(1000);
      stage.setHeight(900);
    });
    FxToolkit.frame();
  }

  private String headline() {
    FxToolkit.frame();
    return FxToolkit.get(() -> ((Labeled) hands.node(".help-h1")).getText());
  }

  @SuppressWarnings("unchecked")
  private ListView<HelpPage.Heading> list() {
    return (ListView<HelpPage.Heading>) hands.node("#help-list");
  }
}
