package palimpsest.bench.site;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import palimpsest.bench.look.ChildWindow;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.text.NumberText;

/** Shows the script by which a cluster starts runs, to be read and changed before it is sent. */
public final class ScriptDialog {

  private final SweepLauncher model;
  private final Stage stage = new Stage();
  private final Label count = new Label();
  private final TextArea script = new TextArea();

  /**
   * A dialog that appears when a script waits to be seen.
   *
   * @param owner the window it lies over
   */
  public ScriptDialog(Window owner, SweepLauncher model) {
    this.model = model;
    stage.initOwner(owner);
    stage.initModality(Modality.WINDOW_MODAL);
    // Not while it is being submitted, which cannot be taken back here.
    stage.setOnCloseRequest(event -> {
      event.consume();
      model.cancel();
    });
    model.checkedProperty().subscribe(this::follow);
  }

  private void follow(Optional<SweepLauncher.Checked> checked) {
    if (checked.isEmpty()) {
      stage.hide();
      return;
    }
    if (stage.getScene() == null) {
      stage.setScene(scene());
      stage.setMinWidth(560);
      stage.setMinHeight(380);
    }
    SweepLauncher.Checked now = checked.get();
    stage.setTitle("Submit to " + now.kind());
    count.setText("%s on %s".formatted(NumberText.count(now.runs(), "run"), now.site()));
    script.setText(now.script());
    script.positionCaret(0);
    ChildWindow.show(stage);
    script.requestFocus();
  }

  private Scene scene() {
    count.setId("script-count");
    count.getStyleClass().add("grid-count");
    Label intro =
        Ui.quiet(
            "The program there is this version and found the same images. Each run is started by"
                + " this script, which can be changed for this sweep.");
    intro.setWrapText(true);
    intro.setMinHeight(Label.USE_PREF_SIZE);
    script.setId("script-text");
    script.getStyleClass().add("script");
    script.setAccessibleText("Script");
    script.setWrapText(false);
    script.disableProperty().bind(model.busyProperty());
    VBox.setVgrow(script, Priority.ALWAYS);
    Label trouble = new Label();
    trouble.setId("script-trouble");
    trouble.getStyleClass().add("error");
    trouble.setWrapText(true);
    trouble.setMinHeight(Label.USE_PREF_SIZE);
    trouble.textProperty().bind(NonBreakingUnits.of(model.troubleProperty()));
    Ui.shownWhen(trouble, model.troubleProperty().isNotEmpty());
    VBox root = new VBox(count, intro, script, trouble, buttons());
    root.getStyleClass().addAll("bench", "script-dialog");
    StyleSheets.apply(root, "bench");
    StyleSheets.apply(root, "setup");
    Scene scene = new Scene(root);
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.ENTER, KeyCodeCombination.SHORTCUT_DOWN), this::submit);
    return scene;
  }

  private HBox buttons() {
    Button yes = new Button();
    yes.setId("script-submit");
    yes.getStyleClass().add("accent");
    yes.textProperty()
        .bind(Bindings.when(model.busyProperty()).then("Submitting…").otherwise("Submit"));
    yes.disableProperty().bind(model.busyProperty());
    Ui.named(yes, "Submit", "Hands the runs to the cluster's queue. Ctrl+Enter");
    yes.setOnAction(event -> submit());
    Button no = new Button("Cancel");
    no.setId("script-cancel");
    no.setCancelButton(true);
    no.disableProperty().bind(model.busyProperty());
    no.setOnAction(event -> model.cancel());
    HBox buttons = new HBox(Ui.spacer(), no, yes);
    buttons.getStyleClass().add("grid-buttons");
    buttons.setAlignment(Pos.CENTER_RIGHT);
    return buttons;
  }

  private void submit() {
    model.submit(script.getText());
  }
}
