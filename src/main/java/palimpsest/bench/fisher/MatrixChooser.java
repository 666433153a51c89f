package palimpsest.bench.fisher;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;

/** Chooses one of the matrices on offer; its list is grouped by run. */
final class MatrixChooser extends ComboBox<MatrixChoice> {

  MatrixChooser(PaneModel pane, ObservableList<MatrixChoice> choices) {
    super(choices);
    setAccessibleText("Matrix " + pane.slot().letter());
    Ui.tip(this);
    setCellFactory(list -> new Choice(choices));
    setButtonCell(new Chosen(choices));
    setMaxWidth(Double.MAX_VALUE);
    setMinWidth(60);
    setPrefWidth(120);
    pane.choiceProperty()
        .subscribe(choice -> {
          setValue(choice);
          setAccessibleHelp(
              (choice == null ? "" : choice.label() + "\n" + choice.runLabel() + "\n\n")
                  + "The Fisher matrices measured, run by run: choose one.");
        });
    valueProperty()
        .subscribe(value -> {
          if (value != null) {
            pane.choiceProperty().set(value);
          }
        });
    // A new list makes the box forget what was chosen.
    choices.addListener(
        (ListChangeListener<MatrixChoice>) change -> setValue(pane.choiceProperty().get()));
  }

  private static boolean severalRuns(ObservableList<MatrixChoice> choices) {
    return choices.stream().mapToLong(MatrixChoice::run).distinct().limit(2).count() > 1;
  }

  /** A matrix in the list, under the name of its run where that begins. */
  private static final class Choice extends ListCell<MatrixChoice> {
    private final ObservableList<MatrixChoice> choices;

    Choice(ObservableList<MatrixChoice> choices) {
      this.choices = choices;
    }

    @Override
    protected void updateItem(@Nullable MatrixChoice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(null);
      setGraphic(null);
      if (empty || choice == null) {
        return;
      }
      VBox lines = new VBox(2);
      int index = getIndex();
      boolean begins =
          index == 0 || index >= choices.size() || choices.get(index - 1).run() != choice.run();
      boolean grouped = severalRuns(choices);
      if (begins && grouped) {
        Label heading = Ui.quiet(choice.runLabel());
        heading.getStyleClass().add("choice-run");
        lines.getChildren().add(heading);
      }
      Label label = new Label(choice.label());
      label.setPadding(new Insets(0, 0, 0, grouped ? 12 : 0));
      lines.getChildren().add(label);
      setGraphic(lines);
    }
  }

  /** The matrix chosen, with its run if there are several. */
  private static final class Chosen extends ListCell<MatrixChoice> {
    private final ObservableList<MatrixChoice> choices;

    Chosen(ObservableList<MatrixChoice> choices) {
      this.choices = choices;
    }

    @Override
    protected void updateItem(@Nullable MatrixChoice choice, boolean empty) {
      super.updateItem(choice, empty);
      if (empty || choice == null) {
        setText("");
      } else {
        setText(
            severalRuns(choices)
                ? "%s · %s · %s"
                    .formatted(choice.representation().label(), choice.runLabel(), choice.moment())
                : choice.label());
      }
    }
  }
}
