package palimpsest.bench.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.FxToolkit;
import palimpsest.bench.action.KeyListViewModel.Heading;

class ActionsTest {

  private final List<String> done = new ArrayList<>();
  private final Actions actions = new Actions();

  @BeforeAll
  static void startJavaFx() {
    FxToolkit.start();
  }

  private Action action(String id, String title, String group, KeyCombination key) {
    return new Action(id, title, group, Feather.CIRCLE, title + ".", key, () -> done.add(id));
  }

  private void three() {
    actions.add(action("run", "Run", "Training", Action.command(KeyCode.ENTER)));
    actions.add(action("theme", "Switch light and dark", "Window", Action.command(KeyCode.D)));
    actions.add(action("delete", "Delete runs", "Runs", Action.key(KeyCode.DELETE)));
  }

  @Test
  void noTwoActionsHaveOneNameOrOneKey() {
    three();
    assertThatThrownBy(
            () -> actions.add(action("run", "Again", "Training", Action.command(KeyCode.R))))
        .hasMessageContaining("run");
    assertThatThrownBy(
            () -> actions.add(action("dim", "Dim", "Window", KeyCombination.valueOf("Shortcut+D"))))
        .hasMessageContaining("dim")
        .hasMessageContaining("theme");
  }

  @Test
  void anActionThatIsDisabledIsNotDone() {
    SimpleBooleanProperty can = new SimpleBooleanProperty(false);
    Action stop =
        new Action(
            "stop",
            "Stop",
            "Training",
            Feather.SQUARE,
            "End it.",
            Action.command(KeyCode.PERIOD),
            can,
            () -> done.add("stop"));
    actions.add(stop);
    actions.perform(stop);
    assertThat(done).isEmpty();
    assertThat(actions.recent()).isEmpty();
    can.set(true);
    actions.perform(stop);
    assertThat(done).containsExactly("stop");
  }

  @Test
  void keysDoWhatTheySayButNeverWhileOneTypesThem() {
    three();
    FxToolkit.run(() -> {
      TextField field = new TextField();
      Button button = new Button("Beside");
      Stage stage = new Stage();
      stage.setScene(new Scene(new VBox(field, button)));
      actions.listen(stage.getScene());
      stage.show();
      press(button, KeyCode.DELETE, false);
      assertThat(done).containsExactly("delete");
      press(field, KeyCode.DELETE, false);
      assertThat(done).as("Delete belongs to the text").containsExactly("delete");
      press(field, KeyCode.D, true);
      assertThat(done).containsExactly("delete", "theme");
      stage.hide();
    });
  }

  private static void press(Node node, KeyCode code, boolean command) {
    node.requestFocus();
    Event.fireEvent(
        node,
        new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getName(), code, false, command, false, false));
  }

  @Test
  void aButtonSaysItsKeyAndFollowsItsAction() {
    three();
    FxToolkit.run(() -> {
      Button button = Buttons.of(actions, actions.get("theme"));
      assertThat(button.getAccessibleHelp()).isEqualTo("Switch light and dark. Ctrl+D");
      assertThat(button.getAccessibleText()).isEqualTo("Switch light and dark");
      button.fire();
    });
    assertThat(done).containsExactly("theme");
  }

  @Test
  void thePaletteFindsAnActionByAFewOfItsLetters() {
    three();
    PaletteViewModel palette = new PaletteViewModel(actions);
    palette.queryProperty().set("sld");
    assertThat(palette.choice()).contains(actions.get("theme"));
    palette.queryProperty().set("run");
    assertThat(palette.offers())
        .as("a name that begins so comes first")
        .containsExactly(actions.get("run"), actions.get("delete"));
    palette.queryProperty().set("training");
    assertThat(palette.choice()).as("by its group").contains(actions.get("run"));
    palette.queryProperty().set("xyz");
    assertThat(palette.choice()).isEmpty();
  }

  @Test
  void aWordThatBeginsWithTheQueryIsBetterThanLettersThatLieApart() {
    int fisher = Fuzzy.score("fis", "Go to Fisher").orElseThrow();
    for (String apart : List.of("First steps", "Filter runs", "Show figures")) {
      assertThat(Fuzzy.score("fis", apart).orElse(0)).as(apart).isLessThan(fisher);
    }
    assertThat(Fuzzy.score("go t", "Go to Fisher").orElseThrow())
        .isGreaterThan(Fuzzy.score("go t", "Grid of runs, to the queue").orElse(0));
  }

  @Test
  void thePaletteOffersWhatWasDoneLastFirst() {
    three();
    actions.perform(actions.get("run"));
    actions.perform(actions.get("delete"));
    PaletteViewModel palette = new PaletteViewModel(actions);
    palette.open();
    assertThat(palette.offers())
        .containsExactly(actions.get("delete"), actions.get("run"), actions.get("theme"));
    palette.move(-1);
    assertThat(palette.choice()).as("up from the first is the last").contains(actions.get("theme"));
    palette.move(1);
    assertThat(palette.choice()).contains(actions.get("delete"));
  }

  @Test
  void theListOfKeysIsGroupedAndSearched() {
    three();
    KeyListViewModel keys = new KeyListViewModel(actions);
    assertThat(keys.lines())
        .containsExactly(
            new Heading("Training"),
            new KeyListViewModel.Shortcut(actions.get("run")),
            new Heading("Window"),
            new KeyListViewModel.Shortcut(actions.get("theme")),
            new Heading("Runs"),
            new KeyListViewModel.Shortcut(actions.get("delete")));
    keys.queryProperty().set("ctrl+d");
    assertThat(keys.lines())
        .containsExactly(
            new Heading("Window"), new KeyListViewModel.Shortcut(actions.get("theme")));
    keys.queryProperty().set("nothing such");
    assertThat(keys.lines()).isEmpty();
  }
}
