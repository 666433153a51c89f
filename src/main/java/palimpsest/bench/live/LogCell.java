package palimpsest.bench.live;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.LogLine;
import palimpsest.bench.look.Ui;

/** A line of the log: when, what kind, and what. */
final class LogCell extends ListCell<LogLine> {

  private final Label time = Ui.quiet("");
  private final Label kind = Ui.quiet("");
  private final Label text = new Label();
  private final HBox line = new HBox(time, kind, text);

  LogCell() {
    getStyleClass().add("log-line");
    time.setMinWidth(64);
    time.getStyleClass().add("number");
    kind.setMinWidth(76);
    text.setTextOverrun(OverrunStyle.ELLIPSIS);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    line.setAlignment(Pos.CENTER_LEFT);
    // The list must not become as wide as its longest line.
    line.setPrefWidth(0);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable LogLine item, boolean empty) {
    super.updateItem(item, empty);
    setText(null);
    if (empty || item == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    time.setText(LogFilter.time(item));
    kind.setText(item.kind());
    text.setText(item.text());
    setTooltip(item.text().length() > 100 ? Ui.tooltip(item.text()) : null);
    setGraphic(line);
  }
}
