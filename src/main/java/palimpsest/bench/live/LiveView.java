package palimpsest.bench.live;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.look.Segments;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.ExperimentSpec;

/**
 * Figures, numbers and log of the shown run, which grow as it is measured. They are drawn at most
 * once a frame, and only while the page is in view.
 */
public final class LiveView extends StackPane {

  /** From this width on, both means are shown side by side. */
  private static final double WIDE = 1300;

  /** From this height on, there is room for the log without being asked. */
  private static final double TALL = 1000;

  /** The means of which one is shown where there is no room for both. */
  private enum Means {
    ACCURACY("Mean accuracy", "Accuracy on the test images of all tasks, averaged over tasks."),
    LOSS("Mean loss", "Cross-entropy on the test images of all tasks, averaged over tasks.");

    private final String label;
    private final String help;

    Means(String label, String help) {
      this.label = label;
      this.help = help;
    }

    String label() {
      return label;
    }

    String help() {
      return help;
    }
  }

  private final RunViewModel runs;
  private final WindowTheme windowTheme;
  private final LiveExports exports;
  private final RunHeader header;
  private final FigurePanel accuracy =
      new FigurePanel("Accuracy on each task", "accuracy", "%.1f %%", Figures::taskAccuracy);
  private final FigurePanel mean =
      new FigurePanel("Mean accuracy", "mean accuracy", "%.1f %%", Figures::meanAccuracy);
  private final FigurePanel loss =
      new FigurePanel("Mean loss", "mean loss", "%.3f nats", Figures::meanLoss);
  private final AccuracyMatrixPanel outcome;
  private final LogPanel log = new LogPanel();
  private final StackPane middle = new StackPane();
  private final VBox content = new VBox();
  private final LiveFigures figures;
  private final BooleanProperty inView = new SimpleBooleanProperty(this, "inView", true);
  private final BooleanProperty something = new SimpleBooleanProperty(this, "something", false);
  private final BooleanProperty measured = new SimpleBooleanProperty(this, "measured", false);
  private final ObjectProperty<Means> means =
      new SimpleObjectProperty<>(this, "means", Means.ACCURACY);
  private final BooleanProperty wide = new SimpleBooleanProperty(this, "wide", false);
  private final StringProperty advice = new SimpleStringProperty(this, "advice", "");
  private Subscription revision = Subscription.EMPTY;
  private boolean sized;

  /**
   * A view that follows the shown run.
   *
   * @param intoForm takes the settings of the shown run into the form
   */
  public LiveView(
      RunViewModel runs,
      WindowTheme windowTheme,
      Pictures pictures,
      Consumer<ExperimentSpec> intoForm) {
    this.runs = runs;
    this.windowTheme = windowTheme;
    exports = new LiveExports(runs, pictures);
    outcome = new AccuracyMatrixPanel(exports);
    header =
        new RunHeader(
            run -> intoForm.accept(run.spec()),
            run -> runs.goOn(List.of(run.archived())),
            runs.shownProperty()::get);
    header.follow().setOnAction(event -> runs.follow());
    header
        .follow()
        .visibleProperty()
        .bind(runs.runningProperty().and(runs.followingProperty().not()));
    getStyleClass().addAll("page", "live");
    setId("live");
    StyleSheets.apply(this, "live");
    for (FigurePanel panel : List.of(accuracy, mean, loss)) {
      panel.exportButton(
          panel == accuracy ? " Ctrl+E" : "",
          () -> exports.figure(panel),
          format -> exports.figure(panel, format),
          () -> exports.numbers(panel));
    }
    figures = new LiveFigures(accuracy, means(), outcome);
    Ui.shownWhen(figures, measured);
    middle.getChildren().add(empty());
    VBox.setVgrow(middle, Priority.ALWAYS);
    content.getChildren().addAll(header, middle);
    content.getStyleClass().add("page-content");
    Ui.shownWhen(header, something);
    Ui.shownWhen(log, something);
    getChildren().add(content);
    log.prefHeightProperty()
        .bind(
            Bindings.when(log.openProperty())
                .then(Bindings.max(150, heightProperty().multiply(0.26)))
                .otherwise(LogPanel.USE_COMPUTED_SIZE));
    log.setMinHeight(USE_PREF_SIZE);
    runs.shownProperty().subscribe(this::follow);
    runs.queue().addListener((ListChangeListener<ArchivedRun>) change -> draw());
    runs.obstacleProperty().subscribe(what -> draw());
    windowTheme.chartTheme().subscribe(theme -> draw());
    inView.subscribe(is -> draw());
  }

  /** Whether anyone can see the page; otherwise nothing is drawn. */
  public BooleanProperty inViewProperty() {
    return inView;
  }

  /** Sets the main figure for print and exports it. */
  public void export() {
    exports.figure(accuracy);
  }

  /** Exports the numbers of the main figure as CSV. */
  public void exportNumbers() {
    exports.numbers(accuracy);
  }

