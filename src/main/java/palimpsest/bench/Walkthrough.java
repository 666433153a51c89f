package palimpsest.bench;

import java.util.List;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.util.Duration;
import palimpsest.bench.action.Actions;

/**
 * A walk through the window without a person, by which an installer learns what a start and a first
 * look at everything need: the first preset is trained, then each page is shown, one a moment, the
 * table of runs is sorted and filtered, its runs are compared, and the window closes again.
 *
 * @param running true while a run trains
 */
record Walkthrough(Actions actions, ObservableBooleanValue running, Stage stage) {

  private static final String TABLE = "#runs-table";

  private static final Duration MOMENT = Duration.seconds(1);

  /** Training takes a fraction of this; after it the walk continues, trained or not. */
  private static final Duration PATIENCE = Duration.minutes(5);

  /** Whether this start is one. */
  static boolean isWanted() {
    return Boolean.getBoolean("palimpsest.walkthrough");
  }

  /** Begins the walk. */
  void begin() {
    Timeline pages = pages();
    Timeline patience = new Timeline(new KeyFrame(PATIENCE, event -> pages.play()));
    patience.play();
    running.addListener((observed, trained, trains) -> {
      if (trained && !trains) {
        patience.stop();
        pages.play();
      }
    });
    perform("preset-first-light");
    perform("run");
  }

  private Timeline pages() {
    List<Runnable> steps =
        List.of(
            () -> perform("page-fisher"),
            () -> perform("page-runs"),
            this::sortByEachColumn,
            this::filter,
            this::compareAll,
            () -> perform("page-images"),
            () -> perform("page-help"),
            () -> perform("queue"),
            () -> perform("palette"),
            stage::hide);
    Timeline walk = new Timeline();
    Duration when = Duration.ZERO;
    for (Runnable step : steps) {
      when = when.add(MOMENT);
      walk.getKeyFrames().add(new KeyFrame(when, event -> step.run()));
    }
    return walk;
  }

  private void sortByEachColumn() {
    if (stage.getScene().lookup(TABLE) instanceof TableView<?> table) {
      sortByEachColumn(table);
    }
  }

  private static <R> void sortByEachColumn(TableView<R> table) {
    for (TableColumn<R, ?> column : List.copyOf(table.getVisibleLeafColumns())) {
      for (SortType order : SortType.values()) {
        column.setSortType(order);
        table.getSortOrder().setAll(List.of(column));
        table.layout();
      }
    }
    table.getSortOrder().clear();
  }

  /** Letter by letter, as people write. */
  private void filter() {
    if (stage.getScene().lookup(TABLE) instanceof TableView<?> table
        && stage.getScene().lookup("#runs-filter") instanceof TextField field) {
      for (char letter : "acc>0.5 replay".toCharArray()) {
        field.appendText(String.valueOf(letter));
        table.layout();
      }
      field.clear();
    }
  }

  private void compareAll() {
    if (stage.getScene().lookup(TABLE) instanceof TableView<?> table) {
      table.getSelectionModel().selectAll();
    }
    perform("runs-compare");
  }

  private void perform(String action) {
    actions.perform(actions.get(action));
  }
}
