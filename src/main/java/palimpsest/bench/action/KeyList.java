package palimpsest.bench.action;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.action.KeyListViewModel.Heading;
import palimpsest.bench.action.KeyListViewModel.Line;
import palimpsest.bench.action.KeyListViewModel.Shortcut;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;

/** The list of all keys, to be searched. */
public final class KeyList {

  private final KeyListViewModel model;
  private final Overlay overlay;

  /** The keys of these actions, closed. */
  public KeyList(Actions actions) {
    model = new KeyListViewModel(actions);
    TextField field = new TextField();
    field.setId("keys-query");
    field.setPromptText("Search by action or key");
    field.setAccessibleText("Search for a key");
    Ui.tip(field, "Words for what a key does, or the key itself, such as ctrl+k.");
    field.textProperty().bindBidirectional(model.queryProperty());
    ListView<Line> list = new ListView<>(model.lines());
    list.setId("keys-list");
    list.setAccessibleText("Keys");
    list.setPlaceholder(Ui.quiet("No key found."));
    list.setCellFactory(view -> new LineCell());
    VBox card = new VBox(Ui.title("Keyboard"), field, list);
    card.getStyleClass().add("keys");
    overlay = new Overlay(card, field);
    overlay.setId("keys-card");
    StyleSheets.apply(overlay, "actions");
  }

  /** The overlay that shows the list. */
  public Overlay overlay() {
    return overlay;
  }

  /** Opens it. */
  public void open() {
    model.open();
    overlay.open();
  }

  /** A heading, or an action and its key. */
  private static final class LineCell extends ListCell<Line> {

    private final Label title = new Label();
    private final Label help = Ui.quiet("");
    private final Label key = Ui.quiet("");
    private final HBox line = new HBox(title, help, Ui.spacer(), key);

    LineCell() {
      line.getStyleClass().add("key-line");
      line.setAlignment(Pos.CENTER_LEFT);
      title.setMinWidth(USE_PREF_SIZE);
      key.setMinWidth(USE_PREF_SIZE);
      key.getStyleClass().add("key");
      help.getStyleClass().add("key-help");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Line item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      setGraphic(null);
      getStyleClass().remove("key-heading");
      switch (item) {
        case Heading(String text) when !empty -> {
          setText(text);
          getStyleClass().add("key-heading");
        }
        case Shortcut(Action action) when !empty -> {
          title.setText(action.title());
          help.setText(action.help());
          key.setText(action.keyText());
          key.setVisible(action.shortcut() != null);
          setAccessibleText(action.title() + ", " + action.keyText() + ". " + action.help());
          setGraphic(line);
        }
        case null, default -> {}
      }
    }
  }
}