  /** The figures of curves that are seen, the main one first. */
  public List<ChartPane> charts() {
    return measured.get()
        ? List.of(accuracy, mean, loss).stream()
            .filter(FigurePanel::isVisible)
            .map(FigurePanel::chart)
            .toList()
        : List.of();
  }

  /** Opens the log and puts the cursor into its search field. */
  public void searchLog() {
    if (something.get()) {
      log.search();
    }
  }

  @Override
  protected void layoutChildren() {
    if (!sized && getHeight() > 0) {
      sized = true;
      log.openProperty().set(getHeight() >= TALL);
    }
    wide.set(getWidth() >= WIDE);
    super.layoutChildren();
  }

  /** Mean accuracy and mean loss: side by side, or one of them where there is no room for both. */
  private HBox means() {
    Segments<Means> first = choices("mean");
    Segments<Means> second = choices("loss");
    first.button(0).setId("show-mean-accuracy");
    second.button(1).setId("show-mean-loss");
    mean.head(head("Mean accuracy", first));
    loss.head(head("Mean loss", second));
    Ui.shownWhen(mean, wide.or(means.isEqualTo(Means.ACCURACY)));
    Ui.shownWhen(loss, wide.or(means.isEqualTo(Means.LOSS)));
    means.subscribe((was, is) -> {
      // The buttons that were pressed have gone with their figure.
      if (!wide.get() && (first.isFocusWithin() || second.isFocusWithin())) {
        (is == Means.LOSS ? second : first).focusSelected();
      }
    });
    HBox both = new HBox(mean, loss);
    both.getStyleClass().add("means");
    HBox.setHgrow(mean, Priority.ALWAYS);
    HBox.setHgrow(loss, Priority.ALWAYS);
    mean.setPrefWidth(200);
    loss.setPrefWidth(200);
    return both;
  }

  private HBox head(String title, Segments<Means> choices) {
    Label name = Ui.title(title);
    Ui.shownWhen(name, wide);
    Ui.shownWhen(choices, wide.not());
    HBox head = new HBox(name, choices);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private Segments<Means> choices(String id) {
    Segments<Means> choices =
        new Segments<>(Means.class, List.of(Means.values()), Means::label, Means::help, means);
    choices.setId("means-" + id);
    choices.getStyleClass().add("small-segments");
    return choices;
  }

  private VBox empty() {
    VBox empty = Ui.empty(Feather.ACTIVITY, "Nothing measured yet", "");
    if (empty.getChildren().getLast() instanceof Label text) {
      text.textProperty().bind(advice);
    }
    empty.setMouseTransparent(true);
    Ui.shownWhen(empty, measured.not());
    return empty;
  }

  private void follow(@Nullable RunModel run) {
    revision.unsubscribe();
    revision = Subscription.EMPTY;
    if (run != null) {
      log.show(run.log());
      revision = run.revisionProperty().subscribe(number -> draw());
    } else {
      draw();
    }
  }

  private void draw() {
    if (!inView.get()) {
      return;
    }
    RunModel run = runs.shownProperty().get();
    something.set(run != null);
    measured.set(run != null && run.hasCurves());
    advice.set(advice(run, runs.obstacleProperty().get()));
    furnish();
    if (run == null) {
      return;
    }
    header.show(run, runs.isLeft(run.archived()));
    if (run.hasCurves()) {
      LearningCurves curves = run.curves();
      for (FigurePanel panel : List.of(accuracy, mean, loss)) {
        panel.draw(run.id(), curves, windowTheme.chartTheme().get());
      }
      outcome.show(run, windowTheme.chartTheme().get());
    }
  }

  /** Builds the controls when there is something to show, to save style and layout until then. */
  private void furnish() {
    if (something.get() && log.getParent() == null) {
      content.getChildren().add(log);
    }
    if (measured.get() && figures.getParent() == null) {
      middle.getChildren().addFirst(figures);
    }
  }

  private static String advice(@Nullable RunModel run, String obstacle) {
    if (run == null) {
      return "Choose a strategy on the left and press Run. Accuracy and loss appear here"
          + " after every epoch. Open earlier runs from Runs.";
    }
    if (!run.archived().site().isEmpty() && !run.state().isOver()) {
      return run.state() == RunState.RUNNING
          ? "It trains on a cluster; what it wrote there is being read."
          : "It waits on a cluster, or was paused there before its first scores.";
    }
    return switch (run.state()) {
      case WAITING ->
          obstacle.isEmpty()
              ? "This run is waiting in the queue."
              : "This run is waiting in the queue: " + obstacle;
      case RUNNING -> "Reading the images and testing the untrained network on them.";
      case PAUSED -> "This run was paused before its first scores.";
      case INTERRUPTED -> "This run was interrupted before its first scores. It can be resumed.";
      case FINISHED, STOPPED -> "This run has no scores in the archive.";
      case DIVERGED, FAILED -> "This run ended before its first scores.";
    };
  }
}
