package palimpsest.bench.fisher;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.Ui;
import palimpsest.bench.settings.Settings;

/** The toolbar of the viewer: number of panes, task, zoom and export. */
final class FisherBar extends FlowPane {

  private static final String BESIDE =
      "Up to three representations for A's task side by side, also from other runs. S";

  private static final String ONE_REPRESENTATION =
      "No other representation for A's task yet: train a run with another one, chosen under"
          + " Fisher in the form.";

  private final FisherViewModel model;

  FisherBar(
      FisherViewModel model, ObjectProperty<Integer> live, Runnable export, Runnable numbers) {
    this.model = model;
    getStyleClass().add("page-flow");
    Button save =
        button(
            Feather.DOWNLOAD,
            "export-matrix",
            "Export matrix",
            "Save the matrix last clicked (its letter is blue) as PNG, one pixel per entry,"
                + " at these levels. Ctrl+E");
    save.setOnAction(event -> export.run());
    Button npz =
        button(
            Feather.DATABASE,
            "export-npz",
            "Export the numbers of the matrix",
            "Save the numbers of the matrix last clicked (its letter is blue) as npz for NumPy.");
    npz.setOnAction(event -> numbers.run());
    BooleanBinding nothing = model.panes().getFirst().slot().contentProperty().isNull();
    save.disableProperty().bind(nothing);
    npz.disableProperty().bind(nothing);
    getChildren().addAll(panes(), tasks(), live(live), zoom(), group(save, npz));
  }

  private HBox panes() {
    HBox counts = new HBox();
    counts.getStyleClass().add("segments");
    for (int count = 1; count <= FisherViewModel.PANES; count++) {
      int wanted = count;
      ToggleButton button = new ToggleButton(Integer.toString(count));
      button.setId("panes-" + count);
      button
          .getStyleClass()
          .add(
              count == 1
                  ? "left-pill"
                  : count == FisherViewModel.PANES ? "right-pill" : "center-pill");
      Ui.named(
          button,
          count == 1 ? "One matrix" : count + " matrices side by side",
          (count == 1
                  ? "One matrix. "
                  : count + " matrices side by side, zoomed and levelled together. ")
              + count);
      button.setOnAction(event -> {
        model.showPanes(wanted);
        button.setSelected(true);
      });
      Runnable follow =
          () ->
              button.setSelected(
                  !model.differingProperty().get() && model.paneCountProperty().get() == wanted);
      model.differingProperty().subscribe(follow);
      model.paneCountProperty().subscribe(follow);
      follow.run();
      counts.getChildren().add(button);
    }
    ToggleButton difference = new ToggleButton("A − B");
    difference.setId("difference");
    Ui.named(
        difference,
        "Difference of A and B",
        "A, B and their difference, in grey around 0, with the relative error and the cosine. D");
    model.differingProperty().subscribe(difference::setSelected);
    difference.setOnAction(event -> {
      model.toggleDifference();
      difference.setSelected(model.differingProperty().get());
    });
    Button beside = new Button("Side by side");
    beside.setId("side-by-side");
    Ui.named(beside, "Representations side by side", BESIDE);
    beside.setOnAction(event -> model.sideBySide());
    beside
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.sideBySideChoices().size() < 2, dependencies()));
    beside
        .accessibleHelpProperty()
        .bind(Bindings.when(beside.disableProperty()).then(ONE_REPRESENTATION).otherwise(BESIDE));
    difference
        .disableProperty()
        .bind(Bindings.createBooleanBinding(() -> model.choices().size() < 2, model.choices()));
    return group(counts, difference, Buttons.explained(beside));
  }

  private HBox tasks() {
    Label label = Ui.quiet("");
    label.setId("task-label");
    label.setMinWidth(52);
    Slider slider = new Slider(0, 1, 0);
    slider.setId("task-slider");
    slider.setAccessibleText("Task");
    Ui.tip(slider, "The task after which the matrices were measured, in all panes. [ and ]");
    slider.setPrefWidth(72);
    slider.setBlockIncrement(1);
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setSnapToTicks(true);
    HBox group = group(label, slider);
    boolean[] following = {false};
    Runnable follow =
        () -> {
          List<Integer> tasks = model.tasks();
          MatrixChoice first = model.panes().getFirst().choiceProperty().get();
          following[0] = true;
          slider.setMax(Math.max(1, tasks.size() - 1));
          slider.setValue(first == null ? 0 : tasks.indexOf(first.task()));
          following[0] = false;
          slider.setDisable(tasks.size() < 2);
          label.setText(first == null ? "" : "Task %d".formatted(first.task() + 1));
        };
    for (Observable dependency : dependencies()) {
      dependency.addListener(observable -> follow.run());
    }
    follow.run();
    slider
        .valueProperty()
        .subscribe(value -> {
          List<Integer> tasks = model.tasks();
          int index = (int) Math.round(value.doubleValue());
          if (!following[0] && index >= 0 && index < tasks.size()) {
            model.goToTask(tasks.get(index));
          }
        });
    return group;
  }

  private HBox live(ObjectProperty<Integer> every) {
    ComboBox<Integer> seconds = new ComboBox<>();
    seconds.setId("live-seconds");
    seconds.getItems().setAll(Settings.FISHER_SECONDS);
    seconds.setConverter(new Seconds());
    seconds.setAccessibleText("Seconds between live matrices");
    Ui.tip(
        seconds,
        "How often the current run copies its natural replay matrix. A copy costs the run"
            + " time, so this happens only while this page is shown.");
    seconds.valueProperty().bindBidirectional(every);
    return group(Ui.quiet("Live"), seconds);
  }

  private HBox zoom() {
    Button out = button(Feather.ZOOM_OUT, "zoom-out", "Smaller", "Smaller. Wheel or −");
    out.setOnAction(event -> model.zoom().zoomOut());
    Button in =
        button(Feather.ZOOM_IN, "zoom-in", "Larger", "Larger, up to single entries. Wheel or +");
    in.setOnAction(event -> model.zoom().zoomIn());
    Button fit = button(Feather.MAXIMIZE, "zoom-fit", "Fit", "The whole matrix. Double-click or 0");
    fit.setOnAction(event -> model.zoom().fit());
    Label zoom = Ui.quiet("");
    zoom.setId("zoom");
    zoom.getStyleClass().add("number");
    zoom.setMinWidth(56);
    zoom.setAlignment(Pos.CENTER_RIGHT);
    model.zoom().viewportProperty().subscribe(view -> zoom.setText(view.zoomText()));
    return group(zoom, out, in, fit);
  }

  /** The values that the choice of matrices depends on. */
  private Observable[] dependencies() {
    return new Observable[] {model.choices(), model.panes().getFirst().choiceProperty()};
  }

  private static HBox group(javafx.scene.Node... nodes) {
    HBox group = new HBox(nodes);
    group.getStyleClass().add("page-header");
    group.setAlignment(Pos.CENTER_LEFT);
    return group;
  }

  private static Button button(Feather icon, String id, String name, String tip) {
    Button button = Ui.iconButton(icon, name, tip);
    button.setId(id);
    return button;
  }

  /** Seconds in words. */
  private static final class Seconds extends StringConverter<Integer> {
    @Override
    public String toString(@Nullable Integer seconds) {
      return seconds == null ? "" : seconds == 0 ? "off" : "every " + seconds + " s";
    }

    @Override
    public Integer fromString(String text) {
      throw new UnsupportedOperationException("the box is not editable");
    }
  }
}
