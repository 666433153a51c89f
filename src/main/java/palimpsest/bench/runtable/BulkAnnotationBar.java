package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import palimpsest.bench.look.Ui;

/** The line in which one writes on several runs at once: tags to add or take away, or a note. */
final class BulkAnnotationBar extends HBox {

  private final RunEdits edits;
  private final Runnable closed;
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open", false);
  private final Label what = new Label();
  private final TextField field = new TextField();
  private List<RunRow> rows = List.of();
  private boolean tags;

  /**
   * A line, closed.
   *
   * @param closed called when it closes again
   */
  BulkAnnotationBar(RunEdits edits, Runnable closed) {
    this.edits = edits;
    this.closed = closed;
    setId("runs-several");
    getStyleClass().add("runs-several");
    setAlignment(Pos.CENTER_LEFT);
    what.setMinWidth(USE_PREF_SIZE);
    field.setId("runs-several-words");
    HBox.setHgrow(field, Priority.ALWAYS);
    field.setOnAction(event -> write());
    field.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ESCAPE) {
        close();
        event.consume();
      }
    });
    Button done = new Button("Write");
    done.setId("runs-several-write");
    Ui.named(done, "Edit the chosen runs", "Save this for all of them. Enter");
    done.setOnAction(event -> write());
    Button cancel = new Button("Cancel");
    Ui.named(cancel, "Cancel", "Change nothing. Esc");
    cancel.setOnAction(event -> close());
    getChildren().addAll(what, field, done, cancel);
    Ui.shownWhen(this, open);
  }

  /**
   * Opens it.
   *
   * @param column the column to write on, by its name
   */
  void open(String column, List<RunRow> chosen) {
    rows = List.copyOf(chosen);
    tags = column.equals(RunColumns.TAGS);
    what.setText((tags ? "Tags of %,d runs" : "Note on %,d runs").formatted(rows.size()));
    field.setAccessibleText(what.getText());
    field.setPromptText(
        tags ? "paper draft adds two tags, -draft removes one" : "Added to each run's notes");
    field.clear();
    open.set(true);
    field.requestFocus();
  }

  private void write() {
    String text = field.getText().strip();
    List<RunRow> written = rows;
    close();
    if (text.isEmpty()) {
      return;
    }
    if (!tags) {
      edits.write(RunColumns.NOTES, written, runAnnotations -> runAnnotations.noted(text));
      return;
    }
    List<String> more = new ArrayList<>();
    List<String> less = new ArrayList<>();
    for (String word : RunAnnotations.tags(text)) {
      if (word.startsWith("-")) {
        less.add(word.substring(1));
      } else {
        more.add(word);
      }
    }
    edits.write(
        RunColumns.TAGS, written, runAnnotations -> runAnnotations.untagged(less).tagged(more));
  }

  private void close() {
    open.set(false);
    rows = List.of();
    closed.run();
  }
}
