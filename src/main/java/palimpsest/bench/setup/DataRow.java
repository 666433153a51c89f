package palimpsest.bench.setup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import palimpsest.bench.look.Ui;

/** The line of the form with the folder that image sets are read from. */
final class DataRow extends HBox {

  private final DataFolder data;
  private final Button button = new Button();

  /**
   * A line.
   *
   * @param chooser asks for another folder, given the present one
   * @param chosen called when another one was chosen
   */
  DataRow(DataFolder data, Function<Path, Optional<Path>> chooser, Runnable chosen) {
    this.data = data;
    button.setId("data-folder");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    button.setAccessibleText("Data folder");
    Ui.tip(button);
    show();
    button.setOnAction(event ->
        chooser
            .apply(data.get())
            .ifPresent(folder -> {
              data.set(folder);
              show();
              chosen.run();
            }));
    setHgrow(button, Priority.ALWAYS);
    Label label = new Label("Data folder");
    label.getStyleClass().add("field-label");
    getChildren().addAll(label, button);
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("field-line");
  }

  private void show() {
    Path folder = data.get().normalize();
    button.setText(folder.toString().isEmpty() ? "." : folder.toString());
    button.setAccessibleHelp(
        "Where image sets are read from, in torchvision's layout (MNIST/raw/…).\n\n"
            + folder.toAbsolutePath());
  }
}
