package palimpsest.bench.help;

import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.Sheet;
import palimpsest.bench.look.Ui;

/** The room of documents: what there is and a search on the left, a page on the right. */
public final class HelpView extends BorderPane {

  private final Runnable tour;
  private final TextField search = new TextField();
  private @Nullable HelpViewModel model;
  private @Nullable PageNodes shown;
  private String shownPath = "";

  /**
   * A room that opens its book when it is first seen.
   *
   * @param tour opens the first steps again
   */
  public HelpView(Runnable tour) {
    this.tour = tour;
    getStyleClass().addAll("room", "help");
    setId("help");
    Sheet.dress(this, "help/help");
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null && model == null) {
            furnish(new HelpViewModel(HelpBook.open()));
          }
        });
  }

  /** Gives the focus to the search. */
  public void focus() {
    search.requestFocus();
    search.selectAll();
  }

  private void furnish(HelpViewModel opened) {
    model = opened;
    search.setId("help-query");
    search.setPromptText("Search the headings");
    search.setAccessibleText("Search the headings");
    Ui.tip(search, "A few words of a heading; empty for the table of contents.");
    search.textProperty().bindBidirectional(opened.queryProperty());
    ListView<HelpPage.Heading> list = new ListView<>(opened.offers());
    list.setId("help-list");
    list.setAccessibleText("Pages and headings");
    list.setPlaceholder(Ui.quiet("No heading has these words."));
    list.setCellFactory(view -> new HeadingCell(opened));
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            opened.show(chosen);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    search.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
        list.requestFocus();
        list.getSelectionModel().selectFirst();
        event.consume();
      }
    });
    Button back = Ui.iconButton(Feather.ARROW_LEFT, "Back", "Go back to what was read before.");
    back.setId("help-back");
    back.disableProperty().bind(opened.canGoBackProperty().not());
    back.setOnAction(event -> opened.back());
    Button steps = new Button("First steps");
    steps.setId("help-tour");
    Ui.named(steps, "First steps", "Show the three steps of the first start again.");
    steps.setOnAction(event -> tour.run());
    HBox buttons = new HBox(back, Ui.spacer(), steps);
    buttons.setAlignment(Pos.CENTER_LEFT);
    VBox contents = new VBox(buttons, search, list);
    contents.getStyleClass().add("help-contents");
    setLeft(contents);
    ScrollPane scroll = new ScrollPane();
    scroll.setId("help-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("help-scroll");
    setCenter(scroll);
    opened.placeProperty().subscribe(place -> read(opened, scroll, place));
  }

  private void read(HelpViewModel opened, ScrollPane scroll, HelpPage.Heading place) {
    PageNodes nodes = shown;
    if (nodes == null || !shownPath.equals(place.path())) {
      nodes = new PageNodes(opened.page(), destination -> follow(opened, destination));
      shown = nodes;
      shownPath = place.path();
      StackPane middle = new StackPane(nodes.node());
      StackPane.setAlignment(nodes.node(), Pos.TOP_LEFT);
      scroll.setContent(middle);
    }
    Node target = place.level() == 1 ? nodes.node() : nodes.anchor(place.anchor());
    // What was just set has no place before it has been laid out.
    Platform.runLater(() -> scrollTo(scroll, target));
  }

  private static void scrollTo(ScrollPane scroll, Node target) {
    Node content = scroll.getContent();
    scroll.applyCss();
    scroll.layout();
    Bounds place = content.sceneToLocal(target.localToScene(target.getLayoutBounds()));
    double hidden = content.getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
    scroll.setVvalue(hidden <= 0 ? 0 : Math.clamp(place.getMinY() / hidden, 0, 1));
  }

  /** What leads out of the documents cannot be opened here, so its address is handed over. */
  private static void follow(HelpViewModel opened, String destination) {
    if (!opened.follow(destination)) {
      ClipboardContent address = new ClipboardContent();
      address.putString(destination);
      Clipboard.getSystemClipboard().setContent(address);
    }
  }

  /** A heading, and the page that it stands on where that is not itself. */
  private static final class HeadingCell extends ListCell<HelpPage.Heading> {

    private final HelpViewModel model;
    private final Label text = new Label();
    private final Label page = Ui.quiet("");
    private final VBox lines = new VBox(text, page);

    HeadingCell(HelpViewModel model) {
      this.model = model;
      page.getStyleClass().add("help-of");
      lines.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(HelpPage.@Nullable Heading heading, boolean empty) {
      super.updateItem(heading, empty);
      setText(null);
      setGraphic(null);
      if (heading != null && !empty) {
        text.setText(heading.text());
        page.setText(heading.level() == 1 ? "" : model.titleOf(heading));
        page.setVisible(heading.level() > 1);
        page.setManaged(heading.level() > 1);
        setGraphic(lines);
      }
    }
  }
}
