package palimpsest.bench.images;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.Segments;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WrappingBar;
import palimpsest.data.catalogue.SetSummary;

/** The head of the page: what is shown, what is known of it, and what can be done with it. */
final class ImagesHeader extends VBox {

  private final ImagesPageModel model;
  private final Label title = new Label();
  private final Label setup = Ui.quiet("");
  private final GridPane facts = new GridPane();

  ImagesHeader(ImagesPageModel model, Actions actions) {
    this.model = model;
    getStyleClass().add("images-header");
    title.setId("images-title");
    title.getStyleClass().add("images-title");
    title.setMinWidth(0);
    setup.setId("images-setup");
    setup.setWrapText(true);
    setup.setMinHeight(USE_PREF_SIZE);
    Ui.shownWhen(setup, setup.textProperty().isNotEmpty());
    facts.getStyleClass().add("images-facts");
    facts
        .getColumnConstraints()
        .addAll(new ColumnConstraints(), new ColumnConstraints(0, 100, Double.MAX_VALUE));
    facts.getColumnConstraints().getFirst().setMinWidth(USE_PREF_SIZE);
    facts.getColumnConstraints().getLast().setHgrow(Priority.ALWAYS);
    Segments<Part> parts =
        new Segments<>(
            Part.class,
            List.of(Part.values()),
            Part::label,
            part -> actions.get(ImagesActions.PART).tip(part.help()),
            model.gallery().partProperty());
    HBox right = new HBox(8, parts, button(actions, ImagesActions.OTHER));
    right.setAlignment(Pos.CENTER_RIGHT);
    Button use = button(actions, ImagesActions.USE);
    Button remove = button(actions, ImagesActions.REMOVE);
    HBox left = new HBox(8, title, use, remove);
    left.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(new WrappingBar(left, right), setup, facts);
    Ui.shownWhen(use, model.sets().chosenProperty().map(Entry.Known.class::isInstance));
    Ui.shownWhen(
        remove,
        model
            .sets()
            .chosenProperty()
            .map(entry -> entry instanceof Entry.Known(SetSummary set) && set.isOwn()));
    model.sets().chosenProperty().subscribe(entry -> show());
    model.gallery().shownProperty().subscribe(shown -> show());
    model.gallery().sourcesProperty().subscribe(sources -> show());
  }

  private static Button button(Actions actions, String id) {
    Button button = Buttons.of(actions, actions.get(id));
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private void show() {
    Entry entry = model.sets().chosenProperty().get();
    title.setText(entry.title());
    facts.getChildren().clear();
    setup.setText("");
    switch (entry) {
      case Entry.ThisSetup _ -> {
        if (model.gallery().shownProperty().get() instanceof Shown.Pictures(_, String about)) {
          setup.setText(about);
        }
      }
      case Entry.Known(SetSummary set) -> {
        List<Facts.Line> lines = Facts.of(set, model.gallery().sourcesProperty().get());
        for (int row = 0; row < lines.size(); row++) {
          Label label = Ui.quiet(lines.get(row).label());
          label.setMinWidth(USE_PREF_SIZE);
          facts.addRow(row, label, text(lines.get(row)));
        }
      }
    }
  }

  /** A text that can be selected and copied. */
  private static Node text(Facts.Line line) {
    TextField text = new TextField(line.text());
    text.setEditable(false);
    text.setFocusTraversable(false);
    text.setAccessibleText(line.label());
    text.getStyleClass().add("images-fact");
    Ui.tip(text, line.text());
    return text;
  }
}
