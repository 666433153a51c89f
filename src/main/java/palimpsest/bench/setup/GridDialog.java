package palimpsest.bench.setup;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import palimpsest.bench.look.ChildWindow;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.setting.Setting;
import palimpsest.text.NumberText;

/**
 * Asks which settings a grid varies, and lists its runs, with their number and time, before one
 * says yes.
 */
public final class GridDialog {

  private static final double LINE = 24;

  private final GridViewModel model;
  private final ObservableValue<String> site;
  private final Consumer<List<ExperimentSpec>> queue;
  private final Stage stage = new Stage();
  private final VBox rows = new VBox();
  private final SettingAdder adder = new SettingAdder(this::add);

  /**
   * A dialog, not shown yet.
   *
   * @param owner the window it lies over
   * @param site the name of the cluster that the runs are submitted to; empty for this machine
   * @param queue takes the runs once the person says yes
   */
  public GridDialog(
      Window owner,
      GridViewModel model,
      ObservableValue<String> site,
      Consumer<List<ExperimentSpec>> queue) {
    this.model = model;
    this.site = site;
    this.queue = queue;
    stage.initOwner(owner);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle("Queue a grid");
  }

  /** Made when it is first shown, so that the window need not wait for it at its start. */
  private Scene scene() {
    HBox columns = new HBox(axes(), result());
    columns.getStyleClass().add("grid-columns");
    VBox.setVgrow(columns, Priority.ALWAYS);
    VBox root = new VBox(intro(), columns, buttons());
    root.getStyleClass().addAll("bench", "grid-dialog");
    StyleSheets.apply(root, "bench");
    StyleSheets.apply(root, "setup");
    model.axes().addListener((ListChangeListener<GridAxis>) change -> follow());
    Scene scene = new Scene(root);
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.ENTER, KeyCodeCombination.SHORTCUT_DOWN), this::accept);
    return scene;
  }

  /** Shows it, filled from the runs of the form. */
  public void show(List<SpecDraft> form) {
    if (stage.getScene() == null) {
      stage.setScene(scene());
      stage.setMinWidth(680);
      stage.setMinHeight(460);
    }
    model.begin(form);
    ChildWindow.show(stage);
  }

  private static Label intro() {
    Label intro =
        Ui.quiet(
            "One run for every combination of these values; everything else is as in the form."
                + " Settings that a run does not use add no runs of it.");
    intro.setWrapText(true);
    intro.setMinHeight(Label.USE_PREF_SIZE);
    return intro;
  }

  private VBox axes() {
    rows.getStyleClass().add("grid-axes");
    ScrollPane pane = new ScrollPane(rows);
    pane.setId("grid-axes");
    pane.setFitToWidth(true);
    pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    pane.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(pane, Priority.ALWAYS);
    VBox column = new VBox(pane, adder);
    column.getStyleClass().add("grid-left");
    HBox.setHgrow(column, Priority.ALWAYS);
    return column;
  }

  /** Shows the axes as they are now; the rows that stay are the same, so that the focus stays. */
  private void follow() {
    List<Node> now =
        model.axes().stream()
            .map(axis ->
                rows.getChildren().stream()
                    .filter(row -> ((GridAxisRow) row).axis() == axis)
                    .findFirst()
                    .orElseGet(() -> new GridAxisRow(axis, () -> remove(axis))))
            .toList();
    rows.getChildren().retainAll(now);
    for (int i = 0; i < now.size(); i++) {
      if (i >= rows.getChildren().size() || !rows.getChildren().get(i).equals(now.get(i))) {
        rows.getChildren().add(i, now.get(i));
      }
    }
    adder.offer(model.others());
  }

  private void add(Setting<?> setting) {
    GridAxis added = model.add(setting);
    rows.getChildren().stream()
        .map(GridAxisRow.class::cast)
        .filter(row -> row.axis() == added)
        .forEach(row -> row.first().requestFocus());
  }

  private void remove(GridAxis axis) {
    int place = model.axes().indexOf(axis);
    model.remove(axis);
    int next = Math.min(place, rows.getChildren().size() - 1);
    if (next < 0) {
      adder.focusSearch();
    } else {
      ((GridAxisRow) rows.getChildren().get(next)).first().requestFocus();
    }
  }

  private VBox result() {
    Label count = new Label();
    count.setId("grid-count");
    count.getStyleClass().add("grid-count");
    count
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::countText, model.runsProperty(), model.hindranceProperty()));
    Label estimate = Ui.quiet("");
    estimate.setId("grid-estimate");
    estimate.setWrapText(true);
    estimate.setMinHeight(Label.USE_PREF_SIZE);
    estimate
        .textProperty()
        .bind(
            Bindings.when(model.hindranceProperty().isEmpty())
                .then(model.estimateProperty())
                .otherwise(model.hindranceProperty()));
    Label memory = Ui.quiet("");
    memory.setId("grid-memory");
    memory.setWrapText(true);
    memory.setMinHeight(Label.USE_PREF_SIZE);
    memory.textProperty().bind(model.memoryProperty());
    Ui.shownWhen(memory, model.memoryProperty().isNotEmpty());
    VBox summary = new VBox(count, estimate, memory);
    summary.getStyleClass().add("grid-summary");
    summary.setMinHeight(VBox.USE_PREF_SIZE);
    VBox column = new VBox(summary, list());
    column.getStyleClass().add("grid-right");
    return column;
  }

  private ListView<String> list() {
    ListView<String> list = new ListView<>();
    list.setId("grid-runs");
    list.setAccessibleText("Runs of the grid");
    list.setFixedCellSize(LINE);
    list.setPlaceholder(new Label(""));
    model.namesProperty().subscribe(names -> list.getItems().setAll(names));
    Ui.passEscape(list, () -> false);
    VBox.setVgrow(list, Priority.ALWAYS);
    return list;
  }

  private String countText() {
    int runs = model.runsProperty().get().size();
    return runs == 0
        ? (model.hindranceProperty().get().isEmpty() ? "counting …" : "No runs yet")
        : NumberText.count(runs, "run");
  }

  private HBox buttons() {
    Button yes = new Button();
    yes.setId("grid-queue");
    yes.setDefaultButton(true);
    yes.disableProperty().bind(model.runsProperty().map(List::isEmpty));
    yes.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> acceptText(model.runsProperty().get().size(), site.getValue()),
                model.runsProperty(),
                site));
    yes.setOnAction(event -> accept());
    Button no = new Button("Cancel");
    no.setId("grid-cancel");
    no.setCancelButton(true);
    no.setOnAction(event -> stage.hide());
    HBox buttons = new HBox(Ui.spacer(), no, yes);
    buttons.getStyleClass().add("grid-buttons");
    return buttons;
  }

  private static String acceptText(int runs, String site) {
    String what = runs == 0 ? "" : " " + NumberText.count(runs, "run");
    return site.isEmpty() ? "Queue" + what : "Submit%s to %s".formatted(what, site);
  }

  private void accept() {
    List<ExperimentSpec> runs = model.runsProperty().get();
    if (!runs.isEmpty()) {
      stage.hide();
      queue.accept(runs);
    }
  }
}
