package palimpsest.bench.images;

import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;

/** The questions about a file or folder that is to be added, above the images. */
final class AddPane extends VBox {

  private static final double WIDE = 150;

  private final AddModel model;
  private final TextField name;

  AddPane(AddModel model) {
    this.model = model;
    setId("add-pane");
    getStyleClass().add("add-pane");
    Label title = Ui.title("Add an image set");
    title.setMinWidth(USE_PREF_SIZE);
    Label path = Ui.quiet("");
    path.setId("add-path");
    path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    path.setMinWidth(0);
    path.textProperty().bind(model.pathProperty().map(Path::toString).orElse(""));
    Ui.tip(path);
    path.accessibleHelpProperty().bind(path.textProperty());
    name = field("add-name", model.nameProperty());
    name.textProperty()
        .subscribe((was, is) -> {
          // The proposal comes a moment later, and typing replaces it.
          if (was.isEmpty() && is.length() > 1 && name.isFocused()) {
            Platform.runLater(name::selectAll);
          }
        });
    ObservableValue<Boolean> csv = model.takesOptionsProperty();
    FlowPane fields =
        new FlowPane(
            labelled("Name", name, "The name that --images and the form's field Image set take."),
            labelled("Format", formats(), "How the file or folder is read."),
            shown(
                csv,
                labelled(
                    "Label column",
                    field("add-label", model.labelProperty()),
                    ReadOptions.LABEL_HELP + " Empty for the usual names.")),
            shown(
                csv,
                labelled(
                    "Part column",
                    field("add-part", model.partProperty()),
                    ReadOptions.PART_HELP + " Empty for the usual names.")),
            shown(
                csv,
                labelled(
                    "Image shape",
                    field("add-shape", model.shapeProperty()),
                    ReadOptions.SHAPE_HELP + " Empty for vectors.")));
    fields.getStyleClass().add("add-fields");
    Label note = Ui.quiet("");
    note.setId("add-note");
    note.textProperty().bind(model.noteProperty());
    Label error = new Label();
    error.setId("add-error");
    error.getStyleClass().add("error");
    error.setWrapText(true);
    error.setMinHeight(USE_PREF_SIZE);
    error.textProperty().bind(NonBreakingUnits.of(model.errorProperty()));
    Ui.shownWhen(error, model.errorProperty().isNotEmpty());
    ProgressBar progress = new ProgressBar();
    progress.setId("add-progress");
    progress.setPrefWidth(WIDE / 2);
    Label reading = Ui.quiet("Reading…");
    HBox busy = new HBox(8, progress, reading);
    busy.setAlignment(Pos.CENTER_LEFT);
    Ui.shownWhen(busy, model.busyProperty());
    Button add = new Button("Add");
    add.setId("add-confirm");
    add.getStyleClass().add("accent");
    Ui.named(add, "Add the image set", "Read it and remember it by its name. Enter");
    add.setOnAction(event -> model.add());
    Button cancel = new Button("Cancel");
    cancel.setId("add-cancel");
    Ui.named(cancel, "Cancel", "Do not add it. Escape");
    cancel.setOnAction(event -> model.cancel());
    HBox buttons = new HBox(8, busy, note, Ui.spacer(), cancel, add);
    buttons.setAlignment(Pos.CENTER_LEFT);
    HBox top = new HBox(10, title, path);
    top.setAlignment(Pos.BASELINE_LEFT);
    getChildren().addAll(top, fields, error, buttons);
    Ui.shownWhen(this, Bindings.isNotNull(model.pathProperty()));
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER
        && !event.isShortcutDown()
        && event.getTarget() instanceof TextField) {
      model.add();
      event.consume();
    }
  }

  private static TextField field(String id, StringProperty text) {
    TextField field = new TextField();
    field.setId(id);
    field.setPrefWidth(WIDE);
    field.textProperty().bindBidirectional(text);
    Ui.passUndo(field);
    return field;
  }

  private ComboBox<String> formats() {
    ComboBox<String> box = new ComboBox<>();
    box.setId("add-format");
    box.setPrefWidth(WIDE + 40);
    box.getItems()
        .setAll(Stream.concat(Stream.of(""), SetReaders.ALL.stream().map(SetReader::key)).toList());
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(String key) {
            return SetReaders.named(key == null ? "" : key)
                .map(SetReader::label)
                .orElse("Not recognised");
          }

          @Override
          public String fromString(String text) {
            return text;
          }
        });
    box.valueProperty().bindBidirectional(model.formatProperty());
    return box;
  }

  private static VBox labelled(String text, Control control, String help) {
    Label label = Ui.quiet(text);
    label.setLabelFor(control);
    control.setAccessibleText(text);
    Ui.tip(control, help);
    return new VBox(2, label, control);
  }

  private static VBox shown(ObservableValue<Boolean> when, VBox box) {
    Ui.shownWhen(box, when);
    return box;
  }

  /** Moves the focus to the name. */
  void focus() {
    name.requestFocus();
    name.selectAll();
  }
}
