package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.RangeSlider;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Ui;
import palimpsest.bench.run.ObservedRun;
import palimpsest.bench.run.RunViewModel;
import palimpsest.chart.GreyScale;
import palimpsest.experiment.FisherSnapshot;

/** The room in which Fisher matrices are looked at. */
public final class FisherView extends StackPane {

  private final FisherViewModel model;
  private final RunViewModel runs;
  private final Pictures pictures;
  private final MatrixCanvas canvas;
  private final RangeSlider slider = new RangeSlider(0, 0.2, 0, 0.1);
  private boolean following;

  /**
   * A viewer that follows the shown run.
   *
   * @param background where large matrices are read
   * @param window the window's thread
   */
  public FisherView(
      RunViewModel runs, Look look, Pictures pictures, Executor background, Executor window) {
    this.runs = runs;
    this.pictures = pictures;
    model = new FisherViewModel(runs);
    canvas = new MatrixCanvas(model, background, window);
    getStyleClass().add("room");
    setId("fisher");
    look.darkProperty().subscribe(canvas::colours);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    VBox content = new VBox(matrixBar(), rangeBar(), complaint(), canvas, reading());
    content.getStyleClass().add("room-content");
    Ui.shownWhen(content, Bindings.isNotEmpty(model.matrices()));
    VBox empty =
        Ui.empty(
            Feather.GRID,
            "No Fisher matrix yet",
            "It is measured after each task while \"Show Fisher matrix\" is on, which it is under"
                + " More unless you turned it off. Press Run and wait for the first task to end.");
    Ui.shownWhen(empty, Bindings.isEmpty(model.matrices()));
    getChildren().addAll(content, empty);
  }

  /** Exports the matrix shown. */
  public void export() {
    FisherSnapshot matrix = model.shownProperty().get();
    ObservedRun run = runs.shownProperty().get();
    if (matrix != null && run != null) {
      pictures.save(
          run.name() + " Fisher " + matrix.representation().key() + " task " + (matrix.task() + 1),
          matrix.entries(),
          model.greysProperty().get());
    }
  }

