package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Provenance;
import palimpsest.bench.help.HelpPage;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.Theme;

/** The help and the first steps in the real window, with real keys and the pointer. */
class HelpWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @AfterEach
  void close() {
    bench.close();
  }

  private Bounds place(String selector) {
    return hands.node(selector).localToScene(hands.node(selector).getLayoutBounds());
  }

  @Test
  void theFirstStartGreetsOnceAndTheStepsComeBackWhenAsked() {
    assertThat(hands.visible("#tour-card")).isTrue();
    assertThat(bench.stage.getTitle()).isEqualTo("Palimpsest " + Provenance.VERSION);
    assertThat(hands.text("#tour-title")).isEqualTo("What this is");
    assertThat(hands.disabled("#tour-back")).isTrue();
    for (String spokenOf : List.of("#pages .tab-header-area", "#preset", "#run")) {
      assertThat(FxToolkit.get(() -> place(".tour").intersects(place(spokenOf))))
          .as("%s is covered", spokenOf)
          .isFalse();
    }
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
                hands.node("#pages", TabPane.class).getSelectionModel().getSelectedItem().getId()))
        .isEqualTo("page-help");
    FxToolkit.await("the documents", () -> !list().getItems().isEmpty());
    hands.type("#help-query", "natural replay");
    assertThat(FxToolkit.get(() -> List.copyOf(list().getItems())))
        .extracting(HelpPage.Heading::text)
        .startsWith("Natural replay");
    hands.press(KeyCode.DOWN);
    FxToolkit.await(
        "the part about natural replay",
        () -> hands.node("#help-scroll", ScrollPane.class).getVvalue() > 0.1);
    awaitHeadline("Strategies");
    assertThat(hands.disabled("#help-back")).isFalse();
    hands.click("#help-back");
    awaitHeadline("Palimpsest");
    assertThat(hands.disabled("#help-back")).isTrue();
    hands.click(".help-link");
    awaitHeadline("The window");
  }

  @Test
  void aWordOfTheTextIsFoundAndALongTitleIsReadInFull() {
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.F1);
    FxToolkit.await("the documents", () -> !list().getItems().isEmpty());
    hands.type("#help-query", "matrix");
    assertThat(FxToolkit.get(() -> list().getItems().size())).isGreaterThan(10);
    hands.type("#help-query", "hostile");
    FxToolkit.await(
        "the decision", () -> drawnTitles().stream().anyMatch(t -> t.contains("hostile")));
    assertThat(FxToolkit.get(this::drawnTitles))
        .isNotEmpty()
        .noneMatch(title -> title.contains("...") || title.contains("…"));
  }

  @Test
  void anAddressThatLeadsOutIsCopiedAndThatIsSaid() {
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.F1);
    FxToolkit.await("the documents", () -> !list().getItems().isEmpty());
    hands.type("#help-query", "jazzer");
    hands.press(KeyCode.DOWN);
    awaitHeadline("Fuzzing");
    FxToolkit.run(() ->
        hands.node("#help-scroll").lookupAll(".help-link").stream()
            .filter(link -> ((Labeled) link).getText().equals("Jazzer"))
            .findFirst()
            .orElseThrow()
            .setId("jazzer"));
    hands.click("#jazzer");
    assertThat(hands.text("#notice-text"))
        .isEqualTo("Address copied: https://github.com/CodeIntelligenceTesting/jazzer");
    assertThat(FxToolkit.get(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("https://github.com/CodeIntelligenceTesting/jazzer");
  }

  @Test
  void aReferenceIsCopied() {
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.F1);
    FxToolkit.await("the documents", () -> !list().getItems().isEmpty());
    hands.type("#help-query", "buzzega2020dark");
    hands.press(KeyCode.DOWN);
    awaitHeadline("References");
    FxToolkit.run(() ->
        hands.node("#help-scroll").lookupAll(".button-icon").stream()
            .filter(button ->
                button.getParent().lookupAll(".help-block").stream()
                    .anyMatch(text -> ((Labeled) text).getText().contains("{buzzega2020dark,")))
            .findFirst()
            .orElseThrow()
            .setId("copy-buzzega"));
    hands.click("#copy-buzzega");
    assertThat(FxToolkit.get(() -> Clipboard.getSystemClipboard().getString()))
        .startsWith("@inproceedings{buzzega2020dark,")
        .contains("title     = {Dark Experience for General Continual Learning")
        .endsWith("}" + System.lineSeparator());
  }

  @Test
  void aRunIsStartedFromTheSearchFieldToo() {
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.F1);
    FxToolkit.await("the documents", () -> !list().getItems().isEmpty());
    hands.type("#help-query", "replay");
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("a run", () -> !bench.queue.runs().isEmpty());
  }

  @BeforeEach
  void open() {
    Settings settings = new Settings();
    settings.read(new SettingsFile(folder.resolve("archive")).read());
    settings.themeProperty().set(Theme.LIGHT);
    bench = OpenBench.in(folder).settings(settings).open();
  }

  private void awaitHeadline(String title) {
    FxToolkit.await(
        title,
        () -> hands.find(".help-h1") instanceof Labeled shown && shown.getText().equals(title));
  }

  /** What is drawn in the list, dots included where something is cut. */
  private List<String> drawnTitles() {
    return list().lookupAll(".label").stream()
        .map(label -> label.lookup(".text") instanceof Text text ? text.getText() : "")
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private ListView<HelpPage.Heading> list() {
    return (ListView<HelpPage.Heading>) hands.node("#help-list");
  }
}
