package palimpsest.bench.live;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jfree.chart.JFreeChart;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Ui;
import palimpsest.bench.run.ObservedRun;
import palimpsest.bench.run.RunViewModel;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Course;
import palimpsest.chart.FigureView;
import palimpsest.chart.Figures;
import palimpsest.experiment.ExperimentSpec;

/** Figures of the shown run that grow as its epochs are measured. */
public final class LiveView extends StackPane {

  private final RunViewModel runs;
  private final Look look;
  private final Pictures pictures;
  private final List<Panel> panels;
  private final BooleanProperty measured = new SimpleBooleanProperty(this, "measured", false);
  private Subscription revision = Subscription.EMPTY;

  /**
   * A view that follows the shown run.
   *
   * @param intoForm takes the settings of the shown run into the form
   */
  public LiveView(
      RunViewModel runs, Look look, Pictures pictures, Consumer<ExperimentSpec> intoForm) {
    this.runs = runs;
    this.look = look;
    this.pictures = pictures;
    getStyleClass().add("room");
    setId("live");
    Panel accuracy =
        new Panel("Accuracy on each task", "accuracy", "%.1f %%", Figures::taskAccuracy);
    Panel mean =
        new Panel(
            "Mean accuracy",
            "mean accuracy",
            "%.1f %%",
            (course, theme) -> Figures.meanAccuracy(List.of(course), theme));
    Panel loss =
        new Panel(
            "Mean loss",
            "mean loss",
            "%.3f nats",
            (course, theme) -> Figures.meanLoss(List.of(course), theme));
    panels = List.of(accuracy, mean, loss);
    getChildren().addAll(content(accuracy, mean, loss, intoForm), empty());
    runs.shownProperty().subscribe(this::follow);
    look.chartTheme().subscribe(theme -> draw());
  }

  /** Exports the main figure. */
  public void export() {
    panels.getFirst().export();
  }

  private VBox content(Panel accuracy, Panel mean, Panel loss, Consumer<ExperimentSpec> intoForm) {
    GridPane means = new GridPane();
    means.getStyleClass().add("figure-grid");
    means.addRow(0, mean, loss);
    for (Panel panel : List.of(mean, loss)) {
      GridPane.setHgrow(panel, Priority.ALWAYS);
      GridPane.setVgrow(panel, Priority.ALWAYS);
      panel.setPrefSize(380, 250);
    }
    VBox.setVgrow(accuracy, Priority.ALWAYS);
    VBox.setVgrow(means, Priority.SOMETIMES);
    VBox figures = new VBox(accuracy, means);
    figures.getStyleClass().add("figures");
    Ui.shownWhen(figures, measured);
    VBox.setVgrow(figures, Priority.ALWAYS);
    VBox content = new VBox(header(intoForm), figures);
    content.getStyleClass().add("room-content");
    Ui.shownWhen(content, Bindings.isNotEmpty(runs.runs()));
    return content;
  }

  private HBox header(Consumer<ExperimentSpec> intoForm) {
    ComboBox<ObservedRun> chooser = new ComboBox<>(runs.runs());
    chooser.setId("run-chooser");
    chooser.setAccessibleText("Run shown");
    chooser.setTooltip(Ui.tip("The runs of this session: choose which one to look at."));
    chooser.setMaxWidth(420);
    chooser.setCellFactory(list -> new RunCell());
    chooser.setButtonCell(new RunCell());
    chooser.valueProperty().bindBidirectional(runs.shownProperty());
    runs.runs()
        .addListener(
            (ListChangeListener<ObservedRun>)
                change -> chooser.setVisibleRowCount(Math.clamp(runs.runs().size(), 1, 12)));
    Label label = Ui.quiet("Run");
    label.setLabelFor(chooser);
    Button copy =
        Ui.iconButton(
            Feather.COPY, "Settings into the form", "Take this run's settings into the form.");
    copy.setId("into-form");
    copy.setOnAction(event -> {
      ObservedRun run = runs.shownProperty().get();
      if (run != null) {
        intoForm.accept(run.spec());
      }
    });
    HBox header = new HBox(label, chooser, copy);
    header.getStyleClass().add("room-header");
    header.setAlignment(Pos.CENTER_LEFT);
    return header;
  }

  private VBox empty() {
    VBox empty =
        Ui.empty(
            Feather.ACTIVITY,
            "Nothing measured yet",
            "Choose a strategy on the left and press Run. Accuracy and loss appear here after"
                + " every epoch, while training goes on.");
    empty.setMouseTransparent(true);
    Ui.shownWhen(empty, measured.not());
    return empty;
  }

  private void follow(@Nullable ObservedRun run) {
    revision.unsubscribe();
    revision = Subscription.EMPTY;
    if (run != null) {
      revision = run.revisionProperty().subscribe(number -> draw());
    }
  }

  private void draw() {
    ObservedRun run = runs.shownProperty().get();
    measured.set(run != null && run.hasCourse());
    if (run != null && run.hasCourse()) {
      Course course = run.course();
      for (Panel panel : panels) {
        panel.draw(course, look.chartTheme().get());
      }
    }
  }

  /** A figure under a title, with a button that exports it. */
  private final class Panel extends VBox {

    private final String name;
    private final BiFunction<Course, ChartTheme, JFreeChart> drawing;
    private final FigureView view;

    Panel(
        String title,
        String name,
        String valueFormat,
        BiFunction<Course, ChartTheme, JFreeChart> drawing) {
      this.name = name;
      this.drawing = drawing;
      view = new FigureView(valueFormat);
      view.setId("figure-" + name.replace(' ', '-'));
      view.setAccessibleText(title);
      Label heading = new Label(title);
      heading.getStyleClass().add("panel-title");
      Button export =
          Ui.iconButton(
              Feather.DOWNLOAD,
              "Export " + name,
              "Save this figure as PNG, drawn for print."
                  + (name.equals("accuracy") ? " Ctrl+E" : ""));
      export.setId("export-" + name.replace(' ', '-'));
      export.setOnAction(event -> export());
      HBox top = new HBox(heading, Ui.spacer(), export);
      top.setAlignment(Pos.CENTER_LEFT);
      getStyleClass().add("panel");
      VBox.setVgrow(view, Priority.ALWAYS);
      getChildren().addAll(top, view);
    }

    void draw(Course course, ChartTheme theme) {
      view.show(drawing.apply(course, theme));
    }

    void export() {
      ObservedRun run = runs.shownProperty().get();
      if (run != null && run.hasCourse()) {
        Course course = run.course();
        pictures.save(run.name() + " " + name, theme -> drawing.apply(course, theme));
      }
    }
  }

  /** A run by its label, which changes as the run goes on. */
  private static final class RunCell extends ListCell<ObservedRun> {
    private Subscription revision = Subscription.EMPTY;

    @Override
    protected void updateItem(@Nullable ObservedRun run, boolean empty) {
      super.updateItem(run, empty);
      revision.unsubscribe();
      revision = Subscription.EMPTY;
      if (empty || run == null) {
        setText("");
      } else {
        revision = run.revisionProperty().subscribe(number -> setText(run.label()));
      }
    }
  }
}
