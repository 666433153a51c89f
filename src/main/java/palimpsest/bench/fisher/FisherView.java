package palimpsest.bench.fisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.Actions;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.PeriodicTask;
import palimpsest.chart.MatrixValues.Part;

/** The Fisher page. */
public final class FisherView extends StackPane {

  /** Refreshing is set in whole seconds; a refresh comes at most this much late. */
  private static final Duration LOOKING = Duration.ofMillis(100);

  private final FisherViewModel model;
  private final MatrixExports exports;
  private final PaneView difference;
  private final List<PaneView> panes = new ArrayList<>();
  private @Nullable PaneView lastFocused;

  /**
   * A viewer that follows the shown run.
   *
   * @param settings seconds between two views of the run under way, and how matrices are shrunk
   * @param background the executor that reads matrices
   * @param window the window's thread
   */
  public FisherView(
      RunViewModel runs,
      WindowTheme windowTheme,
      Pictures pictures,
      Settings settings,
      Executor background,
      Executor window) {
    Executor tiles = worker("matrix tiles");
    model =
        new FisherViewModel(background, worker("matrix values"), worker("matrix numbers"), window);
    model.levels().reductionProperty().bindBidirectional(settings.fisherReductionProperty());
    model
        .levels()
        .restore(settings.fisherRangeProperty().get(), settings.fisherPaletteProperty().get());
    model.levels().greysProperty().subscribe(settings.fisherRangeProperty()::set);
    model.levels().paletteProperty().subscribe(settings.fisherPaletteProperty()::set);
    ObjectProperty<Integer> refresh = settings.fisherRefreshProperty();
    exports = new MatrixExports(model, pictures);
    getStyleClass().add("page");
    setId("fisher");
    for (PaneModel pane : model.panes()) {
      panes.add(PaneView.ofMatrix(pane, model, this::valuesChanged, tiles, window));
    }
    difference = PaneView.ofDifference(model, this::valuesChanged, tiles, window);
    panes.add(difference);
    for (PaneView pane : panes) {
      pane.canvas()
          .focusedProperty()
          .subscribe(focused -> {
            if (focused) {
              mark(pane);
            }
          });
    }
    EqualPanes box = new EqualPanes(panes);
    VBox.setVgrow(box, Priority.ALWAYS);
    LevelBar levels = new LevelBar(model);
    windowTheme
        .darkProperty()
        .subscribe(dark -> {
          panes.forEach(pane -> pane.canvas().colours(dark));
          levels.colours(dark);
        });
    VBox content =
        new VBox(
            new FisherBar(model, refresh, this::export, this::exportNumbers),
            levels,
            box,
            new ReadingLine(model.readingProperty()));
    content.getStyleClass().add("page-content");
    Ui.shownWhen(content, Bindings.isNotEmpty(model.choices()));
    VBox empty =
        Ui.empty(
            Feather.GRID,
            "No Fisher matrix yet",
            "One is measured after each task while \"Show Fisher matrix\" (under More) is"
                + " on. Press Run and wait for the first task to end.");
    Ui.shownWhen(empty, Bindings.isEmpty(model.choices()));
    getChildren().addAll(content, empty);
    ShownMatrices matrices = new ShownMatrices(runs, model);
    LiveRequests live =
        new LiveRequests(
            refresh, runs::requestMatrix, () -> model.visibleProperty().get() && matrices.pass());
    model.paneCountProperty().subscribe(count -> arrange());
    model.differingProperty().subscribe(this::differ);
    addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    model.visibleProperty().bind(Visibility.of(this));
    PeriodicTask clock = new PeriodicTask(LOOKING, window, () -> live.tick(System.nanoTime()));
    model
        .visibleProperty()
        .subscribe(visible -> {
          if (visible) {
            clock.start();
          } else {
            clock.stop();
          }
        });
  }

  /** The model of the page. */
  public FisherViewModel model() {
    return model;
  }

  /** Moves the focus to the first picture, for the keys that move over it. */
  public void focus() {
    panes.getFirst().canvas().requestFocus();
  }

  /**
   * Offers what can be done on the page.
   *
   * @param shown true while the page is selected
   */
  public void offer(Actions actions, BooleanExpression shown) {
    FisherActions.addTo(
        new ActionGroup(actions, "Fisher"), model, shown.and(Bindings.isNotEmpty(model.choices())));
  }

  /** Exports the picture that had the focus last, or else the first one. */
  public void export() {
    exports.savePicture(active().slot());
  }

  /** Exports the numbers of the matrix that had the focus last, or else of the first one. */
  public void exportNumbers() {
    exports.saveNumbers(active().slot());
  }

  private void mark(PaneView pane) {
    lastFocused = pane;
    panes.forEach(other -> other.mark(other.equals(pane)));
  }

  private PaneView active() {
    PaneView pane = lastFocused;
    if (pane == null || !pane.isVisible()) {
      return model.differingProperty().get() ? difference : panes.getFirst();
    }
    return pane;
  }

  /**
   * Makes the difference the pane to export as soon as it is visible, unless A or B is clicked
   * then.
   */
  private void differ(boolean on) {
    arrange();
    if (on) {
      mark(difference);
    } else if (difference.equals(lastFocused)) {
      mark(panes.getFirst());
    }
  }

  private void arrange() {
    List<PaneContent> shown = model.shown();
    for (PaneView pane : panes) {
      boolean visible = shown.contains(pane.slot());
      pane.setVisible(visible);
      pane.setManaged(visible);
      pane.canvas().setVisible(visible);
      pane.canvas().nameRows(pane == panes.getFirst());
    }
  }

  /** Counts the values in view once what is in view has been read in every pane. */
  private void valuesChanged() {
    List<Part> parts = new ArrayList<>();
    for (PaneView pane : panes) {
      if (pane.isVisible() && pane != difference) {
        parts.addAll(pane.canvas().inView());
      }
    }
    model.levels().inView(parts);
    if (difference.isVisible()) {
      model.levels().differenceInView(difference.canvas().inView());
    }
  }

  /** The keys of other keyboards; those of most are the actions'. */
  private void keyPressed(KeyEvent event) {
    if (event.isShortcutDown()
        || event.isAltDown()
        || event.getTarget() instanceof TextInputControl) {
      return;
    }
    boolean known =
        switch (event.getCode()) {
          case ADD, EQUALS -> done(model.zoom()::zoomIn);
          case SUBTRACT -> done(model.zoom()::zoomOut);
          case NUMPAD0 -> done(model.zoom()::fit);
          case NUMPAD1 -> done(() -> model.showPanes(1));
          case NUMPAD2 -> done(() -> model.showPanes(2));
          case NUMPAD3 -> done(() -> model.showPanes(3));
          case PLUS, OPEN_BRACKET, CLOSE_BRACKET -> false;
          default ->
              switch (event.getText()) {
                case "[" -> done(() -> model.stepTask(-1));
                case "]" -> done(() -> model.stepTask(1));
                case "+" -> done(model.zoom()::zoomIn);
                default -> false;
              };
        };
    if (known) {
      event.consume();
    }
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }

  /** A thread of its own that ends when it has had nothing to do for a while. */
  private static Executor worker(String name) {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }
}