  private HBox matrixBar() {
    ComboBox<FisherSnapshot> chooser = new ComboBox<>(model.matrices());
    chooser.setId("matrix-chooser");
    chooser.setAccessibleText("Matrix shown");
    chooser.setTooltip(Ui.tip("The Fisher matrices measured in this run: choose one."));
    chooser.setCellFactory(list -> new MatrixCell());
    chooser.setButtonCell(new MatrixCell());
    chooser.valueProperty().bindBidirectional(model.shownProperty());
    chooser.setMaxWidth(460);
    HBox.setHgrow(chooser, Priority.ALWAYS);
    Button next =
        Ui.iconButton(
            Feather.CAMERA,
            "Next matrix",
            "Show the next matrix that natural replay measures. Copying one costs time, so it is"
                + " only done on request.");
    next.disableProperty().bind(runs.runningProperty().not());
    next.setOnAction(event -> runs.requestMatrix());
    Button out = button(Feather.ZOOM_OUT, "zoom-out", "Smaller", "Smaller. Wheel or −");
    out.setOnAction(event -> canvas.zoomOut());
    Button in =
        button(Feather.ZOOM_IN, "zoom-in", "Larger", "Larger, up to single entries. Wheel or +");
    in.setOnAction(event -> canvas.zoomIn());
    Button fit = button(Feather.MAXIMIZE, "zoom-fit", "Fit", "The whole matrix. Double-click or 0");
    fit.setOnAction(event -> canvas.fit());
    Label zoom = Ui.quiet("");
    zoom.setId("zoom");
    zoom.getStyleClass().add("number");
    zoom.setMinWidth(84);
    zoom.setAlignment(Pos.CENTER_RIGHT);
    canvas.viewportProperty().subscribe(view -> zoom.setText(zoomText(view.scale())));
    Button export =
        button(
            Feather.DOWNLOAD,
            "export-matrix",
            "Export matrix",
            "Save this matrix as PNG, one pixel an entry, in this grey range. Ctrl+E");
    export.setOnAction(event -> export());
    HBox bar = new HBox(Ui.quiet("Matrix"), chooser, next, Ui.spacer(), zoom, out, in, fit, export);
    bar.getStyleClass().add("room-header");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private HBox rangeBar() {
    TextField black = number("grey-black", "Black at", "The value drawn black, and all below it.");
    black.textProperty().bindBidirectional(model.blackProperty());
    TextField white = number("grey-white", "White at", "The value drawn white, and all above it.");
    white.textProperty().bindBidirectional(model.whiteProperty());
    slider.setId("grey-slider");
    slider.setAccessibleText("Grey range");
    slider.setTooltip(Ui.tip("The grey range: black on the left, white on the right."));
    HBox.setHgrow(slider, Priority.ALWAYS);
    model.greysProperty().subscribe(this::follow);
    slider.lowValueProperty().subscribe(low -> slid());
    slider.highValueProperty().subscribe(high -> slid());
    Button auto = new Button("Auto");
    auto.setId("grey-auto");
    Ui.named(
        auto,
        "Auto grey range",
        "Black at 0, white where one in a hundred of the positive values in view is larger.");
    auto.setOnAction(event -> model.auto());
    Button reset = new Button("Reset");
    reset.setId("grey-reset");
    Ui.named(reset, "Reset grey range", "Back to the range from 0 to 0.1.");
    reset.setOnAction(event -> model.reset());
    HBox bar = new HBox(Ui.quiet("Grey"), black, slider, white, auto, reset);
    bar.getStyleClass().add("room-header");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private Label complaint() {
    Label complaint = new Label();
    complaint.setId("grey-complaint");
    complaint.getStyleClass().add("complaint");
    complaint.textProperty().bind(model.complaintProperty());
    Ui.shownWhen(complaint, Bindings.isNotEmpty(model.complaintProperty()));
    return complaint;
  }

  private Label reading() {
    Label reading = new Label();
    reading.setId("reading");
    reading.getStyleClass().add("reading");
    reading
        .textProperty()
        .bind(
            Bindings.when(Bindings.isEmpty(model.readingProperty()))
                .then("Point at an entry to read it. Wheel to zoom, drag to move.")
                .otherwise(model.readingProperty()));
    return reading;
  }

  private void follow(GreyScale greys) {
    if (following) {
      return;
    }
    following = true;
    try {
      double min = Math.min(0, greys.min());
      double max = Math.max(2 * greys.max(), min + 1e-12);
      if (slider.isHighValueChanging() || slider.isLowValueChanging()) {
        return;
      }
      slider.setMin(Math.min(min, slider.getMin()));
      slider.setMax(Math.max(max, slider.getMax()));
      slider.setLowValue(slider.getMin());
      slider.setHighValue(greys.max());
      slider.setLowValue(greys.min());
      slider.setMin(min);
      slider.setMax(max);
    } finally {
      following = false;
    }
  }

  private void slid() {
    if (!following && slider.getLowValue() < slider.getHighValue()) {
      following = true;
      try {
        model.setGreys(slider.getLowValue(), slider.getHighValue());
      } finally {
        following = false;
      }
    }
  }

  private static String zoomText(double scale) {
    return scale >= 1 ? "%.3g×".formatted(scale) : "1/%.3g×".formatted(1 / scale);
  }

  private static Button button(Feather icon, String id, String name, String tip) {
    Button button = Ui.iconButton(icon, name, tip);
    button.setId(id);
    return button;
  }

  private static TextField number(String id, String name, String tip) {
    TextField field = new TextField();
    field.setId(id);
    field.setPrefColumnCount(7);
    field.setMinWidth(84);
    field.setMaxWidth(84);
    field.setAccessibleText(name);
    field.setTooltip(Ui.tip(tip));
    return field;
  }

  /** A matrix by its representation and moment. */
  private static final class MatrixCell extends ListCell<FisherSnapshot> {
    @Override
    protected void updateItem(@Nullable FisherSnapshot matrix, boolean empty) {
      super.updateItem(matrix, empty);
      setText(empty || matrix == null ? "" : FisherViewModel.label(matrix));
    }
  }
}
