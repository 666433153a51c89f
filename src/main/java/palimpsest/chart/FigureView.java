package palimpsest.chart;

import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.NavigableSet;
import java.util.TreeSet;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.stage.Window;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.fx.FXGraphics2D;
import org.jspecify.annotations.Nullable;

/**
 * A figure on the screen, without its legend. It is drawn at most once per frame however often it
 * is replaced, and reads out the values of every curve at the epoch under the pointer, or at one
 * that keys have chosen.
 */
public final class FigureView extends Region {

  private final Line rule = new Line();
  private final Readout readout;
  private final Canvas canvas = new Canvas();

  /** Without entities: nothing asks what lies under the pointer but {@link Readout}. */
  private final ChartRenderingInfo info = new ChartRenderingInfo(null);

  /**
   * The part of a figure's height that an axis name leaves free, so that both of its ends are
   * visible.
   */
  private static final double NAME_MARGIN = 34;

  private static final FontRenderContext TEXT_CONTEXT = new FontRenderContext(null, true, true);

  private @Nullable JFreeChart chart;
  private @Nullable CurveFigure figure;
  private ChartTheme theme = ChartTheme.LIGHT;
  private boolean stale;
  private double pointerX = Double.NaN;
  private double pointerY;
  private double epoch = Double.NaN;
  private NavigableSet<Double> epochs = new TreeSet<>();

  /**
   * A view without a figure yet.
   *
   * @param valueFormat the format of a value in tooltips, such as {@code %.1f %%}
   */
  public FigureView(String valueFormat) {
    readout = new Readout(valueFormat);
    getStyleClass().add("figure");
    rule.getStyleClass().add("figure-rule");
    rule.setManaged(false);
    rule.setVisible(false);
    rule.setMouseTransparent(true);
    canvas.setMouseTransparent(true);
    canvas.setManaged(false);
    getChildren().addAll(canvas, rule, readout);
    sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::renderScaleXProperty)
        .subscribe(scale -> redraw());
    setMinSize(120, 60);
    setPrefSize(400, 240);
    addEventHandler(MouseEvent.MOUSE_MOVED, event -> pointAt(event.getX(), event.getY()));
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointAt(Double.NaN, 0));
  }

  /** Shows another figure from the next frame on. */
  public void show(CurveFigure next, ChartTheme look) {
    if (!next.equals(figure) || look != theme) {
      figure = next;
      epochs = next.epochs();
      theme = look;
      redraw();
    }
  }

  private void redraw() {
    stale = true;
    requestLayout();
  }

  /** The area of the curves, in this view; null before anything was drawn. */
  public @Nullable Bounds plotArea() {
    Rectangle2D area = area();
    return area == null
        ? null
        : new BoundingBox(area.getX(), area.getY(), area.getWidth(), area.getHeight());
  }

  private @Nullable Rectangle2D area() {
    return chart == null ? null : info.getPlotInfo().getDataArea();
  }

  /** Reads out the next evaluation (or the one before it, if negative) instead of the pointer's. */
  public void readNext(int by) {
    CurveFigure shown = figure;
    if (shown != null) {
      AxisRange range = shown.shownEpochs();
      NavigableSet<Double> visible = epochs.subSet(range.from(), true, range.to(), true);
      pointerX = Double.NaN;
      if (!visible.isEmpty()) {
        Double next = by < 0 ? visible.lower(epoch) : visible.higher(epoch);
        epoch =
            Double.isNaN(epoch)
                ? visible.first()
                : next != null ? next : by < 0 ? visible.first() : visible.last();
      }
      readValues();
    }
  }

  /** Takes the reading away. */
  public void readNothing() {
    pointAt(Double.NaN, 0);
  }

  @Override
  protected void layoutChildren() {
    CurveFigure shown = figure;
    if (shown == null) {
      return;
    }
    double width = Math.max(1, Math.floor(getWidth()));
    double height = Math.max(1, Math.floor(getHeight()));
    if (canvas.getWidth() != width || canvas.getHeight() != height) {
      canvas.setWidth(width);
      canvas.setHeight(height);
      stale = true;
    }
    if (stale) {
      stale = false;
      chart = shown.drawBare(theme);
      shorten(chart.getXYPlot().getRangeAxis(), height - NAME_MARGIN);
      draw(chart);
    }
    readValues();
  }

  /** Names an axis in words that a length has room for. */
  private static void shorten(ValueAxis axis, double length) {
    String name = axis.getLabel();
    if (name != null) {
      axis.setLabel(
          AxisName.fitting(
              name,
              length,
              text -> axis.getLabelFont().getStringBounds(text, TEXT_CONTEXT).getWidth()));
    }
  }

  private void draw(JFreeChart drawn) {
    GraphicsContext context = canvas.getGraphicsContext2D();
    Scene scene = getScene();
    Window window = scene == null ? null : scene.getWindow();
    ScreenCurves curves = new ScreenCurves(context, window == null ? 1 : window.getRenderScaleX());
    context.save();
    context.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    FXGraphics2D graphics = new FXGraphics2D(context);
    graphics.setRenderingHint(ScreenCurves.KEY, curves);
    drawn.draw(
        graphics, new Rectangle2D.Double(0, 0, canvas.getWidth(), canvas.getHeight()), null, info);
    context.restore();
    curves.flush();
  }

  /** The evaluation nearest to a place on the axis, but not one further than half an epoch away. */
  private double nearest(double place) {
    Double before = epochs.floor(place);
    Double after = epochs.ceiling(place);
    Double near =
        before == null || (after != null && after - place <= place - before) ? after : before;
    return near == null || Math.abs(near - place) > 0.5 ? Math.rint(place) : near;
  }

  private void pointAt(double x, double y) {
    pointerX = x;
    pointerY = y;
    epoch = Double.NaN;
    readValues();
  }

  private void readValues() {
    rule.setVisible(false);
    readout.setVisible(false);
    JFreeChart drawn = chart;
    Rectangle2D area = area();
    boolean pointed = !Double.isNaN(pointerX);
    if (drawn == null || area == null || !(pointed || !Double.isNaN(epoch))) {
      return;
    }
    XYPlot plot = drawn.getXYPlot();
    if (pointed && !area.contains(pointerX, pointerY)) {
      return;
    }
    double at =
        pointed
            ? nearest(plot.getDomainAxis().java2DToValue(pointerX, area, plot.getDomainAxisEdge()))
            : epoch;
    double x = plot.getDomainAxis().valueToJava2D(at, area, plot.getDomainAxisEdge());
    double y = pointed ? pointerY : area.getCenterY();
    if (readout.read(plot, at, area, y, getHeight())) {
      rule.setStartX(Math.floor(x) + 0.5);
      rule.setEndX(Math.floor(x) + 0.5);
      rule.setStartY(area.getMinY());
      rule.setEndY(area.getMaxY());
      rule.setVisible(true);
      readout.place(x, y, getWidth(), getHeight());
      notifyAccessibleAttributeChanged(AccessibleAttribute.HELP);
    }
  }
}
