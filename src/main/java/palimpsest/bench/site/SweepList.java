package palimpsest.bench.site;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;

/** The sweeps on clusters in a list: a line each, which unfolds into its runs. */
public final class SweepList extends VBox {

  private final SweepsViewModel model;
  private final LongConsumer opener;
  private final ListView<SweepRow> list = new ListView<>();
  private Set<SweepRow> remembered = Set.of();

  /**
   * A list that is seen while there are sweeps.
   *
   * @param opener shows a run, by its number, in the pages
   */
  public SweepList(SweepsViewModel model, LongConsumer opener) {
    this.model = model;
    this.opener = opener;
    getStyleClass().add("sweep-part");
    list.setId("sweep-list");
    list.setAccessibleText("Sweeps on clusters");
    list.setItems(model.rows());
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(view -> new SweepCell(model, this));
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    list.addEventHandler(KeyEvent.KEY_RELEASED, event -> remember());
    list.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> remember());
    model
        .rows()
        .addListener((ListChangeListener<SweepRow>) change -> Platform.runLater(this::keepChoice));
    Ui.passEscape(list, () -> false);
    VBox.setVgrow(list, Priority.ALWAYS);
    Label keys = Ui.quiet("Enter to open · Ctrl+P to pause or resume · Ctrl+. to stop");
    keys.getStyleClass().add("queue-keys");
    getChildren().addAll(list, keys);
    Ui.shownWhen(this, model.countProperty().greaterThan(0));
  }

  /** The sweeps. */
  public SweepsViewModel model() {
    return model;
  }

  /** The control that has the focus when one is led to the list. */
  public Node first() {
    return list;
  }

  /** The chosen lines. */
  public ObservableList<SweepRow> chosenLines() {
    return list.getSelectionModel().getSelectedItems();
  }

  /** The runs that the chosen lines are about, each once; none if no line is chosen. */
  public List<Long> chosen() {
    return chosenLines().stream()
        .filter(Objects::nonNull)
        .flatMap(row -> model.runs(row).stream())
        .distinct()
        .toList();
  }

  /** Remembers the lines that the person chose: a list that changes chooses as it pleases. */
  private void remember() {
    remembered =
        chosenLines().stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
  }

  /** Chooses no line in place of one that is gone. */
  private void keepChoice() {
    if (!remembered.containsAll(chosenLines())) {
      list.getSelectionModel().clearSelection();
      for (int i = 0; i < list.getItems().size(); i++) {
        if (remembered.contains(list.getItems().get(i))) {
          list.getSelectionModel().select(i);
        }
      }
    }
  }

  /** Shows a run, or the runs of a sweep below it or no longer. */
  void open(SweepRow row) {
    if (row.isSweep()) {
      model.unfold(row, !row.standingProperty().get().unfolded());
    } else {
      opener.accept(row.run());
    }
  }

  private void pressed(KeyEvent event) {
    @Nullable SweepRow row = list.getSelectionModel().getSelectedItem();
    if (row == null) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER) {
      open(row);
    } else if (event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT) {
      model.unfold(row, event.getCode() == KeyCode.RIGHT);
    } else {
      return;
    }
    event.consume();
  }
}
