package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.Ui;
import palimpsest.data.SourceSet;
import palimpsest.data.catalogue.Catalogue;

/**
 * The tasks to learn, each by its name in the chosen image set and with its place in the order of
 * learning. A task that is ticked comes last.
 */
final class TasksField extends Control {

  private final StringProperty text;
  private final ObservableValue<String> images;
  private final List<CheckBox> boxes = new ArrayList<>();
  private final VBox column = new VBox();
  private boolean following;

  /**
   * A field.
   *
   * @param text numbers of the tasks in the order of learning, such as 0,2
   * @param images the key of the image set that they are tasks of
   */
  TasksField(StringProperty text, ObservableValue<String> images) {
    this.text = text;
    this.images = images;
    getStyleClass().add("tasks-field");
    column.getStyleClass().add("tasks-column");
    int most = Catalogue.collections().stream().mapToInt(one -> one.sets().size()).max().orElse(0);
    for (int task = 0; task < most; task++) {
      CheckBox box = new CheckBox();
      int number = task;
      box.setId("task-" + number);
      box.setMnemonicParsing(false);
      box.selectedProperty().addListener((observed, was, on) -> choose(number, on));
      boxes.add(box);
      column.getChildren().add(box);
    }
    text.subscribe(now -> follow());
    images.subscribe(now -> follow());
    setFocusTraversable(false);
  }

  /** Says at each box what the field is for. */
  void tip(ObservableValue<String> help) {
    for (CheckBox box : boxes) {
      box.accessibleHelpProperty().bind(help);
      Ui.tip(box);
    }
  }

  /** The box that has the focus when someone is led to the field. */
  CheckBox first() {
    return boxes.getFirst();
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TasksSkin(this);
  }

  private void choose(int task, boolean on) {
    if (following) {
      return;
    }
    List<Integer> tasks = new ArrayList<>(chosen());
    tasks.removeIf(other -> other == task);
    if (on) {
      tasks.add(task);
    }
    text.set(tasks.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private void follow() {
    following = true;
    try {
      String key = images.getValue().strip();
      List<String> names =
          Catalogue.find(key)
              .map(images -> images.sets().stream().map(SourceSet::label).toList())
              .orElse(List.of());
      List<Integer> tasks =
          chosen().stream().filter(task -> names.isEmpty() || task < names.size()).toList();
      for (int task = 0; task < boxes.size(); task++) {
        int place = tasks.indexOf(task);
        String name = task < names.size() ? names.get(task) : "Task " + (task + 1);
        boxes.get(task).setVisible(names.isEmpty() || task < names.size());
        boxes.get(task).setManaged(boxes.get(task).isVisible());
        boxes.get(task).setSelected(place >= 0);
        boxes.get(task).setText(place < 0 ? name : "%d. %s".formatted(place + 1, name));
        boxes
            .get(task)
            .setAccessibleText(
                place < 0 ? name : "%s, learned as number %d".formatted(name, place + 1));
      }
    } finally {
      following = false;
    }
  }

  /** The tasks that the text names, in its order; what is no task of the set is left out. */
  private List<Integer> chosen() {
    return Stream.of(text.get().split(",", -1))
        .map(String::strip)
        .filter(part -> part.matches("\\d{1,3}"))
        .map(Integer::valueOf)
        .filter(task -> task < boxes.size())
        .distinct()
        .toList();
  }

  private static final class TasksSkin extends SkinBase<TasksField> {
    TasksSkin(TasksField field) {
      super(field);
      getChildren().add(field.column);
    }
  }
}
