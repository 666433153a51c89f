package palimpsest.bench.setup;

import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import palimpsest.bench.look.Ui;

/** The line of the form with the folder that image sets are read from. */
final class DataRow extends HBox {

  private final Button button = new Button();

  /**
   * A line.
   *
   * @param choose asks for another folder
   */
  DataRow(ImagesModel images, Runnable choose) {
    button.setId("data-folder");
    button.setMaxWidth(Double.MAX_VALUE);
    // An underscore is a letter of its name.
    button.setMnemonicParsing(false);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    button.setAccessibleText("Data folder");
    Ui.tip(button);
    images.folderProperty().subscribe(this::show);
    button.setOnAction(event -> choose.run());
    setHgrow(button, Priority.ALWAYS);
    Label label = new Label("Data folder");
    label.getStyleClass().add("field-label");
    getChildren().addAll(label, button);
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("field-line");
  }

  private void show(Path chosen) {
    Path folder = chosen.normalize();
    button.setText(folder.toString().isEmpty() ? "." : folder.toString());
    button.setAccessibleHelp(
        "Where image sets are read from, in torchvision's layout (MNIST/raw/…).\n\n"
            + folder.toAbsolutePath());
  }
}
