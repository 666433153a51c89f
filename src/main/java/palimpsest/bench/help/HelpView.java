package palimpsest.bench.help;

import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
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
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;

/** The help: its contents and a search on the left, a page on the right. */
public final class HelpView extends BorderPane {

  private final Runnable tour;
  private final Notices notices;
  private final Latest<PageNodes> setting;
  private final TextField search = new TextField();
  private final ListView<HelpPage.Heading> list = new ListView<>();
  private final Button back =
      Ui.iconButton(Feather.ARROW_LEFT, "Back", "Back to the previous page.");
  private final ScrollPane scroll = new ScrollPane();
  private boolean furnished;
  private @Nullable PageNodes shown;
  private String shownPath = "";

  /**
   * A page that opens its book when it is first seen.
   *
   * @param tour opens the first steps again
   * @param notices told when an address was copied
   * @param backgroundExecutor the executor that reads and lays out documents, so that the window
   *     stays responsive
   */
  public HelpView(Runnable tour, Notices notices, BackgroundExecutor backgroundExecutor) {
    this.tour = tour;
    this.notices = notices;
    setting = new Latest<>(backgroundExecutor);
    getStyleClass().addAll("page", "help");
    setId("help");
    StyleSheets.apply(this, "help/help");
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null && !furnished) {
            furnished = true;
            furnish();
            backgroundExecutor.ask(HelpBook::open, book -> open(new HelpViewModel(book)));
          }
        });
  }

  /** Gives the focus to the search. */
  public void focus() {
    search.requestFocus();
    search.selectAll();
  }

  private void furnish() {
    search.setId("help-query");
    search.setPromptText("Search the help");
    search.setAccessibleText("Search the help");
    Ui.passUndo(search);
    Ui.tip(search, "A few words in any form; empty for the table of contents.");
    search.setOnKeyPressed(event -> {
      boolean plain = !event.isShortcutDown() && !event.isAltDown();
      if (plain && (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER)) {
        list.requestFocus();
        list.getSelectionModel().selectFirst();
        event.consume();
      }
    });
    list.setId("help-list");
    Ui.passEscape(list, () -> false);
    list.setAccessibleText("Pages and headings");
    list.setPlaceholder(Ui.quiet("Opening the help…"));
    VBox.setVgrow(list, Priority.ALWAYS);
    back.setId("help-back");
    back.setDisable(true);
    Button steps = new Button("First steps");
    steps.setId("help-tour");
    Ui.named(steps, "First steps", "Show the three steps of the first start again.");
    steps.setOnAction(event -> tour.run());
    HBox buttons = new HBox(back, Ui.spacer(), steps);
    buttons.setAlignment(Pos.CENTER_LEFT);
    VBox contents = new VBox(buttons, search, list);
    contents.getStyleClass().add("help-contents");
    setLeft(contents);
    scroll.setId("help-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("help-scroll");
    setCenter(scroll);
  }

  private void open(HelpViewModel opened) {
    // Who was quick has already written what is looked for.
    opened.queryProperty().set(search.getText());
    search.textProperty().bindBidirectional(opened.queryProperty());
    Label nothing = Ui.quiet("No matching pages.");
    nothing.setWrapText(true);
    list.setPlaceholder(nothing);
    list.setCellFactory(view -> new HeadingCell(opened, view));
    list.setItems(opened.offers());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            opened.show(chosen);
          }
        });
    back.disableProperty().bind(opened.canGoBackProperty().not());
    back.setOnAction(event -> opened.back());
    opened.placeProperty().subscribe(place -> read(opened, place));
  }

  private void read(HelpViewModel opened, HelpPage.Heading place) {
    if (shown != null && shownPath.equals(place.path())) {
      // A page that was asked for meanwhile is no longer wanted.
      setting.forget();
      show(shown, place);
      return;
    }
    HelpPage page = opened.page();
    setting.ask(
        () -> new PageNodes(page, destination -> follow(opened, page, destination)),
        nodes -> {
          shown = nodes;
          shownPath = place.path();
          StackPane middle = new StackPane(nodes.node());
          StackPane.setAlignment(nodes.node(), Pos.TOP_LEFT);
          scroll.setContent(middle);
          show(nodes, place);
        });
  }

  private void show(PageNodes nodes, HelpPage.Heading place) {
    Node target = place.level() == 1 ? nodes.node() : nodes.anchor(place.anchor());
    // What was just set has no place before it has been laid out.
    Platform.runLater(() -> scrollTo(scroll, target));
  }

  private static void scrollTo(ScrollPane scroll, Node target) {
    Scene scene = scroll.getScene();
    if (scene == null || scene.getWindow() == null || !scene.getWindow().isShowing()) {
      return;
    }
    Node content = scroll.getContent();
    scroll.applyCss();
    scroll.layout();
    Bounds place = content.sceneToLocal(target.localToScene(target.getLayoutBounds()));
    double hidden = content.getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
    scroll.setVvalue(hidden <= 0 ? 0 : Math.clamp(place.getMinY() / hidden, 0, 1));
  }

  /** Follows a link, or copies its address if it leaves the documents and cannot be opened here. */
  private void follow(HelpViewModel opened, HelpPage from, String destination) {
    if (!opened.follow(from, destination)) {
      ClipboardContent address = new ClipboardContent();
      address.putString(destination);
      Clipboard.getSystemClipboard().setContent(address);
      notices.show("Address copied: %s".formatted(destination));
    }
  }

  /** A heading, and the page that it stands on where that is not itself. */
  private static final class HeadingCell extends ListCell<HelpPage.Heading> {

    /** The width of the cell's margins and the scroll bar. */
    private static final double MARGINS = 34;

    private final HelpViewModel model;
    private final Label text = new Label();
    private final Label page = Ui.quiet("");
    private final Label part = new Label("For developers");
    private final VBox lines = new VBox(part, text, page);

    HeadingCell(HelpViewModel model, ListView<HelpPage.Heading> list) {
      this.model = model;
      text.setWrapText(true);
      // A list asks its cells for their height without saying how wide they are.
      text.prefWidthProperty().bind(list.widthProperty().subtract(MARGINS));
      page.getStyleClass().add("help-of");
      part.getStyleClass().add("help-part");
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
        boolean begins = model.beginsDevelopers(heading);
        part.setVisible(begins);
        part.setManaged(begins);
        page.setText(heading.level() == 1 ? "" : model.titleOf(heading));
        page.setVisible(heading.level() > 1);
        page.setManaged(heading.level() > 1);
        setGraphic(lines);
      }
    }
  }
}
