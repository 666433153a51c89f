package palimpsest.bench.setup;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;

/** One axis in the dialog of a grid: its name, its values, and what is wrong with them. */
final class GridAxisRow extends VBox {

  private final GridAxis axis;
  private final Node editor;

  /**
   * A row.
   *
   * @param remove lets the setting vary no longer
   */
  GridAxisRow(GridAxis axis, Runnable remove) {
    this.axis = axis;
    getStyleClass().add("grid-axis");
    String name = SeedTexts.label(axis.setting());
    editor = axis.boxes().isEmpty() ? text(name) : boxes();
    Label label = new Label(name);
    label.getStyleClass().add("grid-axis-name");
    label.setLabelFor(first());
    Button cross = Ui.iconButton(Feather.X, "Remove " + name, name + " stays as in the form.");
    cross.setId("grid-remove-" + axis.key());
    cross.setOnAction(event -> remove.run());
    HBox line = new HBox(label, Ui.spacer(), cross);
    line.setAlignment(Pos.CENTER_LEFT);
    Label unused = Ui.quiet("None of these runs uses it.");
    unused.setId("grid-unused-" + axis.key());
    unused.getStyleClass().add("plan");
    Ui.shownWhen(unused, axis.unusedProperty());
    Label error = new Label();
    error.setId("grid-error-" + axis.key());
    error.getStyleClass().add("error");
    error.setWrapText(true);
    error.setMinHeight(Label.USE_PREF_SIZE);
    error.textProperty().bind(NonBreakingUnits.of(axis.errorProperty()));
    Ui.shownWhen(error, axis.errorProperty().isNotEmpty());
    getChildren().addAll(line, editor, error, unused);
  }

  /** The axis. */
  GridAxis axis() {
    return axis;
  }

  /** The control that has the focus when someone is led here. */
  Node first() {
    return editor instanceof FlowPane flow ? flow.getChildren().getFirst() : editor;
  }

  private TextField text(String name) {
    TextField field = new TextField();
    field.setId("grid-" + axis.key());
    field.setAccessibleText(name);
    field.textProperty().bindBidirectional(axis.textProperty());
    Ui.tip(field, axis.advice() + "\n\n" + SeedTexts.help(axis.setting()));
    axis.errorProperty()
        .subscribe(text -> field.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
    return field;
  }

  private FlowPane boxes() {
    FlowPane flow = new FlowPane();
    flow.getStyleClass().add("grid-choices");
    for (GridAxis.Box choice : axis.boxes()) {
      CheckBox box = new CheckBox(choice.label());
      box.setMnemonicParsing(false);
      box.setId("grid-" + axis.key() + "-" + choice.text());
      if (!choice.help().isEmpty()) {
        Ui.tip(box, choice.help());
      }
      box.selectedProperty().bindBidirectional(choice.chosen());
      flow.getChildren().add(box);
    }
    return flow;
  }
}
