package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.RunState;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.Actions;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Ui;
import palimpsest.bench.run.ObservedRun;
import palimpsest.bench.run.RunViewModel;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixValues.Part;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.learning.StrategyKind;

/** The room in which Fisher matrices are looked at. */
public final class FisherView extends StackPane {

  private final FisherViewModel model;
  private final RunViewModel runs;
  private final Pictures pictures;
  private final LiveRequests live;
  private final PaneView difference;
  private final List<PaneView> panes = new ArrayList<>();
  private Subscription revision = Subscription.EMPTY;
  private @Nullable PaneView lastFocused;

  /**
   * A viewer that follows the shown run.
   *
   * @param refresh seconds between two views of the run under way; 0 for none
   * @param background where matrices are read
   * @param window the window's thread
   */
  public FisherView(
      RunViewModel runs,
      Look look,
      Pictures pictures,
      ObjectProperty<Integer> refresh,
      Executor background,
      Executor window) {
    this.runs = runs;
    this.pictures = pictures;
    Executor tiles = worker("matrix tiles");
    model =
        new FisherViewModel(background, worker("matrix values"), worker("matrix numbers"), window);
    live = new LiveRequests(refresh, runs::requestMatrix, this::canShowLive);
    getStyleClass().add("room");
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
              lastFocused = pane;
              panes.forEach(other -> other.mark(other.equals(pane)));
            }
          });
    }
    PanesBox box = new PanesBox(panes);
    VBox.setVgrow(box, Priority.ALWAYS);
    LevelBar levels = new LevelBar(model);
    look.darkProperty()
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
    content.getStyleClass().add("room-content");
    Ui.shownWhen(content, Bindings.isNotEmpty(model.choices()));
    VBox empty =
        Ui.empty(
            Feather.GRID,
            "No Fisher matrix yet",
            "It is measured after each task while \"Show Fisher matrix\" is on, which it is under"
                + " More unless you turned it off. Press Run and wait for the first task to end.");
    Ui.shownWhen(empty, Bindings.isEmpty(model.choices()));
    getChildren().addAll(content, empty);
    model.paneCountProperty().subscribe(count -> arrange());
    model.differingProperty().subscribe(on -> arrange());
    addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    model.visibleProperty().bind(Visibility.of(this));
    AnimationTimer clock =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            live.tick(now);
          }
        };
    model
        .visibleProperty()
        .subscribe(visible -> {
          if (visible) {
            clock.start();
          } else {
            clock.stop();
          }
        });
    runs.shownProperty().subscribe(this::follow);
  }

  /** What the room shows. */
  public FisherViewModel model() {
    return model;
  }

  /** Moves the focus to the first picture, for the keys that move over it. */
  public void focus() {
    panes.getFirst().canvas().requestFocus();
  }

  /**
   * Offers what can be done in the room.
   *
   * @param shown whether the room is the one that is seen
   */
  public void offer(Actions actions, BooleanExpression shown) {
    FisherActions.addTo(
        new ActionGroup(actions, "Fisher"), model, shown.and(Bindings.isNotEmpty(model.choices())));
  }

  /** Exports the picture that had the focus last, or else the first one. */
  public void export() {
    PaneView pane = active();
    Slot.Content content = pane.slot().contentProperty().get();
    if (content != null) {
      GreyScale scale =
          pane == difference
              ? model.levels().differenceGreysProperty().get()
              : model.levels().greysProperty().get();
      pictures.save(exportName(pane), content.source(), scale);
    }
  }

  /** Exports the numbers of the matrix that had the focus last, or else of the first one. */
  public void exportNumbers() {
    PaneView pane = active();
    if (pane == difference) {
      pictures.refuse(
          "A difference can only be saved as PNG. Click A or B to save the numbers of one of them.");
      return;
    }
    FisherSnapshot matrix = model.panes().get(panes.indexOf(pane)).matrix();
    if (matrix != null) {
      pictures.saveNumbers(exportName(pane), matrix);
    }
  }

  private PaneView active() {
    PaneView pane = lastFocused;
    if (pane == null || !pane.isVisible()) {
      return model.differingProperty().get() ? difference : panes.getFirst();
    }
    return pane;
  }

  private String exportName(PaneView pane) {
    if (pane == difference) {
      return name(model.panes().get(0)) + " minus " + name(model.panes().get(1));
    }
    return name(model.panes().get(panes.indexOf(pane)));
  }

  private static String name(PaneModel pane) {
    MatrixChoice choice = pane.choiceProperty().get();
    return choice == null
        ? ""
        : "%s Fisher %s task %d"
            .formatted(choice.runLabel(), choice.representation().key(), choice.task() + 1);
  }

  private void arrange() {
    List<Slot> shown = model.shown();
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

  private boolean canShowLive() {
    ObservedRun run = runs.shownProperty().get();
    return run != null
        && model.visibleProperty().get()
        && run.state() == RunState.RUNNING
        && run.spec().strategy() == StrategyKind.NATURAL_REPLAY;
  }

  private void follow(@Nullable ObservedRun run) {
    revision.unsubscribe();
    revision = Subscription.EMPTY;
    if (run == null) {
      offer(null);
    } else {
      revision = run.revisionProperty().subscribe(number -> offer(run));
    }
  }

  /** Offers the matrices of the shown run last, and before them those of runs like it. */
  private void offer(@Nullable ObservedRun shown) {
    List<MatrixChoice> choices = new ArrayList<>();
    if (shown != null) {
      shown.beside().forEach(run -> addTo(choices, run.title(), run.matrices()));
      addTo(choices, "%s (run %d)".formatted(shown.name(), shown.id()), shown.matrices());
    }
    model.offer(choices);
    FisherSnapshot passing = shown == null ? null : shown.passing();
    if (passing == null) {
      model.endLive();
    } else {
      model.showLive(passing);
    }
  }

  private void addTo(List<MatrixChoice> choices, String title, List<ArchivedMatrix> matrices) {
    for (ArchivedMatrix matrix : matrices) {
      choices.add(
          new MatrixChoice(
              matrix.run(),
              title,
              matrix.representation(),
              matrix.task(),
              matrix.moment(),
              () -> runs.read(matrix)));
    }
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
