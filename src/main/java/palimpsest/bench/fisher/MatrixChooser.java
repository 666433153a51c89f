package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;

/**
 * Chooses one of the matrices on offer: the shown run's first, then those of other runs, each with
 * the newest on top. Words typed into the open list narrow it.
 */
final class MatrixChooser extends SearchableComboBox<MatrixChoice> {

  private final ObservableList<MatrixChoice> newestFirst = FXCollections.observableArrayList();
  private boolean renewing;

  MatrixChooser(PaneModel pane, ObservableList<MatrixChoice> choices) {
    setItems(newestFirst);
    setAccessibleText("Matrix " + pane.slot().letter());
    Ui.tip(this);
    setConverter(new Words());
    setCellFactory(Choice::new);
    setMaxWidth(Double.MAX_VALUE);
    setMinWidth(60);
    setPrefWidth(120);
    setVisibleRowCount(14);
    pane.choiceProperty()
        .subscribe(choice -> {
          setValue(choice);
          setAccessibleHelp(
              (choice == null ? "" : choice.label() + "\n" + choice.runLabel() + "\n\n")
                  + "The measured Fisher matrices by run, newest first: choose one, or type"
                  + " to search.");
        });
    valueProperty()
        .subscribe(value -> {
          if (value != null && !renewing) {
            pane.choiceProperty().set(value);
          }
        });
    choices.addListener((ListChangeListener<MatrixChoice>) change -> renew(pane, choices));
    renew(pane, choices);
  }

  private void renew(PaneModel pane, List<MatrixChoice> choices) {
    // Nothing is chosen while the list changes: the box would choose something else, and its inner
    // list, which learns of the change later, would be asked for a place that it no longer has.
    renewing = true;
    try {
      setValue(null);
      newestFirst.setAll(new ArrayList<>(choices).reversed());
      setValue(pane.choiceProperty().get());
    } finally {
      renewing = false;
    }
  }

  /** The text to search, and to show in the closed box. */
  private static final class Words extends StringConverter<MatrixChoice> {
    @Override
    public String toString(@Nullable MatrixChoice choice) {
      return choice == null ? "" : choice.label() + " · " + choice.runLabel();
    }

    @Override
    public MatrixChoice fromString(String text) {
      throw new UnsupportedOperationException("the box is not editable");
    }
  }

  /** A matrix in the list, under the name of its run where that begins. */
  private static final class Choice extends ListCell<MatrixChoice> {
    private final Label heading = Ui.quiet("");
    private final Label label = new Label();
    private final VBox lines = new VBox(2, heading, label);

    Choice(ListView<MatrixChoice> list) {
      heading.getStyleClass().add("choice-run");
      label.setPadding(new Insets(0, 0, 0, 12));
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable MatrixChoice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(null);
      setGraphic(null);
      if (empty || choice == null) {
        return;
      }
      List<MatrixChoice> all = getListView().getItems();
      int index = getIndex();
      boolean begins =
          index <= 0 || index >= all.size() || all.get(index - 1).run() != choice.run();
      heading.setText(choice.runLabel());
      heading.setVisible(begins);
      heading.setManaged(begins);
      label.setText(choice.label());
      setGraphic(lines);
    }
  }
}
