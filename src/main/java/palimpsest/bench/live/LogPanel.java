package palimpsest.bench.live;

import java.util.List;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.LogLine;
import palimpsest.bench.look.Ui;
import palimpsest.text.NumberText;

/** The log of the shown run, to search and copy; folded to its last line at first. */
final class LogPanel extends VBox {

  private static final String ALL_KINDS = "All kinds";
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final BooleanProperty open = new SimpleBooleanProperty(this, "open", false);
  private final TextField words = new TextField();
  private final ComboBox<String> kind = new ComboBox<>();
  private final ToggleButton follow = new ToggleButton(null, new FontIcon(Feather.ARROW_DOWN));
  private final Label count = Ui.quiet("");
  private final Label last = Ui.quiet("");
  private final ListView<LogLine> list = new ListView<>();
  private final ListChangeListener<LogLine> grown = change -> update();
  private ObservableList<LogLine> all = FXCollections.observableArrayList();
  private FilteredList<LogLine> shown = new FilteredList<>(all);

  LogPanel() {
    setId("log");
    getStyleClass().add("log");
    list.setId("log-lines");
    list.setAccessibleText("Log of the run");
    Ui.passEscape(list, () -> false);
    list.setCellFactory(view -> new LogCell());
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setPlaceholder(Ui.quiet("No matching lines."));
    list.setFixedCellSize(24);
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          }
        });
    list.addEventFilter(
        ScrollEvent.SCROLL,
        event -> {
          if (event.getDeltaY() > 0) {
            follow.setSelected(false);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    Ui.shownWhen(list, open);
    getChildren().addAll(bar(), list);
    words.textProperty().subscribe(text -> filter());
    kind.valueProperty().subscribe(chosen -> filter());
    follow.selectedProperty().subscribe(on -> toEnd());
    // A list that has just grown shows its end only once it has been laid out.
    list.heightProperty().subscribe(height -> Platform.runLater(this::toEnd));
  }

  /** Whether its lines are shown, not only the last of them. */
  BooleanProperty openProperty() {
    return open;
  }

  /** Opens it and puts the cursor into the search field. */
  void search() {
    open.set(true);
    words.requestFocus();
    words.selectAll();
  }

  /** Shows another log. */
  void show(ObservableList<LogLine> log) {
    all.removeListener(grown);
    all = log;
    shown = new FilteredList<>(log, filterNow()::shows);
    list.setItems(shown);
    // After the filtered list's own listener, so that it has the new lines already.
    all.addListener(grown);
    update();
  }

  private HBox bar() {
    ToggleButton fold = new ToggleButton("Log", new FontIcon(Feather.CHEVRON_UP));
    fold.setId("log-fold");
    fold.getStyleClass().addAll("flat", "log-fold");
    fold.setMinWidth(USE_PREF_SIZE);
    Ui.named(fold, "Log", "Show or hide the log of the run. Ctrl+L searches it.");
    fold.selectedProperty().bindBidirectional(open);
    open.subscribe(
        is -> fold.setGraphic(new FontIcon(is ? Feather.CHEVRON_DOWN : Feather.CHEVRON_UP)));
    last.setId("log-last");
    last.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(last, Priority.ALWAYS);
    Ui.shownWhen(last, open.not());
    words.setId("log-search");
    words.setPromptText("Search the log");
    words.setAccessibleText("Search the log");
    Ui.tip(words, "Shows lines with these words. Ctrl+L");
    words.setPrefWidth(240);
    kind.setId("log-kind");
    kind.setAccessibleText("Kind of line");
    Ui.tip(kind, "Shows lines of one kind only.");
    kind.getItems().add(ALL_KINDS);
    kind.setValue(ALL_KINDS);
    count.setId("log-count");
    count.getStyleClass().add("number");
    follow.setId("log-follow");
    follow.setSelected(true);
    follow.getStyleClass().addAll("button-icon", "flat");
    Ui.named(follow, "Follow the log", "Keep the newest line in view.");
    Button copy =
        Ui.iconButton(
            Feather.COPY,
            "Copy the log",
            "Copy the chosen lines, or all that are shown if none is chosen. Ctrl+C");
    copy.setId("log-copy");
    copy.setOnAction(event -> copy());
    HBox tools = new HBox(words, kind, count, Ui.spacer(), follow, copy);
    tools.getStyleClass().add("log-tools");
    tools.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(tools, Priority.ALWAYS);
    Ui.shownWhen(tools, open);
    HBox bar = new HBox(fold, last, tools);
    bar.getStyleClass().add("log-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private LogFilter filterNow() {
    String chosen = kind.getValue();
    return new LogFilter(words.getText(), chosen == null || chosen.equals(ALL_KINDS) ? "" : chosen);
  }

  private void filter() {
    shown.setPredicate(filterNow()::shows);
    update();
  }

  private void update() {
    count.setText(
        shown.size() == all.size()
            ? lines(all.size())
            : "%,d of %s".formatted(shown.size(), lines(all.size())));
    last.setText(all.isEmpty() ? "" : LogFilter.time(all.getLast()) + "  " + all.getLast().text());
    for (LogLine line : all) {
      if (!kind.getItems().contains(line.kind())) {
        kind.getItems().add(line.kind());
      }
    }
    toEnd();
  }

  private void toEnd() {
    if (follow.isSelected() && open.get() && !shown.isEmpty()) {
      list.scrollTo(shown.size() - 1);
    }
  }

  private void copy() {
    List<LogLine> chosen = list.getSelectionModel().getSelectedItems();
    List<LogLine> lines = chosen.isEmpty() ? shown : chosen;
    ClipboardContent content = new ClipboardContent();
    content.putString(lines.stream().map(LogFilter::copied).collect(Collectors.joining("\n")));
    Clipboard.getSystemClipboard().setContent(content);
  }

  private static String lines(int number) {
    return NumberText.count(number, "line");
  }
}
