package palimpsest.bench.figure;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.FigureView;

/**
 * A figure of curves and its legend. The wheel zooms around the pointer (over an axis or with Shift
 * or Alt, along one axis alone), dragging moves what is shown, a double click shows everything;
 * keys do the same while the figure has the focus. On a page that scrolls, the wheel is the page's
 * until the figure is clicked. The legend takes at most a third of the height, or stands at the
 * side.
 */
public final class ChartPane extends Region {

  /** The share of the height that the legend takes at most. */
  private static final double MOST_BELOW = 1.0 / 3;

  /** Below the figure a legend higher than this goes to the side, if that is wide enough. */
  private static final double LOW = 48;

  /** The height that a figure keeps as long as one line of the legend is seen. */
  private static final double LEAST_FIGURE = 160;

  private static final double LEAST_LEGEND = 26;

  /** The narrowest figure with a legend at its side. */
  private static final double NARROW = 420;

  private static final double MOST_BESIDE = 0.34;

  /** The distance of one notch of the wheel. */
  private static final double NOTCH = 40;

  /** The distance that one key press moves the visible part. */
  private static final double STEP = 0.1;

  private final FigureModel model;
  private final FigureView view;
  private final LegendPane legend;
  private ChartTheme theme = ChartTheme.LIGHT;
  private @Nullable Point2D dragged;

