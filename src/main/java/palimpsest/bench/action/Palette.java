package palimpsest.bench.action;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Overlay;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;

/** The command palette: write a few letters of what you want, Enter does it. */
public final class Palette {

  private static final int PAGE = 8;

  private final Actions actions;
  private final PaletteViewModel model;
  private final Overlay overlay;

  /** A palette of these actions, closed. */
  public Palette(Actions actions) {
    this.actions = actions;
    model = new PaletteViewModel(actions);
    TextField field = new TextField();
    field.setId("palette-query");
    field.setPromptText("What do you want to do?");
    field.setAccessibleText("Search for a command");
    Ui.tip(field, "A few letters of a command's name; arrows to choose, Enter to run it.");
    field.textProperty().bindBidirectional(model.queryProperty());
    ListView<Action> list = new ListView<>();
    list.setId("palette-offers");
    list.setAccessibleText("Commands found");
    list.setItems(model.offers());
    list.setFocusTraversable(false);
    list.setPlaceholder(Ui.quiet("No command found."));
    list.setCellFactory(view -> new Offer());
    model
        .chosenProperty()
        .subscribe(place -> {
          list.getSelectionModel().clearAndSelect(place.intValue());
          list.scrollTo(Math.max(0, place.intValue() - PAGE));
        });
    VBox card = new VBox(field, list);
    card.getStyleClass().add("palette");
    overlay = new Overlay(card, field);
    overlay.setId("palette-card");
    StyleSheets.apply(overlay, "actions");
    overlay.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** The overlay that shows the palette. */
  public Overlay overlay() {
    return overlay;
  }

  /** Opens it. */
  public void open() {
    model.open();
    overlay.open();
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case UP -> model.move(-1);
      case DOWN -> model.move(1);
      case TAB -> model.move(event.isShiftDown() ? -1 : 1);
      case PAGE_UP -> model.choose(Math.max(0, model.chosenProperty().get() - PAGE));
      case PAGE_DOWN -> model.choose(model.chosenProperty().get() + PAGE);
      case ENTER -> take();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void take() {
    model
        .choice()
        .filter(Action::isEnabled)
        .ifPresent(action -> {
          overlay.close();
          actions.perform(action);
        });
  }

  /** A line of the list. */
  private final class Offer extends ListCell<Action> {

    private final FontIcon icon = new FontIcon();
    private final Label title = new Label();
    private final Label group = Ui.quiet("");
    private final Label key = Ui.quiet("");
    private final HBox line = new HBox(icon, title, group, Ui.spacer(), key);

    Offer() {
      line.getStyleClass().add("offer");
      line.setAlignment(Pos.CENTER_LEFT);
      key.getStyleClass().add("key");
      setOnMouseClicked(event -> {
        if (!isEmpty()) {
          model.choose(getIndex());
          take();
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Action action, boolean empty) {
      super.updateItem(action, empty);
      setText(null);
      setGraphic(null);
      if (action != null && !empty) {
        icon.setIconCode(action.icon());
        title.setText(action.title());
        group.setText(action.group());
        key.setText(action.keyText());
        key.setVisible(action.shortcut() != null);
        line.setOpacity(action.isEnabled() ? 1 : 0.45);
        setAccessibleText(
            action.title() + ", " + action.keyText() + (action.isEnabled() ? "" : ", unavailable"));
        setGraphic(line);
      }
    }
  }
}
