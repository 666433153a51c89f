package palimpsest.bench.images;

import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.FileDrop;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;

/** The Images page: the image sets on the left, the images of the chosen one on the right. */
public final class ImagesView extends StackPane {

  private final ImagesPageModel model;
  private final Actions actions;
  private final Runnable chooseFolder;
  private final ListView<Entry> list = new ListView<>();
  private boolean furnished;

  /**
   * A page that is filled when it is first seen.
   *
   * @param actions the actions of the window, those of {@link ImagesActions} among them
   * @param chooseFolder asks for another folder of public sets
   */
  public ImagesView(ImagesPageModel model, Actions actions, Runnable chooseFolder) {
    this.model = model;
    this.actions = actions;
    this.chooseFolder = chooseFolder;
    StyleSheets.apply(this, "images");
    getStyleClass().addAll("page", "images");
    setId("images");
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null && !furnished) {
            furnished = true;
            furnish();
          }
        });
  }

  private void furnish() {
    list.setId("images-list");
    list.setAccessibleText("Image sets");
    list.setItems(model.sets().entries());
    list.setCellFactory(view -> new SetCell());
    Ui.passEscape(list, () -> false);
    model.sets().chosenProperty().subscribe(entry -> select());
    // Another list has no selection, or that of the same line.
    model.sets().entries().subscribe(this::select);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(entry -> {
          if (entry != null) {
            model.sets().chosenProperty().set(entry);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox adding = new HBox(8, button(ImagesActions.ADD_FILE), button(ImagesActions.ADD_FOLDER));
    Label troubles = new Label();
    troubles.setId("images-troubles");
    troubles.getStyleClass().add("error");
    troubles.setWrapText(true);
    troubles.textProperty().bind(model.sets().troublesProperty());
    Ui.shownWhen(troubles, model.sets().troublesProperty().isNotEmpty());
    VBox sets = new VBox(adding, list, troubles);
    sets.getStyleClass().add("images-sets");
    AddPane add = new AddPane(model.adding());
    GalleryView gallery = new GalleryView(model.gallery(), remedies(), model.files().download());
    VBox.setVgrow(gallery, Priority.ALWAYS);
    VBox right = new VBox(add, new ImagesHeader(model, actions), gallery);
    right.getStyleClass().add("images-shown");
    SplitPane page = new SplitPane(sets, right);
    page.setDividerPositions(0.25);
    SplitPane.setResizableWithParent(sets, false);
    getChildren().add(page);
    FileDrop.on(this, model::add);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    model
        .adding()
        .pathProperty()
        .subscribe(path -> {
          if (path != null) {
            // Later, or the letter of the key that asked for it would be written there.
            Platform.runLater(add::focus);
          } else if (getScene() != null) {
            list.requestFocus();
          }
        });
  }

  /** Escape gives up what is to be added, wherever the focus is on the page. */
  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && model.adding().pathProperty().get() != null) {
      model.adding().cancel();
      event.consume();
    }
  }

  private void select() {
    Entry chosen = model.sets().chosenProperty().get();
    if (!chosen.equals(list.getSelectionModel().getSelectedItem())
        && model.sets().entries().contains(chosen)) {
      list.getSelectionModel().select(chosen);
      list.scrollTo(chosen);
    }
  }

  private Map<Shown.Remedy, List<Button>> remedies() {
    Button folder = new Button("Choose folder…");
    folder.setId("images-choose-folder");
    Ui.named(folder, "Choose the data folder", "Reads them from a folder that has them.");
    folder.setOnAction(event -> chooseFolder.run());
    return Map.of(
        Shown.Remedy.DOWNLOAD,
        List.of(button(ImagesActions.DOWNLOAD), folder),
        Shown.Remedy.ADD_AGAIN,
        List.of(button(ImagesActions.ADD_AGAIN)));
  }

  private Button button(String id) {
    Button button = Buttons.of(actions, actions.get(id));
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  /** Moves the focus to the list. */
  public void focus() {
    list.requestFocus();
  }
}