  /**
   * A pane that shows a model's figure.
   *
   * @param id names the figure in the program and in tests; its legend is called after it
   * @param name its name for screen readers
   * @param valueFormat the format of a value
   */
  public ChartPane(FigureModel model, String id, String name, String valueFormat) {
    this.model = model;
    view = new FigureView(valueFormat);
    view.setId(id);
    view.setAccessibleText(name);
    view.setFocusTraversable(true);
    legend = new LegendPane(model);
    legend.setId(id + "-legend");
    getStyleClass().add("chart-pane");
    getChildren().addAll(view, legend);
    setMinSize(0, 0);
    model.figureProperty().subscribe(figure -> draw());
    view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> dragged = null);
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    view.focusedProperty()
        .subscribe(focused -> {
          if (!focused) {
            view.readNothing();
          }
        });
    view.setOnContextMenuRequested(event -> {
      menu().show(view, event.getScreenX(), event.getScreenY());
      event.consume();
    });
  }

  /** The model of the figure. */
  public FigureModel model() {
    return model;
  }

  /** Says to screen readers what is drawn. */
  public void describe(String text) {
    view.setAccessibleText(text);
  }

  /** Draws in the colours of a theme. */
  public void setTheme(ChartTheme look) {
    if (look != theme) {
      theme = look;
      draw();
    }
  }

  private void draw() {
    CurveFigure figure = model.figureProperty().get();
    if (figure != null) {
      view.show(figure, theme);
      legend.show(theme);
      requestLayout();
    }
  }

  /** Buttons for the logarithmic axis and, while something is out of sight, to see all. */
  public HBox tools() {
    ToggleButton log = new ToggleButton("log");
    log.setId(view.getId() + "-log");
    log.getStyleClass().addAll("flat", "small");
    Ui.named(log, "Logarithmic axis", "Draws the values on a logarithmic axis. Ctrl+Shift+L");
    log.setOnAction(event -> model.toggleLog());
    Button fit = Ui.iconButton(Feather.MAXIMIZE, "Show all", "Shows all epochs and values. Ctrl+0");
    fit.setId(view.getId() + "-fit");
    fit.setOnAction(event -> model.fit());
    model
        .stateProperty()
        .subscribe(state -> {
          log.setSelected(state.logValues());
          fit.setDisable(model.isFitted());
        });
    HBox tools = new HBox(fit, log);
    tools.getStyleClass().add("chart-tools");
    return tools;
  }

  /** Whether the focus is in it. */
  boolean hasFocus(@Nullable Node focus) {
    for (Node at = focus; at != null; at = at.getParent()) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }

  /** Lets the current entry of the legend be named. */
  void renameCurrent() {
    legend.renameCurrent();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    double below = legend.heightBelow(width - 2);
    boolean beside = below > Math.min(LOW, height * MOST_BELOW) && width >= NARROW;
    legend.setBeside(beside);
    if (beside) {
      double wide = Math.ceil(Math.min(legend.widest(), width * MOST_BESIDE));
      legend.resizeRelocate(width - wide, 0, wide, height);
      view.resizeRelocate(0, 0, width - wide, height);
    } else {
      double rest = Math.max(LEAST_LEGEND, height - LEAST_FIGURE);
      double high = Math.ceil(Math.min(below, Math.min(height * MOST_BELOW, rest)));
      legend.resizeRelocate(0, height - high, width, high);
      view.resizeRelocate(0, 0, width, height - high);
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return 260;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 400;
  }

  private void scrolled(ScrollEvent event) {
    Bounds area = view.plotArea();
    boolean still = event.getDeltaY() == 0 && event.getDeltaX() == 0;
    if (area == null || still || isForThePage(event)) {
      return;
    }
    // With Shift some systems turn the wheel sideways.
    double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
    double factor = Math.pow(FigureModel.STEP, delta / NOTCH);
    boolean left = event.getX() < area.getMinX();
    boolean under = event.getY() > area.getMaxY();
    boolean epochs = !left && !event.isAltDown();
    boolean values = !under && !event.isShiftDown();
    model.zoom(
        epochs ? factor : 1,
        values ? factor : 1,
        Math.clamp((event.getX() - area.getMinX()) / area.getWidth(), 0, 1),
        Math.clamp((area.getMaxY() - event.getY()) / area.getHeight(), 0, 1));
    event.consume();
  }

  /** Whether the wheel scrolls the page: it can be scrolled, and the figure was not asked for. */
  private boolean isForThePage(ScrollEvent event) {
    if (view.isFocused() || event.isShortcutDown()) {
      return false;
    }
    for (Node at = getParent(); at != null; at = at.getParent()) {
      if (at instanceof ScrollPane page && page.getContent() instanceof Region content) {
        return content.getHeight() > page.getViewportBounds().getHeight() + 1;
      }
    }
    return false;
  }

  private void pressed(MouseEvent event) {
    view.requestFocus();
    dragged =
        event.getButton() == MouseButton.PRIMARY ? new Point2D(event.getX(), event.getY()) : null;
  }

  private void dragged(MouseEvent event) {
    Point2D from = dragged;
    Bounds area = view.plotArea();
    if (from != null && area != null) {
      dragged = new Point2D(event.getX(), event.getY());
      model.move(
          (from.getX() - event.getX()) / area.getWidth(),
          (event.getY() - from.getY()) / area.getHeight());
    }
  }

  private void clicked(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY
        && event.getClickCount() == 2
        && event.isStillSincePress()) {
      model.fit();
    }
  }

  private ContextMenu menu() {
    return new ContextMenu(
        line("Show all epochs and values", model::fit),
        line(
            model.stateProperty().get().logValues() ? "Linear axis" : "Logarithmic axis",
            model::toggleLog),
        line("Show all curves", model::showAll));
  }

  private static MenuItem line(String text, Runnable action) {
    MenuItem line = new MenuItem(text);
    line.setOnAction(event -> action.run());
    return line;
  }

  private void keyPressed(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean moves = event.isShiftDown();
    switch (event.getCode()) {
      case LEFT -> step(moves, -1);
      case RIGHT -> step(moves, 1);
      case UP -> model.move(0, STEP);
      case DOWN -> model.move(0, -STEP);
      case PLUS, EQUALS, ADD -> model.zoom(FigureModel.STEP);
      case MINUS, SUBTRACT -> model.zoom(1 / FigureModel.STEP);
      case DIGIT0, NUMPAD0 -> model.fit();
      case L -> model.toggleLog();
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Reads out the next epoch; with Shift, moves along the epochs. */
  private void step(boolean moves, int sign) {
    if (moves) {
      model.move(sign * STEP, 0);
    } else {
      view.readNext(sign);
    }
  }
}
