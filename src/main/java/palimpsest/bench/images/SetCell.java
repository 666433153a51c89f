package palimpsest.bench.images;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.data.catalogue.SetState;
import palimpsest.data.catalogue.SetSummary;

/** A line of the list of image sets: its name, what it holds, and its state if it is not well. */
final class SetCell extends ListCell<Entry> {

  private final Label name = new Label();
  private final Label state = new Label();
  private final Label facts = Ui.quiet("");
  private final Label more = Ui.quiet("");
  private final VBox lines;

  SetCell() {
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    name.getStyleClass().add("set-name");
    HBox.setHgrow(name, Priority.ALWAYS);
    state.getStyleClass().add("set-state");
    state.setMinWidth(USE_PREF_SIZE);
    Ui.shownWhen(state, state.textProperty().isNotEmpty());
    facts.getStyleClass().addAll("set-facts", "number");
    more.getStyleClass().addAll("set-facts", "number");
    Ui.shownWhen(more, more.textProperty().isNotEmpty());
    HBox first = new HBox(name, state);
    first.setAlignment(Pos.BASELINE_LEFT);
    lines = new VBox(first, facts, more);
    getStyleClass().add("set-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Entry entry, boolean empty) {
    super.updateItem(entry, empty);
    setText(null);
    if (empty || entry == null) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    name.setText(entry.title());
    switch (entry) {
      case Entry.ThisSetup _ -> {
        state.setText("");
        facts.setText("The tasks of the form");
        more.setText("");
      }
      case Entry.Known(SetSummary set) -> {
        state.setText(state(set.state()));
        state.getStyleClass().removeAll("missing", "wrong");
        state.getStyleClass().add(set.state() == SetState.MISSING ? "missing" : "wrong");
        facts.setText("%,d + %,d images".formatted(set.size().training(), set.size().test()));
        more.setText("%s · %,d classes".formatted(set.shape(), set.set().classNames().size()));
      }
    }
    setGraphic(lines);
    setAccessibleText(
        String.join(
            ", ",
            java.util.stream.Stream.of(
                    name.getText(), state.getText(), facts.getText(), more.getText())
                .filter(text -> !text.isEmpty())
                .toList()));
  }

  /** The state in a word; empty if there is nothing to say. */
  static String state(SetState state) {
    return switch (state) {
      case READY -> "";
      case MISSING -> "missing";
      case DAMAGED -> "damaged";
      case CHANGED -> "changed";
    };
  }
}
