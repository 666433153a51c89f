package palimpsest.bench.images;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.data.scenario.TaskExamples;

/** A row of the gallery: the heading of a task, or some of its classes. */
final class GalleryCell extends ListCell<GalleryRow> {

  private final GalleryModel model;
  private final List<ClassTile> tiles = new ArrayList<>();
  private final HBox shelf = new HBox(GalleryRow.BETWEEN);
  private final Label name = new Label();
  private final Label counts = Ui.quiet("");
  private final Label number = new Label();
  private final HBox heading = new HBox(number, name, counts);

  GalleryCell(GalleryModel model) {
    this.model = model;
    number.getStyleClass().add("task-number");
    number.setMinWidth(USE_PREF_SIZE);
    name.setMinWidth(0);
    counts.setMinWidth(USE_PREF_SIZE);
    heading.getStyleClass().add("task-heading");
    heading.setAlignment(Pos.BASELINE_LEFT);
    shelf.getStyleClass().add("task-shelf");
    getStyleClass().add("gallery-cell");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable GalleryRow row, boolean empty) {
    super.updateItem(row, empty);
    setText(null);
    if (empty
        || row == null
        || !(model.shownProperty().get() instanceof Shown.Pictures(TaskExamples examples, _))) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    switch (row) {
      case GalleryRow.Heading(int task) -> showHeading(examples.tasks().get(task), task);
      case GalleryRow.Shelf shown -> showShelf(examples, shown);
    }
  }

  private void showHeading(TaskExamples.Classes task, int position) {
    number.setText("Task %,d".formatted(position + 1));
    name.setText(task.name());
    counts.setText(
        "%,d training · %,d test images".formatted(task.size().training(), task.size().test()));
    setGraphic(heading);
    setAccessibleText("%s, %s: %s".formatted(number.getText(), name.getText(), counts.getText()));
  }

  private void showShelf(TaskExamples examples, GalleryRow.Shelf row) {
    TileLook look = TileLook.of(examples.shape());
    List<TaskExamples.Group> groups = examples.tasks().get(row.task()).groups();
    int count = row.to() - row.from();
    while (tiles.size() < count) {
      tiles.add(new ClassTile(model));
    }
    shelf.getChildren().setAll(tiles.subList(0, count));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int group = row.from() + i;
      names.add(groups.get(group).name());
      tiles
          .get(i)
          .show(
              groups.get(group),
              new GalleryModel.StripKey(
                  row.task(),
                  group,
                  model.partProperty().get(),
                  model.turnProperty().get(),
                  row.count()),
              look);
    }
    setGraphic(shelf);
    setAccessibleText("Classes " + String.join(", ", names));
  }
}
